using System.Globalization;
using System.IO.Compression;
using System.Text;
using BotHost.Core.Opportunities;
using MiniExcelLibs;
using MiniExcelLibs.Csv;

namespace BotHost.Opportunities;

/// <summary>Opens an uploaded spreadsheet: Excel (.xlsx) or CSV, in UTF-8 or in the GBK that Excel writes in China. What is no sheet, or is too large, is refused in words.</summary>
internal static class SheetReader
{
    public const int MostBytes = 10 * 1024 * 1024, MostLines = 20_000;

    /// <summary>A small file that unpacks to more than this was made to hurt.</summary>
    private const long MostUnpacked = 200L * 1024 * 1024;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    public static (IReadOnlyList<SheetLine> Lines, string? Refusal) Read(byte[] file)
    {
        if (file.Length == 0) return ([], "文件是空的。");
        var isExcel = file.AsSpan().StartsWith("PK"u8);
        if (!isExcel && file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return ([], "这是老的 .xls 格式，请在Excel里另存为 .xlsx 再传。");
        try
        {
            if (isExcel && IsTooLarge(file)) return ([], "这个文件展开以后太大，请分成几份。");
            using var stream = new MemoryStream(isExcel ? file : AsUtf8(file));
            var lines = new List<SheetLine>();
            foreach (IDictionary<string, object?> row in stream.Query(useHeaderRow: true, excelType: isExcel ? ExcelType.XLSX : ExcelType.CSV, configuration: isExcel ? null : new CsvConfiguration { Seperator = SeparatorOf(file) }))
            {
                if (lines.Count == 0 && OpportunitySheet.Refusal(row.Keys) is { } refusal) return ([], refusal);
                if (lines.Count == MostLines) return ([], $"一次最多{MostLines}行，请分成几份。");
                lines.Add(new(lines.Count + 2, row.Where(c => c.Value is not null).ToDictionary(c => c.Key, c => TextOf(c.Value!), StringComparer.Ordinal)));
            }

            // Empty lines at the end of a sheet are nobody's mistake; one in the middle keeps the count.
            return lines.Count == 0 ? ([], "表里没有内容。第一行写标题，从第二行起写岗位。") : ([.. lines.Where(l => l.Cells.Values.Any(v => v.Trim().Length > 0))], null);
        }
        catch (Exception e) when (e is InvalidDataException or System.Xml.XmlException or InvalidOperationException or ArgumentException or KeyNotFoundException or FormatException or NotSupportedException or IOException or NullReferenceException or InvalidCastException)
        {
            // The library throws all of these at a broken file.
            return ([], "打不开这个文件。请用Excel存成 .xlsx，或者存成CSV再传。");
        }
    }

    private static bool IsTooLarge(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return zip.Entries.Sum(e => e.Length) > MostUnpacked;
    }

    private static byte[] AsUtf8(byte[] file)
    {
        try
        {
            _ = Strict.GetCharCount(file);
            return file;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.UTF8.GetBytes((CodePagesEncodingProvider.Instance.GetEncoding("GB18030") ?? Encoding.Latin1).GetString(file));
        }
    }

    private static char SeparatorOf(byte[] file)
    {
        var end = file.AsSpan().IndexOf((byte)'\n');
        var head = file.AsSpan(0, end < 0 ? file.Length : end);
        return head.Contains((byte)'\t') ? '\t' : head.Contains((byte)';') && !head.Contains((byte)',') ? ';' : ',';
    }

    private static string TextOf(object value) => value switch
    {
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("0.####", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

using System.Net.Mime;
using System.Text;

namespace BotHost.Channels.DirectLine;

/// <summary>Takes out of a text what no keyboard writes and what fools a reader's eye.</summary>
internal static class PlainText
{
    private const int LongestName = 120;

    /// <summary>Line ends become \n; control characters and marks that turn the reading direction go. Nothing visible is lost.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(Foreign)) return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r')
            {
                if (i + 1 >= text.Length || text[i + 1] != '\n') kept.Append('\n');
            }
            else if (!Foreign(text[i])) kept.Append(text[i]);
        }

        return kept.ToString();
    }

    /// <summary>The last part of a path, without anything a file system or a screen could trip over.</summary>
    public static string FileName(string name)
    {
        var last = Clean(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]).Replace('\n', ' ').Trim();
        if (last.Length <= LongestName) return last;
        return last[..(char.IsHighSurrogate(last[LongestName - 1]) ? LongestName - 1 : LongestName)];
    }

    public static string MediaType(string? contentType)
    {
        try
        {
            return contentType is { Length: > 0 and <= 127 } ? new ContentType(contentType).MediaType : MediaTypeNames.Application.Octet;
        }
        catch (FormatException)
        {
            return MediaTypeNames.Application.Octet;
        }
    }

    private static bool Foreign(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F';
}

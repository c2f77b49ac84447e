using System.Globalization;
using BotHost.App.Claims;
using BotHost.Core.Matching;

namespace BotHost.Places;

/// <summary>Names of Henan's divisions by code, for showing and searching. Kept as two arrays in order of the codes: 55,000 entries cost 4 MB.</summary>
internal sealed class DivisionNames : IPlaceNames
{
    private static readonly int[] Lengths = [2, 4, 6, 9, 12];

    private readonly long[] codes;
    private readonly string[] names;

    public DivisionNames(string csv)
    {
        var entries = new List<(long Code, string Name)>(56_000);
        foreach (var line in csv.AsSpan().EnumerateLines())
        {
            var comma = line.IndexOf(',');
            if (comma > 0 && char.IsAsciiDigit(line[0])) entries.Add((Key(line[..comma]), line[(comma + 1)..].ToString()));
        }

        entries.Sort((a, b) => a.Code.CompareTo(b.Code));
        (codes, names) = ([.. entries.Select(e => e.Code)], [.. entries.Select(e => e.Name)]);
    }

    /// <summary>The name with what it lies in, from the county down (新县周河乡毛铺村民委员会); the code itself when it is unknown.</summary>
    public string Full(string code)
    {
        var parts = new[] { 6, 9, 12 }.Where(length => length <= code.Length).Select(length => Find(code[..length])).OfType<string>();
        var full = string.Concat(parts);
        return full.Length > 0 ? full : Find(code) ?? code;
    }

    public string Short(string code) => Find(code) ?? code;

    /// <summary>The divisions directly below.</summary>
    public IEnumerable<(string Code, string Name)> Below(string code)
    {
        var length = Lengths.FirstOrDefault(l => l > code.Length);
        if (length == 0) yield break;
        var start = Array.BinarySearch(codes, Key(code.PadRight(length, '0')));
        for (var i = start < 0 ? ~start : start; i < codes.Length && Text(codes[i]) is var found && found.Length == length && found.StartsWith(code, StringComparison.Ordinal); i++)
            yield return (found, names[i]);
    }

    /// <summary>The code of a name as people write it: 新县, 新县周河乡, 信阳市新县周河乡毛铺村. Null when it is none, or when several places are called so.</summary>
    public string? CodeOf(string name)
    {
        var rest = name.Trim();
        if (rest.StartsWith("河南省", StringComparison.Ordinal)) rest = rest[3..];
        if (rest.Length == 0) return name.Trim() is "河南省" ? "41" : null;
        var found = Starts(rest).Select(start => Walk(start.Code, rest[start.Length..])).OfType<string>().Distinct().Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Prefectures, counties and townships whose name the text begins with.</summary>
    private IEnumerable<(string Code, int Length)> Starts(string text)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (codes[i] < 1_000_000_000L && codes[i] >= 100 && Begins(text, names[i]) is > 0 and var length) yield return (Text(codes[i]), length);
        }
    }

    private string? Walk(string code, string rest)
    {
        if (rest.Length == 0) return code;
        var below = Below(code).ToList();
        // A prefecture may be followed by its county's township without the county being named only when that is the only one of the name.
        var found = below.Select(b => (b.Code, Length: Begins(rest, b.Name))).Where(b => b.Length > 0).Select(b => Walk(b.Code, rest[b.Length..])).OfType<string>().Distinct().Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>How much of the text is this place's name, in full or as it is said (毛铺村 for 毛铺村民委员会); 0 for none.</summary>
    private static int Begins(string text, string name)
    {
        var said = Divisions.AsSaid(name);
        return text.StartsWith(name, StringComparison.Ordinal) ? name.Length : said.Length > 1 && text.StartsWith(said, StringComparison.Ordinal) ? said.Length : 0;
    }

    public IReadOnlyCollection<string> CodesMatching(string namePart, int limit) =>
        [.. Enumerable.Range(0, names.Length).Where(i => names[i].Contains(namePart, StringComparison.Ordinal)).Select(i => Text(codes[i])).Take(limit)];

    private string? Find(string code) => code.All(char.IsAsciiDigit) && code.Length is > 0 and <= 12 && Array.BinarySearch(codes, Key(code)) is >= 0 and var index ? names[index] : null;

    /// <summary>No code begins with 0, so the number alone tells its length.</summary>
    private static long Key(ReadOnlySpan<char> code) => long.Parse(code, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(long code) => code.ToString(CultureInfo.InvariantCulture);
}

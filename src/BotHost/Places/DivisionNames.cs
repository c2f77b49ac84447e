using BotHost.App.Claims;

namespace BotHost.Places;

/// <summary>Names of Henan's divisions by code, for showing and searching.</summary>
internal sealed class DivisionNames : IPlaceNames
{
    private readonly SortedDictionary<string, string> names = new(StringComparer.Ordinal);

    public DivisionNames(string csv)
    {
        foreach (var line in csv.AsSpan().EnumerateLines())
        {
            var comma = line.IndexOf(',');
            if (comma > 0 && char.IsAsciiDigit(line[0])) names[line[..comma].ToString()] = line[(comma + 1)..].ToString();
        }
    }

    /// <summary>The name with what it lies in, from the county down (新县周河乡毛铺村民委员会); the code itself when it is unknown.</summary>
    public string Full(string code)
    {
        var parts = new[] { 6, 9, 12 }.Where(length => length <= code.Length).Select(length => names.GetValueOrDefault(code[..length])).OfType<string>();
        var full = string.Concat(parts);
        return full.Length > 0 ? full : names.GetValueOrDefault(code, code);
    }

    public string Short(string code) => names.GetValueOrDefault(code, code);

    /// <summary>The divisions directly below.</summary>
    public IEnumerable<(string Code, string Name)> Below(string code)
    {
        var length = code.Length switch { 2 => 4, 4 => 6, 6 => 9, 9 => 12, _ => 0 };
        return names.Where(n => n.Key.Length == length && n.Key.StartsWith(code, StringComparison.Ordinal)).Select(n => (n.Key, n.Value));
    }

    public IReadOnlyCollection<string> CodesMatching(string namePart, int limit) =>
        [.. names.Where(n => n.Value.Contains(namePart, StringComparison.Ordinal)).Select(n => n.Key).Take(limit)];
}

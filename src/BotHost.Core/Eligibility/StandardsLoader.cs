using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Content;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Eligibility;

/// <summary>
/// Reads local amounts: <c>dialogs/eligibility/standards/*.yaml</c>, or a file that brings its own. JSON is YAML too.
/// A list of standards with dated values is the full form; <c>id: amount</c> is the short one (official, everywhere, always).
/// </summary>
public static class StandardsLoader
{
    public const string Folder = "dialogs/eligibility/standards/";

    public static Standards Load(IReadOnlyDictionary<string, string> files, List<ContentProblem> problems)
    {
        var read = files.Where(f => f.Key.StartsWith(Folder, StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal)
            .SelectMany(f => LoadFile(f.Key, f.Value, problems).All.Select(s => (Source: new YamlSource(f.Key, problems), Standard: s))).ToList();
        foreach (var (source, standard) in read)
        {
            foreach (var value in standard.Values.Where(v => v.Status == StandardStatus.Official && (v.Source.Length == 0 || v.From == DateOnly.MinValue)))
                source.Report(1, 1, "amount-without-source", $"{standard.Id} is {value.Amount} for '{value.Place}', and nothing says since when or by which document", "add 'from: …' and 'source: …', or another status");
        }

        // A county's file adds to the province's: the last file names a clash.
        return new(read.GroupBy(r => r.Standard.Id, (id, same) => Joined(same.Last().Source, id, [.. same.Select(s => s.Standard)])));
    }

    public static Standards LoadFile(string path, string text, List<ContentProblem> problems)
    {
        var source = new YamlSource(path, problems);
        var root = source.Parse(text);
        if (YamlSource.Child(root, "standards") is { } inside) root = inside;
        IEnumerable<Standard> found = root switch
        {
            null => [],
            YamlSequenceNode list => list.Children.Select(n => Read(source, n, source.Required(n, "standard"))).OfType<Standard>(),
            YamlMappingNode one when YamlSource.Child(one, "standard") is not null => new[] { Read(source, one, source.Required(one, "standard")) }.OfType<Standard>(),
            _ => source.Entries(root, "a list of standards").Select(e => Read(source, e.Value, e.Key)).OfType<Standard>(),
        };
        return new(found.GroupBy(s => s.Id, (id, same) => Joined(source, id, [.. same])));
    }

    private static Standard Joined(YamlSource source, string id, Standard[] same)
    {
        var all = new Standard(id, same[0].Unit, [.. same.SelectMany(s => s.Values)]);
        foreach (var other in same.Where(s => s.Unit != all.Unit)) source.Report(1, 1, "unit-of-amount", $"{id} is in '{all.Unit}' and in '{other.Unit}'", "write the same unit everywhere");
        foreach (var twice in all.Values.Where(v => v.Status == StandardStatus.Official).GroupBy(v => (v.Place, v.From)).Where(g => g.Count() > 1))
        {
            source.Report(1, 1, "standard-twice", $"{id} has two values from {twice.Key.From:yyyy-MM-dd} for '{twice.Key.Place}'", "keep the one that is in force");
        }

        return all;
    }

    private static Standard? Read(YamlSource source, YamlNode node, string id)
    {
        if (id.Length == 0) return null;
        var units = source.Text(node as YamlMappingNode, "unit") ?? "";
        if (node is YamlScalarNode or YamlSequenceNode || YamlSource.Child(node, "values") is null)
        {
            IEnumerable<YamlNode> plain = node is YamlSequenceNode several ? several.Children : [node];
            return new(id, units, [.. plain.Select(n => Value(source, n)).OfType<StandardValue>()]);
        }

        source.Only(node, "standard", "unit", "values", "name", "ask", "source");
        return new(id, units, [.. YamlSource.Items(node, "values").Select(n => Value(source, n)).OfType<StandardValue>()]);
    }

    private static StandardValue? Value(YamlSource source, YamlNode node)
    {
        if (node is YamlScalarNode { Value: var text })
        {
            if (text is null or "" or "null" or "~" or "unset") return null;
            if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var plain)) return new("", DateOnly.MinValue, DateOnly.MinValue, plain, "", StandardStatus.Official);
            source.Report(node, "wrong-shape", $"an amount should be a number, not '{text}'", "write digits only");
            return null;
        }

        source.Only(node, "place", "from", "known_on", "amount", "source", "status");
        var amount = source.Text(node, "amount") is null or "" or "null" or "~" ? null : source.Number(node, "amount");
        if (amount is null) return null;
        var status = source.Text(node, "status") ?? "official";
        if (!Enum.TryParse<StandardStatus>(status, ignoreCase: true, out var known)) source.Report(node, "unknown-status", $"'{status}' is not a status of an amount", "use official, expected or average");
        return new(source.Text(node, "place") ?? "", Day(source, node, "from"), Day(source, node, "known_on"), amount.Value, source.Text(node, "source") ?? "", known);
    }

    private static DateOnly Day(YamlSource source, YamlNode node, string name)
    {
        var text = source.Text(node, name);
        if (string.IsNullOrEmpty(text)) return DateOnly.MinValue;
        if (DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day)) return day;
        source.Report(node, "bad-day", $"'{text}' is not a day", "write it as 2026-01-31");
        return DateOnly.MinValue;
    }
}

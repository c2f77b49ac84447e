using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Content;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Offers;

/// <summary>Reads <c>dialogs/rules/offers.yaml</c>. Every number must be there: a silent default would be a hidden rule.</summary>
internal static class OffersFile
{
    public const string Path = "dialogs/rules/offers.yaml";

    public static OfferRules Load(IReadOnlyDictionary<string, string> files, FactCatalogue catalogue, List<ContentProblem> problems)
    {
        var source = new YamlSource(Path, problems);
        if (!files.TryGetValue(Path, out var text)) problems.Add(new(Path, 1, 1, "missing-file", "the rules of offers are missing", $"put {Path} back"));
        if (text is null || source.Parse(text) is not { } root) return OfferRules.Nothing;
        source.Only(root, "from", "until", "per_week", "ask_again_days", "answer_days", "follow_up_days", "need");
        int Of(YamlNode node, string key, int min, int max)
        {
            if (source.Number(node, key) is { } number && number >= min && number <= max && number == Math.Floor(number)) return (int)number;
            var at = YamlSource.Child(node, key);
            if (at is null) source.Report(node, "missing-key", $"'{key}' is missing", $"add '{key}: …'");
            else source.Report(at, "number-out-of-range", $"'{key}' is '{at}'", $"use a whole number from {min} to {max}");
            return min;
        }

        var (from, until) = (Of(root, "from", 0, 23), Of(root, "until", 1, 24));
        if (from >= until) source.Report(YamlSource.Child(root, "until") ?? root, "wrong-order", $"'until' {until} is not after 'from' {from}", "write the hours between which people may be written to");
        var need = YamlSource.Child(root, "need") ?? root;
        if (need != root) source.Only(need, "aid", "few_workers", "many_mouths", "care_each", "unknown");
        return new(
            from, until, Of(root, "per_week", 1, 20), Of(root, "ask_again_days", 1, 60), Of(root, "answer_days", 1, 60), Days(source, root),
            Aid(source, need, catalogue), Of(need, "few_workers", 0, 100), Of(need, "many_mouths", 2, 20), Of(need, "care_each", 0, 100), Of(need, "unknown", 0, 100));
    }

    private static ImmutableArray<int> Days(YamlSource source, YamlNode root)
    {
        ImmutableArray<int> days = [.. YamlSource.Texts(root, "follow_up_days").Select(d => int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : 0)];
        if (days.IsEmpty || days.Any(d => d is < 1 or > 366) || days.Zip(days.Skip(1)).Any(p => p.First >= p.Second))
            source.Report(YamlSource.Child(root, "follow_up_days") ?? root, "wrong-order", "'follow_up_days' should be whole numbers from 1 to 366 that rise", "write 'follow_up_days: [7, 30, 90]'");
        return days;
    }

    private static ImmutableDictionary<string, int> Aid(YamlSource source, YamlNode need, FactCatalogue catalogue)
    {
        var known = catalogue.Find("aid.current")?.Options ?? [];
        var points = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var (aid, at, value) in source.Entries(YamlSource.Child(need, "aid"), "'aid'"))
        {
            if (!known.Contains(aid)) source.Report(at, "unknown-option", $"'{aid}' is not a kind of aid", "use one of: " + string.Join(", ", known));
            if (value is YamlScalarNode scalar && int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100) points[aid] = number;
            else source.Report(value, "number-out-of-range", $"'{aid}' should be a whole number", "use a whole number from 0 to 100");
        }

        return points.ToImmutable();
    }
}

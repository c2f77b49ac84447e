using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Content;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Matching;

/// <summary>Reads <c>dialogs/matching.yaml</c>. Every number must be there: a silent default would be a hidden rule.</summary>
internal static class MatchingFile
{
    public const string Path = "dialogs/matching.yaml";

    public static MatchingRules Load(IReadOnlyDictionary<string, string> files, List<ContentProblem> problems)
    {
        var source = new YamlSource(Path, problems);
        if (!files.TryGetValue(Path, out var text)) problems.Add(new(Path, 1, 1, "missing-file", "the rules of matching are missing", $"put {Path} back"));
        var root = text is null ? null : source.Parse(text);
        if (root is null) return Nothing;
        source.Only(root, "weights", "skill", "distance", "kilometres", "unknown", "wage", "training", "law", "rounds", "near_misses");
        int Of(string part, string key, int most = 100)
        {
            var node = YamlSource.Child(root, part);
            if (node is null || source.Number(node, key) is not { } number)
            {
                if (node is null || YamlSource.Child(node, key) is null) source.Report(node ?? root, "missing-key", $"'{key}' is missing under '{part}'", $"add '{key}: …'");
                return 0;
            }

            if (number >= 0 && number <= most && number == Math.Floor(number)) return (int)number;
            source.Report(YamlSource.Child(node, key)!, "number-out-of-range", $"'{key}' is {number.ToString(CultureInfo.InvariantCulture)}", $"use a whole number from 0 to {most}");
            return 0;
        }

        var weights = new MatchWeights(Of("weights", "skill"), Of("weights", "distance"), Of("weights", "wage"), Of("weights", "steady"), Of("weights", "training"), Of("weights", "wish"), Of("weights", "need"));
        var sum = weights.Skill + weights.Distance + weights.Wage + weights.Steady + weights.Training + weights.Wish + weights.Need;
        if (sum != 100) source.Report(YamlSource.Child(root, "weights") ?? root, "weights-not-100", $"the weights add up to {sum}", "make them add up to 100");
        string[] reaches = ["village", "township", "county", "prefecture", "province", "anywhere"];
        ImmutableArray<int> distance = [.. reaches.Select(r => Of("distance", r))], kilometres = [.. reaches[..5].Select(r => Of("kilometres", r, 10_000))];
        Order(source, root, "distance", [.. distance.Reverse()]);
        Order(source, root, "kilometres", kilometres);
        return new(
            weights, new(Of("skill", "none_asked"), Of("skill", "starter"), Of("skill", "known"), Of("skill", "full_years", 60), Of("skill", "least")), distance, kilometres,
            Scope(source, root), Of("unknown", "need"), Of("wage", "usual", 1_000_000), Of("wage", "full_at", 1_000), Of("training", "full_at_jobs", 10_000), Of("law", "working_age"), Of("law", "adult_age"),
            new(Of("rounds", "per_person", 8), Shares(source, root), Of("rounds", "first", 1_000_000), Of("rounds", "worse_off", 1_000_000), Of("rounds", "waiting", 100_000), Of("rounds", "longest_wait"), Of("rounds", "acceptance_unmeasured"), Of("rounds", "acceptance_prior", 10_000), Of("rounds", "most_per_opening")),
            Of("near_misses", "most"), Of("near_misses", "wage_short"));
    }

    private static Reach Scope(YamlSource source, YamlNode root)
    {
        var node = YamlSource.Child(root, "unknown");
        var name = node is null ? "" : source.Required(node, "scope");
        if (name.Length > 0 && Divisions.Named(name) is null) source.Report(node!, "unknown-reach", $"'{name}' is not a distance", "use village, township, county, prefecture, province or anywhere");
        return Divisions.Named(name) ?? Reach.County;
    }

    private static ImmutableArray<int> Shares(YamlSource source, YamlNode root)
    {
        ImmutableArray<int> shares = [.. YamlSource.Texts(YamlSource.Child(root, "rounds"), "shares").Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var share) ? share : -1)];
        if (shares.IsEmpty || shares.Any(s => s is < 0 or > 100)) source.Report(YamlSource.Child(root, "rounds") ?? root, "number-out-of-range", "'shares' should be whole numbers from 0 to 100", "write 'shares: [100, 50]'");
        Order(source, root, "shares", [.. shares.Reverse()]);
        return shares.IsEmpty ? [100] : shares;
    }

    /// <summary>Nearer is never worth less; a later offer never carries more than an earlier one.</summary>
    private static void Order(YamlSource source, YamlNode root, string part, ImmutableArray<int> rising)
    {
        if (rising.Zip(rising.Skip(1)).Any(pair => pair.First > pair.Second))
            source.Report(YamlSource.Child(root, part) ?? root, "wrong-order", $"the numbers of '{part}' go up and down", "write them so that farther or later never counts more");
    }

    private static MatchingRules Nothing { get; } = new(new(0, 0, 0, 0, 0, 0, 0), new(0, 0, 0, 0, 0), [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0], Reach.County, 0, 0, 0, 0, 16, 18, new(1, [100], 0, 0, 0, 0, 100, 0, 1), 0, 0);
}

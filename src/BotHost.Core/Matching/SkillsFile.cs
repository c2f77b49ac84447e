using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Matching;

/// <summary>Reads <c>dialogs/skills.yaml</c> and holds it against the facts that dialogs collect.</summary>
internal static class SkillsFile
{
    public const string Path = "dialogs/skills.yaml";

    /// <summary>Skills are bits of one word while matching, and a few bits are left for words of the day.</summary>
    private const int MostSkills = 56;

    public static SkillTaxonomy Load(IReadOnlyDictionary<string, string> files, FactCatalogue catalogue, List<ContentProblem> problems)
    {
        var source = new YamlSource(Path, problems);
        if (!files.TryGetValue(Path, out var text)) problems.Add(new(Path, 1, 1, "missing-file", "the skills are missing", $"put {Path} back"));
        var node = text is null ? null : source.Parse(text);
        if (node is null) return new([], [], [], [], 0, 0);
        source.Only(node, "part_counts", "whole_counts", "skills", "demands", "limits", "hours");
        var skills = Entries(source, node, "skills").Select(e => ReadSkill(source, e.Key, e.Value)).ToList();
        var demands = Entries(source, node, "demands").Select(e => ReadDemand(source, e.Key, e.Value)).ToList();
        var limits = Entries(source, node, "limits").Select(e => ReadLimit(source, e.Key, e.Value)).ToList();
        var hours = Entries(source, node, "hours").Select(e => ReadHours(source, e.Key, e.Value)).ToList();
        if (skills.Count > MostSkills) source.Report(node, "too-many-skills", $"there are {skills.Count} skills", $"keep at most {MostSkills}: join what is nearly the same");
        Known(source, node, "skills", "part_of", [.. skills.Select(s => s.Id)]);
        Known(source, node, "skills", "covers", [.. skills.Select(s => s.Id)]);
        Known(source, node, "limits", "clashes", [.. demands.Select(d => d.Id)]);
        Known(source, node, "hours", "demands", [.. demands.Select(d => d.Id)]);
        foreach (var (key, at, entry) in Entries(source, node, "skills"))
        {
            foreach (var (near, nearAt, _) in source.Entries(YamlSource.Child(entry, "near"), "near").Where(n => skills.TrueForAll(s => s.Id != n.Key)))
                source.Report(nearAt, "unknown-skill", $"'{near}', near '{key}', is not a skill", "use an id of this file");
        }

        HoldAgainst(source, node, "skills", catalogue.Find("work.skills"), [.. skills.Where(s => s.PartOf is null).Select(s => s.Id)], [.. skills.Select(s => s.Id)]);
        HoldAgainst(source, node, "limits", catalogue.Find("work.health_limits"), [.. limits.Select(l => l.Id)], [.. limits.Select(l => l.Id)]);
        return new(skills, demands, limits, hours, (int)(source.Number(node, "part_counts") ?? 0), (int)(source.Number(node, "whole_counts") ?? 0));
    }

    private static IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> Entries(YamlSource source, YamlNode node, string name) => source.Entries(YamlSource.Child(node, name), name);

    private static Skill ReadSkill(YamlSource source, string id, YamlNode node)
    {
        source.Only(node, "name", "says", "starter", "card", "near", "part_of", "covers");
        var near = source.Entries(YamlSource.Child(node, "near"), "near").ToImmutableDictionary(n => n.Key, n => (int)(source.Number(YamlSource.Child(node, "near"), n.Key) ?? 0));
        return new(id, source.Required(node, "name"), YamlSource.Texts(node, "says"), source.Text(node, "card"), source.Text(node, "starter") is "yes" or "true", source.Text(node, "part_of"), YamlSource.Texts(node, "covers"), near);
    }

    private static Demand ReadDemand(YamlSource source, string id, YamlNode node)
    {
        source.Only(node, "name", "says", "not_for");
        var notFor = YamlSource.Texts(node, "not_for");
        foreach (var odd in notFor.Where(n => n is not "minors" and not "women")) source.Report(node, "unknown-option", $"'{odd}' is nobody the law protects here", "use minors or women");
        return new(id, source.Required(node, "name"), YamlSource.Texts(node, "says"), notFor.Contains("minors"), notFor.Contains("women"));
    }

    private static HealthLimit ReadLimit(YamlSource source, string id, YamlNode node)
    {
        source.Only(node, "name", "clashes");
        return new(id, source.Required(node, "name"), YamlSource.Texts(node, "clashes"));
    }

    private static WorkHours ReadHours(YamlSource source, string id, YamlNode node)
    {
        source.Only(node, "name", "says", "steady", "care", "kind", "demands");
        var care = source.Required(node, "care");
        if (care != "never" && Divisions.Named(care) is null) source.Report(node, "unknown-reach", $"'{care}' is not a distance", "use never, village, township, county, prefecture, province or anywhere");
        return new(id, source.Required(node, "name"), YamlSource.Texts(node, "says"), (int)(source.Number(node, "steady") ?? 50), Divisions.Named(care), source.Required(node, "kind"), YamlSource.Texts(node, "demands"));
    }

    /// <summary>Names used inside the file must be defined in it.</summary>
    private static void Known(YamlSource source, YamlNode node, string part, string key, ImmutableArray<string> known)
    {
        foreach (var (id, _, entry) in Entries(source, node, part))
        {
            foreach (var name in YamlSource.Items(entry, key).OfType<YamlScalarNode>().Where(n => !known.Contains(n.Value!)))
                source.Report(name, "unknown-skill", $"'{name.Value}', {key} of '{id}', is not defined in this file", "use one of: " + string.Join(", ", known));
        }
    }

    /// <summary>What dialogs collect must mean something here, and what stands here on its own must be collected by dialogs.</summary>
    private static void HoldAgainst(YamlSource source, YamlNode node, string part, FactDefinition? fact, ImmutableArray<string> whole, ImmutableArray<string> all)
    {
        if (fact is null || YamlSource.Child(node, part) is not { } at) return;
        foreach (var option in fact.Options.Except(all)) source.Report(at, "fact-without-skill", $"{fact.Id} has '{option}', which is not under '{part}'", $"add '{option}: {{ name: … }}'");
        foreach (var id in whole.Except(fact.Options)) source.Report(at, "skill-without-fact", $"nobody can say '{id}': it is not an option of {fact.Id}", "add 'part_of: …', or the option to the fact");
    }
}

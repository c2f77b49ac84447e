using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Eligibility;

/// <summary>Reads <c>dialogs/eligibility/*.yaml</c>, one program a file.</summary>
public static class ProgramLoader
{
    public const string Folder = "dialogs/eligibility/";

    public static ImmutableSortedDictionary<string, ProgramDefinition> Load(IReadOnlyDictionary<string, string> files, FactCatalogue facts, Standards standards, List<ContentProblem> problems)
    {
        var paths = files.Keys.Where(p => p.StartsWith(Folder, StringComparison.Ordinal) && p.EndsWith(".yaml", StringComparison.Ordinal) && !p.StartsWith(StandardsLoader.Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var catalogue = WithNames(facts, standards, paths.Select(p => Path.GetFileNameWithoutExtension(p)));
        var programs = ImmutableSortedDictionary.CreateBuilder<string, ProgramDefinition>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var source = new YamlSource(path, problems);
            if (source.Parse(files[path]) is not { } node) continue;
            var program = Read(source, node, catalogue);
            if (path != $"{Folder}{program.Id}.yaml") source.Report(node, "program-and-file", $"the program '{program.Id}' stands in {path}", $"call the file {Folder}{program.Id}.yaml");
            programs[program.Id] = program;
        }

        ProgramRules.Check(programs.ToImmutable(), facts, problems);
        return programs.ToImmutable();
    }

    /// <summary>The catalogue, with <c>standard.X</c> for the local amounts and <c>program.X</c> for what another program looks like.</summary>
    private static FactCatalogue WithNames(FactCatalogue facts, Standards standards, IEnumerable<string> programs) => new(facts.All
        .Concat(standards.All.Select(s => new FactDefinition(Standards.Prefix + s.Id, FactType.Number, s.Unit, Sensitivity.Open, 1)))
        .Concat(programs.Select(p => new FactDefinition(Circumstances.ProgramPrefix + p, FactType.YesNo, "", Sensitivity.Open, 1)))
        .DistinctBy(f => f.Id));

    private static ProgramDefinition Read(YamlSource source, YamlNode node, FactCatalogue catalogue)
    {
        source.Only(node, "program", "name", "department", "about", "gives", "where", "documents", "time", "notice", "appeal", "urgent", "yields_to", "criteria");
        var criteria = YamlSource.Items(node, "criteria").Select(c => Criterion(source, c, catalogue)).OfType<Criterion>().ToImmutableArray();
        if (criteria.IsEmpty) source.Report(node, "no-criteria", "the program asks for nothing", "add 'criteria: [ … ]'");
        foreach (var twice in criteria.GroupBy(c => c.Id).Where(g => g.Count() > 1)) source.Report(node, "criterion-twice", $"'{twice.Key}' stands twice", "keep one, or join the tests with 'or'");
        foreach (var missing in criteria.SelectMany(c => c.AllOf).Except(criteria.Select(c => c.Id))) source.Report(node, "unknown-criterion", $"'{missing}' is not a criterion here", "name one of: " + string.Join(", ", criteria.Select(c => c.Id)));
        return new(source.Required(node, "program"), source.Required(node, "name"), source.Required(node, "department"))
        {
            Criteria = criteria, About = Condition(source, node, "about", catalogue), Gives = source.Required(node, "gives"), Where = source.Required(node, "where"),
            Documents = YamlSource.Texts(node, "documents"), Time = source.Text(node, "time") ?? "", Notice = source.Text(node, "notice") ?? "", Appeal = source.Required(node, "appeal"),
            Urgent = source.Text(node, "urgent") ?? "", YieldsTo = YamlSource.Texts(node, "yields_to"),
        };
    }

    private static Criterion? Criterion(YamlSource source, YamlNode node, FactCatalogue catalogue)
    {
        source.Only(node, "id", "test", "human", "presumed", "doubt", "way", "all_of", "source", "tier", "certainty");
        var (id, origin) = (source.Required(node, "id"), source.Required(node, "source"));
        var allOf = YamlSource.Texts(node, "all_of");
        var test = allOf.IsEmpty ? Condition(source, node, "test", catalogue) : Always(source, catalogue);
        if (test is null)
        {
            if (YamlSource.Child(node, "test") is null) source.Required(node, "test");
            return null;
        }

        var presumed = source.Text(node, "presumed") ?? "none";
        if (!Enum.TryParse<Presumption>(presumed, ignoreCase: true, out var presumption)) source.Report(node, "unknown-presumption", $"'{presumed}' cannot be presumed", "use met, unmet or none");
        return new(id, test, origin)
        {
            Human = Condition(source, node, "human", catalogue), Presumed = presumption, Doubt = Condition(source, node, "doubt", catalogue), Way = source.Text(node, "way") ?? "", AllOf = allOf,
            Tier = source.Text(node, "tier") ?? "national", Certainty = source.Text(node, "certainty") ?? "looked-up",
        };
    }

    private static Expression? Condition(YamlSource source, YamlNode node, string name, FactCatalogue catalogue) =>
        YamlSource.Child(node, name) is YamlScalarNode at ? Expression.Compile(at, catalogue, source) : null;

    private static Expression Always(YamlSource source, FactCatalogue catalogue) => Expression.Compile(new YamlScalarNode("true"), catalogue, source)!;
}

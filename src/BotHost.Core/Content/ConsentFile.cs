using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Content;

/// <summary>Reads <c>dialogs/rules/consent.yaml</c>.</summary>
internal static class ConsentFile
{
    public const string Path = "dialogs/rules/consent.yaml";

    public static ConsentRules Load(IReadOnlyDictionary<string, string> files, FactCatalogue catalogue, List<ContentProblem> problems)
    {
        if (!files.TryGetValue(Path, out var text))
        {
            problems.Add(new(Path, 1, 1, "missing-file", "the rules of consent are missing", $"put {Path} back"));
            return ConsentRules.Strict;
        }

        var source = new YamlSource(Path, problems);
        if (source.Parse(text) is not YamlMappingNode node) return ConsentRules.Strict;
        source.Only(node, "sensitive_facts", "sensitive_kinds", "quarantine_hours", "longest_silence_minutes", "ask_model", "ask_voice");
        foreach (var fact in YamlSource.Items(node, "sensitive_facts").OfType<YamlScalarNode>().Where(f => !f.Value!.EndsWith(".*", StringComparison.Ordinal) && !catalogue.Contains(f.Value!)))
            source.Report(fact, "unknown-fact", $"'{fact.Value}' is not a fact", $"use an id from {FactCatalogue.File}, or a group such as illness.*");
        var kinds = catalogue.Find("hardship.kind")?.Options ?? [];
        foreach (var kind in YamlSource.Items(node, "sensitive_kinds").OfType<YamlScalarNode>().Where(k => !kinds.Contains(k.Value!)))
            source.Report(kind, "unknown-option", $"'{kind.Value}' is not a kind of hardship", "use one of: " + string.Join(", ", kinds));
        return new(
            YamlSource.Texts(node, "sensitive_facts"), YamlSource.Texts(node, "sensitive_kinds"),
            (int)(source.Number(node, "quarantine_hours") ?? ConsentRules.Strict.QuarantineHours),
            (int)(source.Number(node, "longest_silence_minutes") ?? ConsentRules.Strict.LongestSilence))
        {
            AskVoice = source.Text(node, "ask_voice") == "true",
            AskModel = source.Text(node, "ask_model") == "true",
        };
    }
}

/// <summary>Reads <c>dialogs/rules/intake.yaml</c>.</summary>
internal static class IntakeFile
{
    public const string Path = "dialogs/rules/intake.yaml";

    public static ImmutableArray<IntakeRule> Load(IReadOnlyDictionary<string, string> files, List<ContentProblem> problems, out ImmutableArray<string> pastVillageWords)
    {
        pastVillageWords = [];
        if (!files.TryGetValue(Path, out var text))
        {
            problems.Add(new(Path, 1, 1, "missing-file", "the rules of intake are missing", $"put {Path} back"));
            return [];
        }

        var source = new YamlSource(Path, problems);
        if (source.Parse(text) is not YamlMappingNode node) return [];
        source.Only(node, "places", "past_village_words");
        pastVillageWords = YamlSource.Texts(node, "past_village_words");
        return [.. YamlSource.Items(node, "places").Select(place => Read(source, place))];
    }

    private static IntakeRule Read(YamlSource source, YamlNode node)
    {
        source.Only(node, "place", "intake", "reply_days");
        var name = source.Required(node, "intake");
        if (!Enum.TryParse<Intake>(name, ignoreCase: true, out var intake)) source.Report(node, "unknown-intake", $"'{name}' is not a kind of intake", "use lead or application");
        return new(source.Required(node, "place"), intake, (int)(source.Number(node, "reply_days") ?? 5));
    }
}

using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Content;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Eligibility;

/// <summary>Reads <c>dialogs/rules/asking.yaml</c>.</summary>
internal static class AskingFile
{
    public const string Path = "dialogs/rules/asking.yaml";

    public static AskingRules Load(IReadOnlyDictionary<string, string> files, FactCatalogue catalogue, List<ContentProblem> problems)
    {
        if (!files.TryGetValue(Path, out var text))
        {
            problems.Add(new(Path, 1, 1, "missing-file", "the rules of asking are missing", $"put {Path} back"));
            return AskingRules.None;
        }

        var source = new YamlSource(Path, problems);
        if (source.Parse(text) is not YamlMappingNode node) return AskingRules.None;
        source.Only(node, "most_questions", "own_case_words", "question_words", "asked_as", "guesses", "instead", "wholes", "members", "by_name", "when_urgent", "together", "called", "not_asked", "longest", "ending_words", "else_words", "hand_over_words");
        var askedAs = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        foreach (var (id, at, _) in source.Entries(YamlSource.Child(node, "asked_as"), "asked_as"))
        {
            Known(source, at, id, catalogue);
            foreach (var other in YamlSource.Items(YamlSource.Child(node, "asked_as"), id).OfType<YamlScalarNode>()) Known(source, other, other.Value ?? "", catalogue);
            askedAs[id] = YamlSource.Texts(YamlSource.Child(node, "asked_as"), id);
        }

        var guesses = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Guess>>();
        foreach (var (id, at, value) in source.Entries(YamlSource.Child(node, "guesses"), "guesses"))
        {
            if (Known(source, at, id, catalogue) is { } fact) guesses[id] = Guesses(source, fact, value);
        }

        return new((int)(source.Number(node, "most_questions") ?? AskingRules.None.MostQuestions), YamlSource.Texts(node, "own_case_words"), askedAs.ToImmutable(), guesses.ToImmutable())
        {
            Called = source.Entries(YamlSource.Child(node, "called"), "called").ToImmutableDictionary(e => e.Key, e => YamlSource.Texts(YamlSource.Child(node, "called"), e.Key)),
            Together = source.Entries(YamlSource.Child(node, "together"), "together").ToImmutableDictionary(e => e.Key, e => YamlSource.Texts(YamlSource.Child(node, "together"), e.Key)),
            Longest = source.Entries(YamlSource.Child(node, "longest"), "longest").ToImmutableDictionary(e => e.Key, e => (int)(source.Number((YamlMappingNode)YamlSource.Child(node, "longest")!, e.Key) ?? int.MaxValue)),
            EndingWords = YamlSource.Texts(node, "ending_words"),
            QuestionWords = YamlSource.Texts(node, "question_words"),
            ElseWords = YamlSource.Texts(node, "else_words"),
            HandOverWords = YamlSource.Texts(node, "hand_over_words"),
            NotAsked = YamlSource.Texts(node, "not_asked"),
            ByName = YamlSource.Texts(node, "by_name"),
            WhenUrgent = YamlSource.Texts(node, "when_urgent"),
            Wholes = source.Entries(YamlSource.Child(node, "wholes"), "wholes").ToImmutableDictionary(e => e.Key, e => YamlSource.Texts(YamlSource.Child(node, "wholes"), e.Key)),
            Members = [.. YamlSource.Items(node, "members").Select(m => Member(source, m))],
            Instead = source.Entries(YamlSource.Child(node, "instead"), "instead").ToImmutableDictionary(e => e.Key, e => YamlSource.Texts(YamlSource.Child(node, "instead"), e.Key)),
        };
    }

    private static MemberAsk Member(YamlSource source, YamlNode node)
    {
        source.Only(node, "field", "for", "grades");
        return new(source.Required(node, "field"), [.. YamlSource.Texts(node, "for")], [.. YamlSource.Texts(node, "grades").Select(g => int.TryParse(g, CultureInfo.InvariantCulture, out var grade) ? grade : 0)]);
    }

    private static FactDefinition? Known(YamlSource source, YamlNode at, string id, FactCatalogue catalogue)
    {
        if (catalogue.Find(id) is { } fact) return fact;
        source.Report(at, "unknown-fact", $"'{id}' is not a fact", $"use an id from {FactCatalogue.File}, or add it there");
        return null;
    }

    private static ImmutableArray<Guess> Guesses(YamlSource source, FactDefinition fact, YamlNode list)
    {
        var read = (list is YamlSequenceNode several ? several.Children : [list]).Select(n => (Value: Value(source, fact, n), Share: Share(source, n))).Where(g => g.Value is not null).ToList();
        var total = read.Sum(g => g.Share);
        return [.. read.Select(g => new Guess(g.Value!, g.Share / total))];
    }

    private static double Share(YamlSource source, YamlNode node) => node is YamlMappingNode ? Math.Max(0.001, (double)(source.Number(node, "share") ?? 1)) : 1;

    private static FactValue? Value(YamlSource source, FactDefinition fact, YamlNode node)
    {
        if (node is YamlMappingNode) source.Only(node, "value", "share");
        var text = (node as YamlScalarNode)?.Value ?? source.Required(node, "value");
        FactValue? value = fact.Type switch
        {
            FactType.Money or FactType.Count or FactType.Age or FactType.Number => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? FactValue.Of(number) : null,
            FactType.YesNo => text is "yes" or "no" ? FactValue.Of(text == "yes") : null,
            FactType.OneOf => fact.Options.Contains(text) ? new FactValue.Choice(text) : null,
            FactType.SetOf => fact.Options.Contains(text) ? FactValue.Set.Of(text) : null,
            _ => null,
        };
        if (value is null) source.Report(node, "bad-guess", $"'{text}' is no answer to {fact.Id}", fact.Options.IsEmpty ? "write a number, or yes or no" : "use one of: " + string.Join(", ", fact.Options));
        return value;
    }
}

using System.Collections.Immutable;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Content;

/// <summary>Reads <c>prompts/zh-CN/**.yaml</c>: sentences by prompt id, and a question and read-back for each fact that dialogs ask.</summary>
public static class PromptLoader
{
    public const string Folder = "prompts/zh-CN/";
    public const string FactsFolder = Folder + "facts/";

    public static ImmutableDictionary<string, Prompt> Load(IReadOnlyDictionary<string, string> files, FactCatalogue catalogue, List<ContentProblem> problems)
    {
        var prompts = ImmutableDictionary.CreateBuilder<string, Prompt>();
        foreach (var (path, text) in files.Where(f => Owns(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var source = new YamlSource(path, problems);
            foreach (var (id, at, node) in source.Entries(source.Parse(text), "a prompts file"))
            {
                var prompt = path.StartsWith(FactsFolder, StringComparison.Ordinal) ? ReadFact(source, id, at, node, catalogue) : ReadPrompt(source, id, node);
                if (prompt is null) continue;
                if (!prompts.TryAdd(id, prompt)) source.Report(at, "duplicate-prompt", $"'{id}' is written twice", "keep one of the two");
            }
        }

        return prompts.ToImmutable();
    }

    /// <summary>True for the files read here; sentences of programs are read with the programs.</summary>
    private static bool Owns(string path) => path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal)
        && !path.StartsWith(Folder + "programs/", StringComparison.Ordinal);

    private static Prompt? ReadPrompt(YamlSource source, string id, YamlNode node)
    {
        if (node is YamlScalarNode)
        {
            var only = Compile(source, node);
            return only is null ? null : new(id, only, [], []);
        }

        source.Only(node, "text", "again", "choices");
        var text = Sentence(source, node, "text");
        return text is null ? null : new(id, text, Sentences(source, node, "again"), Choices(source, node));
    }

    private static Prompt? ReadFact(YamlSource source, string id, YamlNode at, YamlNode node, FactCatalogue catalogue)
    {
        if (catalogue.Find(id) is not { } fact)
        {
            source.Report(at, "unknown-fact", $"'{id}' is not a fact", $"use an id from {FactCatalogue.File}, or add it there");
            return null;
        }

        source.Only(node, "ask", "again", "readback", "label", "options", "offer");
        var ask = Sentence(source, node, "ask");
        var labels = source.Entries(YamlSource.Child(node, "options"), "options").ToList();
        var allowed = fact.Type == FactType.YesNo ? ["yes", "no"] : fact.Options;
        foreach (var (option, optionAt, _) in labels.Where(o => !allowed.Contains(o.Key)))
            source.Report(optionAt, "unknown-option", $"'{option}' is not an option of {id}", "use one of: " + string.Join(", ", allowed));
        var missing = fact.Options.Except(labels.Select(l => l.Key)).ToList();
        if (missing.Count > 0) source.Report(at, "option-without-words", $"{id} has no words for {string.Join(", ", missing)}", "add them under 'options:'");
        if (ask is null) return null;
        // Of many options only the common ones are offered; the others are understood all the same.
        var offered = YamlSource.Texts(node, "offer");
        foreach (var option in offered.Except(labels.Select(l => l.Key))) source.Report(at, "unknown-option", $"'{option}' is not an option of {id}", "use one of: " + string.Join(", ", allowed));
        var choices = labels.Where(l => offered.IsEmpty || offered.Contains(l.Key)).Select(l => new Choice(l.Key, (l.Value as YamlScalarNode)?.Value ?? l.Key)).ToImmutableArray();
        if (fact.Type == FactType.YesNo && choices.IsEmpty) choices = [new("yes", "是"), new("no", "不是")];
        return new(id, ask, Sentences(source, node, "again"), choices)
        {
            Readback = Sentence(source, node, "readback"),
            Label = source.Required(node, "label"),
            OptionLabels = labels.ToImmutableDictionary(l => l.Key, l => (l.Value as YamlScalarNode)?.Value ?? l.Key),
        };
    }

    private static ImmutableArray<Choice> Choices(YamlSource source, YamlNode node) =>
        [.. source.Entries(YamlSource.Child(node, "choices"), "choices").Select(c => new Choice(c.Key, (c.Value as YamlScalarNode)?.Value ?? c.Key))];

    private static PromptText? Sentence(YamlSource source, YamlNode node, string name)
    {
        var child = YamlSource.Child(node, name);
        if (child is not null) return Compile(source, child);
        source.Report(node, "missing-key", $"'{name}' is missing", $"add '{name}: …'");
        return null;
    }

    private static ImmutableArray<PromptText> Sentences(YamlSource source, YamlNode node, string name) =>
        [.. YamlSource.Items(node, name).Select(n => Compile(source, n)).OfType<PromptText>()];

    private static PromptText? Compile(YamlSource source, YamlNode node)
    {
        if (node is not YamlScalarNode { Value: { } text })
        {
            source.Report(node, "wrong-shape", "a sentence should be text", "write it on one line, or after '|'");
            return null;
        }

        var compiled = PromptText.TryParse(text.Trim(), out var error);
        if (compiled is null) source.Report(node, "bad-template", "the placeholder is not written right: " + error.ReplaceLineEndings(" "), "write placeholders as {{ name }}");
        return compiled;
    }
}

using System.Collections.Immutable;
using BotHost.Core.Content;

namespace BotHost.Understanding.Intents;

/// <summary>A sentence and what it asks for.</summary>
internal readonly record struct IntentExample(string Text, string Intent);

/// <summary>What people say for each intent, from <c>dialogs/intents.yaml</c>.</summary>
internal sealed class IntentExamples
{
    public const string File = "dialogs/intents.yaml";

    /// <summary>The intent that stands for all else.</summary>
    public const string None = "none";

    private IntentExamples(ImmutableArray<IntentExample> all) => All = all;

    public ImmutableArray<IntentExample> All { get; }

    public ImmutableArray<string> Intents => [.. All.Select(e => e.Intent).Distinct()];

    /// <summary>Reads the file; mistakes go to <paramref name="problems"/>: one sentence under two intents, an intent with too little to learn from, no <c>none</c>.</summary>
    public static IntentExamples Load(string yaml, List<ContentProblem> problems)
    {
        var source = new YamlSource(File, problems);
        Dictionary<string, string> seen = [];
        var all = ImmutableArray.CreateBuilder<IntentExample>();
        var root = source.Parse(yaml);
        foreach (var (intent, at, _) in source.Entries(root, "the intents"))
        {
            var texts = YamlSource.Texts(root, intent);
            if (texts.Length < 10) source.Report(at, "few-examples", $"'{intent}' has {texts.Length} examples", "give at least 10 that differ");
            foreach (var text in texts)
            {
                if (seen.TryAdd(text, intent)) all.Add(new(text, intent));
                else if (seen[text] != intent) source.Report(at, "two-intents", $"'{text}' stands under '{seen[text]}' and '{intent}'", "keep it under one of them");
            }
        }

        if (root is not null && !seen.ContainsValue(None)) source.Report(1, 1, "missing-key", "there is no 'none'", "add 'none:' with sentences that ask for nothing");
        return new(all.ToImmutable());
    }
}

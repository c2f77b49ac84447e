using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Dialogs.Runners;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Content;

/// <summary>Reads <c>dialogs/*.yaml</c> that define a dialog (files with a <c>dialog:</c> entry).</summary>
public static class DialogLoader
{
    private static readonly ImmutableDictionary<string, ClaimKind> Kinds = Enum.GetValues<ClaimKind>().ToImmutableDictionary(ClaimWords.Name);
    private static readonly ImmutableArray<string> Intents =
    [
        "report-hardship", "ask-eligibility", "ask-progress", "ask-term", "find-job", "find-training", "answer-offer", "talk-to-human", "complain", "crisis",
        "affirm", "deny", "correct", "back", "cancel", "pause", "resume", "help", "greet", "thanks", "unsubscribe", "delete-my-data", "show-my-data", "none",
    ];

    public static ImmutableSortedDictionary<string, DialogDefinition> Load(IReadOnlyDictionary<string, string> files, FactCatalogue catalogue, List<ContentProblem> problems)
    {
        var dialogs = ImmutableSortedDictionary.CreateBuilder<string, DialogDefinition>(StringComparer.Ordinal);
        foreach (var (path, text) in files.Where(f => IsTopLevel(f.Key) && f.Value.Contains("dialog:", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var source = new YamlSource(path, problems);
            if (source.Parse(text) is not YamlMappingNode node || YamlSource.Child(node, "dialog") is null) continue;
            var dialog = Read(source, node, catalogue);
            if (path != $"dialogs/{dialog.Name}.yaml") source.Report(node, "name-and-file", $"the dialog '{dialog.Name}' stands in {path}", $"call the file dialogs/{dialog.Name}.yaml");
            dialogs[dialog.Name] = dialog;
        }

        return dialogs.ToImmutable();
    }

    private static bool IsTopLevel(string path) => path.StartsWith("dialogs/", StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal) && path.Count(c => c == '/') == 1;

    private static DialogDefinition Read(YamlSource source, YamlMappingNode node, FactCatalogue catalogue)
    {
        source.Only(node, "dialog", "title", "runs", "starts_on", "needs_consent", "asks", "then", "submits", "audience");
        var runs = source.Text(node, "runs") ?? "form";
        if (!DialogEngine.KnownRunners.Contains(runs)) source.Report(YamlSource.Child(node, "runs")!, "unknown-runner", $"nothing plays '{runs}'", "use one of: " + string.Join(", ", DialogEngine.KnownRunners));
        foreach (var intent in YamlSource.Items(node, "starts_on").OfType<YamlScalarNode>().Where(i => !Intents.Contains(i.Value!)))
            source.Report(intent, "unknown-intent", $"'{intent.Value}' is not an intent", "use one of: " + string.Join(", ", Intents));
        foreach (var step in YamlSource.Items(node, "then").OfType<YamlScalarNode>().Where(s => !FormEnding.Steps.Contains(s.Value!)))
            source.Report(step, "unknown-step", $"'{step.Value}' is not a step", "use one of: " + string.Join(", ", FormEnding.Steps));
        var submits = source.Text(node, "submits");
        ClaimKind? kind = submits is null ? null : Kinds.TryGetValue(submits, out var known) ? known : null;
        if (submits is not null && kind is null) source.Report(YamlSource.Child(node, "submits")!, "unknown-claim-kind", $"'{submits}' is not a kind of claim", "use one of: " + string.Join(", ", Kinds.Keys.Order()));
        var audience = source.Text(node, "audience") ?? "village";
        if (!Enum.TryParse<Level>(audience, ignoreCase: true, out var level)) source.Report(YamlSource.Child(node, "audience")!, "unknown-level", $"'{audience}' is not a level", "use village, township or county");
        return new(source.Required(node, "dialog"), source.Required(node, "title"), runs)
        {
            StartsOn = YamlSource.Texts(node, "starts_on"),
            NeedsConsent = source.Text(node, "needs_consent"),
            Asks = [.. YamlSource.Items(node, "asks").Select(a => ReadAsk(source, a, catalogue)).OfType<Ask>()],
            Then = YamlSource.Texts(node, "then"),
            Submits = kind,
            Audience = level,
        };
    }

    private static Ask? ReadAsk(YamlSource source, YamlNode node, FactCatalogue catalogue)
    {
        var factId = node is YamlScalarNode scalar ? scalar.Value ?? "" : source.Required(node, "fact");
        if (!catalogue.Contains(factId))
        {
            source.Report(node, "unknown-fact", $"'{factId}' is not a fact", $"use an id from {FactCatalogue.File}, or add it there");
            return null;
        }

        if (node is not YamlMappingNode mapping) return new(factId, null);
        source.Only(mapping, "fact", "when");
        return YamlSource.Child(mapping, "when") is YamlScalarNode at
            ? new(factId, Expression.Compile(at, catalogue, source))
            : new(factId, null);
    }
}

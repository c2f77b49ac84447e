using BotHost.Core.Dialogs;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Core.Matching;

namespace BotHost.Core.Content;

/// <summary>Rules between files: what one part of the content needs from another.</summary>
internal static class ContentRules
{
    private const string PromptsFile = PromptLoader.Folder + "engine.yaml";

    public static void Check(ContentBundle bundle, List<ContentProblem> problems)
    {
        foreach (var word in Words.All.Concat(MatchWords.All)) CheckWord(bundle, word.Id, word.Fills, problems);
        foreach (var kind in new[] { "no_food", "no_shelter", "treatment_stopping", "violence", "suicide", "medical_emergency", "fire_or_flood" })
            CheckWord(bundle, Words.UrgentNowPrefix + kind, [], problems);
        foreach (var field in bundle.Asking.Members.Select(m => m.Field)) CheckWord(bundle, "member." + field, ["who"], problems);
        foreach (var word in new[] { "member.relation", "member.relation-next" }) CheckWord(bundle, word, [], problems);
        foreach (var topic in bundle.FindPrompt(Words.AskTopic.Id)?.Choices ?? [])
        {
            if (bundle.ProgramText(topic.Value) is null)
                problems.Add(new(PromptsFile, 1, 1, "topic-without-text", $"'{topic.Value}' is offered, but nothing says what it is", $"add 'program.{topic.Value}: …' to a file in {PromptLoader.Folder}"));
        }

        foreach (var dialog in bundle.Dialogs.Values) CheckDialog(bundle, dialog, problems);
        ProgramRules.CheckAskable(bundle, problems);
        foreach (var prompt in bundle.Prompts.Values.Where(p => p.Readback is not null)) CheckFills(prompt, prompt.Readback!, ["value"], problems);
        foreach (var runner in DialogEngine.KnownRunners.Except(bundle.Dialogs.Values.Select(d => d.Runs)))
            problems.Add(new("dialogs", 1, 1, "missing-dialog", $"no dialog runs '{runner}'", $"add dialogs/{runner}.yaml"));
        foreach (var start in bundle.Dialogs.Values.SelectMany(d => d.StartsOn.Select(i => (Intent: i, d.Name))).GroupBy(s => s.Intent).Where(g => g.Count() > 1))
            problems.Add(new($"dialogs/{start.First().Name}.yaml", 1, 1, "two-dialogs-start", $"'{start.Key}' opens {string.Join(" and ", start.Select(s => s.Name))}", "let one dialog open on it"));
    }

    private static void CheckWord(ContentBundle bundle, string id, IReadOnlyCollection<string> fills, List<ContentProblem> problems)
    {
        if (bundle.FindPrompt(id) is not { } prompt)
        {
            problems.Add(new(PromptsFile, 1, 1, "missing-prompt", $"the prompt '{id}' is missing", $"add '{id}: …' to a file in {PromptLoader.Folder}"));
            return;
        }

        foreach (var text in prompt.Again.Add(prompt.Text)) CheckFills(prompt, text, fills, problems);
    }

    private static void CheckDialog(ContentBundle bundle, DialogDefinition dialog, List<ContentProblem> problems)
    {
        var file = $"dialogs/{dialog.Name}.yaml";
        foreach (var ask in dialog.Asks.Where(a => bundle.FindPrompt(a.FactId)?.Readback is null))
            problems.Add(new(file, 1, 1, "fact-without-question", $"nothing asks for '{ask.FactId}'", $"add it to a file in {PromptLoader.FactsFolder}"));
        foreach (var again in dialog.Asks.GroupBy(a => a.FactId).Where(g => g.Count() > 1))
            problems.Add(new(file, 1, 1, "asked-twice", $"'{again.Key}' is asked twice", "keep one, and join the conditions with 'or'"));
        if (dialog.Runs != "form") return;
        if (dialog.Asks.IsEmpty) problems.Add(new(file, 1, 1, "nothing-asked", $"'{dialog.Name}' asks for nothing", "add 'asks: [ … ]'"));
        if (dialog.Then.Contains("submit-claim") && dialog.Submits is null)
            problems.Add(new(file, 1, 1, "missing-key", "'submits' is missing", "add 'submits: hardship-report', or another kind of claim"));
        if (dialog.Then.Contains("submit-claim") && (dialog.NeedsConsent is null || !dialog.Then.Contains("hand-over")))
            problems.Add(new(file, 1, 1, "claim-without-consent", "a claim is submitted without the resident's yes", "add 'needs_consent: personal-data' and the step 'hand-over' before 'submit-claim'"));
    }

    private static void CheckFills(Prompt prompt, PromptText text, IReadOnlyCollection<string> fills, List<ContentProblem> problems)
    {
        foreach (var name in text.Placeholders.Except(fills))
        {
            problems.Add(new(PromptsFile, 1, 1, "unfilled-placeholder", $"nobody fills {{{{ {name} }}}} in '{prompt.Id}'",
                fills.Count == 0 ? "this prompt has no placeholders" : "use one of: " + string.Join(", ", fills)));
        }
    }
}

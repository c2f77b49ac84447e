using BotHost.Core.Claims;
using BotHost.Core.Facts;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>收入填错了, after submission: changes the facts, asks again only what depends on them, and gives the claim a new version.</summary>
internal sealed class AmendRunner : IDialogRunner
{
    public const string Dialog = "amend";
    private const string Which = "claim.amend-which", Pending = "pending";

    public void Start(TurnBuilder turn) => Begin(turn);

    public void Resume(TurnBuilder turn) => Begin(turn);

    public bool Hear(TurnBuilder turn)
    {
        var key = turn.State.Question?.Key ?? "";
        if (key == Which && turn.Chosen is { } factId)
        {
            turn.ClearQuestion();
            turn.AskFact(factId);
            return true;
        }

        var learning = FactLearning.Learn(turn, key, correcting: true);
        if (learning.Learnt.Length > 0)
        {
            Apply(turn, learning);
            return true;
        }

        if (turn.Reading.Doubts.FirstOrDefault(d => d.FactId == key) is { } doubt && FormDoubts.Ask(turn, turn.Content.Catalogue[key], doubt)) return true;
        return false;
    }

    private static void Begin(TurnBuilder turn)
    {
        if (!turn.Verified || turn.Subject is null)
        {
            WhoIsSpeakingRunner.RequireCode(turn);
            return;
        }

        if (Open(turn.Subject) is null)
        {
            turn.Say(Words.ClaimNothingToAmend);
            DialogEngine.Close(turn);
            return;
        }

        var learning = FactLearning.Learn(turn, correcting: true);
        if (learning.Learnt.Length > 0)
        {
            Apply(turn, learning);
            return;
        }

        var claim = Open(turn.Subject)!;
        if (Named(turn, claim) is { } named)
        {
            turn.AskFact(named);
            return;
        }

        var known = claim.Facts.Select(f => f.Id).Where(id => turn.Content.FindPrompt(id) is not null);
        var said = turn.Content.Catalogue.All.Select(d => d.Id).Where(known.Contains);
        turn.AskWord(Which, Words.ClaimAmendWhich, [.. said.Select(id => new Choice(id, turn.Content.Prompt(id).Label))]);
    }

    private static void Apply(TurnBuilder turn, Learning learning)
    {
        var pending = turn.Top!.Notes.GetValueOrDefault(Pending, "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Concat(learning.Learnt.SelectMany(f => Dependents(turn, f.Id))).Distinct()
            .Where(id => !learning.Has(id)).ToList();
        foreach (var fact in learning.Learnt)
        {
            if (FactWords.Readback(turn.Content, fact) is { } words) turn.Say(Words.FormCorrected, ("fact", words));
        }

        if (pending.Count > 0)
        {
            turn.Note(Pending, string.Join(',', pending.Skip(1)));
            turn.AskFact(pending[0]);
            return;
        }

        if (ClaimSubmission.Amend(Open(turn.Subject!)!, turn.Subject!, ClaimFiling.Resident, turn.Text, turn.Now) is { } amended)
        {
            turn.SaveClaim(amended, "amended", ClaimFiling.Resident, turn.Text);
            var changed = amended.Amendments[^1].Changes.Select(c => turn.Known(c.FactId)).OfType<Fact>();
            turn.Say(Words.ClaimAmended, ("facts", FactWords.Lines(turn.Content, changed)));
        }

        DialogEngine.Close(turn);
    }

    /// <summary>Facts of the claim that lean on the changed one.</summary>
    private static IEnumerable<string> Dependents(TurnBuilder turn, string factId) => Open(turn.Subject!)!.Facts
        .Where(f => f.State != FactState.Derived && turn.Content.Catalogue.Find(f.Id)?.DependsOn.Contains(factId) == true).Select(f => f.Id);

    /// <summary>The one fact whose short name shares a word with the message (收入填错了 → 一年收入); null when none or several do.</summary>
    private static string? Named(TurnBuilder turn, Claim claim)
    {
        var named = claim.Facts.Select(f => f.Id).Where(id => turn.Content.FindPrompt(id) is { Label: var label }
            && Enumerable.Range(0, Math.Max(0, label.Length - 1)).Any(i => turn.Text.Contains(label.Substring(i, 2), StringComparison.Ordinal))).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    private static Claim? Open(Subject subject) =>
        subject.Claims.LastOrDefault(c => c.Status is ClaimStatus.Submitted or ClaimStatus.Verified or ClaimStatus.Returned or ClaimStatus.PrivateLead);
}

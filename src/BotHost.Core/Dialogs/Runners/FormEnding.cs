using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>What a form does once nothing is left to ask: the steps its author wrote under <c>then:</c>, in order.</summary>
internal static class FormEnding
{
    /// <summary>The steps an author may write.</summary>
    public static ImmutableArray<string> Steps { get; } = ["confirm", "hand-over", "submit-claim", "explain-eligibility", "offer-matches"];

    private const string Confirm = "form.confirm", Hidden = "form.confirm-hidden", WhichWrong = "form.which-wrong", HandOver = "consent.hand-over",
        SubjectAgrees = "consent.subject", SubjectSpeaks = "consent.subject-speaks", Matching = "consent.matching";

    public static void Begin(TurnBuilder turn) => GoOn(turn, 0);

    /// <summary>Uses a message while the ending waits for an answer. False when it was no such answer.</summary>
    public static bool Hear(TurnBuilder turn)
    {
        var key = turn.State.Question?.Key;
        if (key is Confirm or Hidden or WhichWrong)
        {
            var changed = FactLearning.Learn(turn, correcting: true);
            if (changed.Learnt.Length > 0)
            {
                SayChanges(turn, changed);
                FormRunner.Continue(turn);
                return true;
            }
        }

        switch (key, turn.Chosen)
        {
            case (Confirm or Hidden, "yes"):
                MarkConfirmed(turn);
                GoOn(turn, StepIndex(turn) + 1);
                return true;
            case (Confirm, "no"):
                AskWhichWrong(turn);
                return true;
            case (Confirm or Hidden, "later"):
                DialogEngine.Pause(turn);
                return true;
            case (WhichWrong, { } factId):
                turn.Replace(turn.Top! with { Again = turn.Top!.Again.Add(factId), Step = "" });
                turn.AskFact(factId);
                return true;
            case (HandOver, "yes"):
                turn.RecordConsent("hand-over", given: true);
                turn.Note("hand-over", "yes");
                GoOn(turn, StepIndex(turn));
                return true;
            case (HandOver, "no"):
                turn.RecordConsent("hand-over", given: false);
                turn.Say(Words.ConsentHandOverRefused);
                Close(turn);
                return true;
            case (Matching, "yes" or "no"):
                OfferKeeping.Consent(turn, turn.Chosen == "yes");
                turn.Say(turn.Chosen == "yes" ? Words.OfferWillCome : Words.OfferWillNotCome);
                GoOn(turn, StepIndex(turn) + 1);
                return true;
            case (SubjectAgrees, "here"):
                turn.AskWord(SubjectSpeaks, Words.ConsentSubjectSpeaks, ("relation", turn.Subject!.Relation));
                return true;
            case (SubjectAgrees, "later" or "cannot"):
                KeepAgreement(turn, "pending");
                if (turn.Chosen == "cannot") HumanRunner.Raise(turn, "human");
                GoOn(turn, StepIndex(turn));
                return true;
            case (SubjectSpeaks, "yes"):
                KeepAgreement(turn, "given");
                turn.Say(Words.ConsentSubjectGiven);
                GoOn(turn, StepIndex(turn));
                return true;
            case (SubjectSpeaks, "no"):
                KeepAgreement(turn, "pending");
                GoOn(turn, StepIndex(turn));
                return true;
            default:
                return false;
        }
    }

    private static void GoOn(TurnBuilder turn, int index)
    {
        var steps = turn.Content.Dialogs[turn.Top!.Dialog].Then;
        for (; index < steps.Length; index++)
        {
            turn.Replace(turn.Top! with { Step = steps[index] });
            if (!Done(turn, steps[index])) return;
        }

        Close(turn);
    }

    /// <summary>Runs a step; false when it asked something and waits.</summary>
    private static bool Done(TurnBuilder turn, string step)
    {
        switch (step)
        {
            case "confirm":
                AskConfirm(turn);
                return false;
            case "hand-over":
                if (NeedsAgreement(turn))
                {
                    turn.AskWord(SubjectAgrees, Words.ConsentSubject, ("relation", turn.Subject!.Relation));
                    return false;
                }

                if (turn.Top!.Notes.ContainsKey("hand-over") || StaysPrivate(turn)) return true;
                turn.AskWord(HandOver, Words.ConsentHandOver);
                return false;
            case "submit-claim":
                ClaimFiling.Submit(turn);
                return true;
            case "offer-matches":
                OfferKeeping.LooksAgain(turn);
                if (turn.Subject!.Consented(Offers.WorkProfile.Purpose)) return true;
                turn.AskWord(Matching, Words.ConsentMatching);
                return false;
            default:
                EligibilityNote.Say(turn);
                return true;
        }
    }

    /// <summary>Reads everything back to the verified speaker; somebody who cannot show the short code sees nothing of it.</summary>
    private static void AskConfirm(TurnBuilder turn)
    {
        if (turn.Verified || turn.Subject is null)
        {
            turn.AskWord(Confirm, Words.FormConfirm, ("facts", FactWords.Lines(turn.Content, Relevant(turn))));
        }
        else if (turn.Top!.Notes.ContainsKey(WhoIsSpeakingRunner.CodeLost))
        {
            turn.AskWord(Hidden, Words.FormConfirmHidden);
        }
        else
        {
            WhoIsSpeakingRunner.RequireCode(turn);
        }
    }

    /// <summary>What this dialog's claim is made from: its facts, and who it is about.</summary>
    private static IEnumerable<Fact> Relevant(TurnBuilder turn)
    {
        var kind = turn.Content.Dialogs[turn.Top!.Dialog].Submits ?? ClaimKind.HardshipReport;
        return turn.KnownFacts.Values.Where(f => f.IsKnown && (ClaimSubmission.Concerns(f.Id, kind) || f.Id is "subject.name" or "subject.phone" or "subject.id_number"));
    }

    private static void AskWhichWrong(TurnBuilder turn)
    {
        var asks = turn.Content.Dialogs[turn.Top!.Dialog].Asks.Select(a => a.FactId).Where(id => turn.Known(id)?.IsKnown == true);
        turn.AskWord(WhichWrong, Words.FormWhichWrong, [.. asks.Select(id => new Choice(id, turn.Content.Prompt(id).Label))]);
    }

    private static void SayChanges(TurnBuilder turn, Learning changed)
    {
        foreach (var fact in changed.Learnt)
        {
            if (FactWords.Readback(turn.Content, fact) is { } words) turn.Say(Words.FormCorrected, ("fact", words));
        }

        var again = changed.Learnt.SelectMany(f => FormAsks.DependingOn(turn, turn.Top!, f.Id)).Except(changed.Learnt.Select(f => f.Id));
        turn.Replace(turn.Top! with { Again = turn.Top!.Again.Union(again), Step = "" });
    }

    private static void MarkConfirmed(TurnBuilder turn) =>
        turn.Save([.. Relevant(turn).Where(f => f.State == FactState.Stated).OrderBy(f => f.Id, StringComparer.Ordinal).Select(f => f with { State = FactState.Confirmed })]);

    private static bool NeedsAgreement(TurnBuilder turn) =>
        turn.Subject is { Relation: not "self" } && turn.Known("subject.consent") is null;

    /// <summary>What is not handed over needs no yes to a hand-over.</summary>
    private static bool StaysPrivate(TurnBuilder turn) =>
        turn.Subject is { Relation: not "self" } && turn.Known("subject.consent")?.Value is FactValue.Choice { Value: "pending" };

    private static void KeepAgreement(TurnBuilder turn, string state) => FactLearning.Keep(turn, "subject.consent", new FactValue.Choice(state));

    private static int StepIndex(TurnBuilder turn) => turn.Content.Dialogs[turn.Top!.Dialog].Then.IndexOf(turn.Top.Step);

    private static void Close(TurnBuilder turn)
    {
        var before = turn.Top!.Notes.GetValueOrDefault("before");
        turn.ClearQuestion();
        turn.Pop();
        if (before is not null && turn.Subjects.ContainsKey(before)) turn.State = turn.State with { SubjectId = before, Verified = false };
        DialogEngine.ResumeTop(turn);
    }
}

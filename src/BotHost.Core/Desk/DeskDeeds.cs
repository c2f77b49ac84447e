using BotHost.Core.Claims;
using BotHost.Core.Dialogs;

namespace BotHost.Core.Desk;

/// <summary>What a cadre does from a chat, once it is sure which case is meant. Each says the name and the village; what can be taken back can be for five minutes.</summary>
internal static class DeskDeeds
{
    /// <summary>How long a decision or a step can be taken back.</summary>
    private static readonly TimeSpan UndoFor = TimeSpan.FromMinutes(5);

    public static void Do(DeskTurn desk, DeskWish wish)
    {
        switch (wish.Verb)
        {
            case DeskVerb.Open when desk.Task(wish.CaseId) is { } task: DeskShow.Task(desk, task); break;
            case DeskVerb.Open when desk.Claim(wish.CaseId) is { } claim: DeskShow.Claim(desk, claim); break;
            case DeskVerb.Decide when desk.Claim(wish.CaseId) is { } claim: Hold(desk, claim, wish); break;
            case DeskVerb.Ask: Ask(desk, wish); break;
            case DeskVerb.Write: Write(desk, wish); break;
            case DeskVerb.Take: Take(desk, wish); break;
            case DeskVerb.Close: Close(desk, wish); break;
            default: desk.Turn.Say(Words.DeskNoSuchCode, ("code", wish.Code)); break;
        }
    }

    /// <summary>Says what would happen and to whom, and lets it happen in five minutes. What the rules refuse is refused now.</summary>
    private static void Hold(DeskTurn desk, Claim claim, DeskWish wish)
    {
        var (turn, state) = (desk.Turn, desk.State);
        if (state.Seen.TryGetValue(claim.Id, out var seen) && seen != claim.Version)
        {
            turn.Say(Words.DeskChanged, ("code", claim.Reference));
            DeskShow.Claim(desk, claim);
            return;
        }

        if (wish is { Decision: ReviewDecision.Return, Text: "" } && ClaimRules.Allowed(claim, desk.View.Reviewer).Contains(ReviewDecision.Return))
        {
            desk.State = state with { Wordless = wish };
            turn.Say(Words.DeskAskWords, ("code", claim.Reference), ("name", wish.Name), ("place", wish.Place));
            return;
        }

        if (ClaimRules.Decide(claim, desk.View.Reviewer, RequestOf(wish.Decision, wish.Text), turn.Now).Refusal is { } refusal)
        {
            turn.Say(Words.DeskRefused, ("reason", refusal));
            return;
        }

        var held = new HeldDecision(turn.NewId(), claim.Id, claim.Reference, wish.Decision, wish.Text, claim.Version, turn.Now);
        foreach (var replaced in state.Held.Where(h => h.ClaimId == claim.Id)) turn.Add(new Effect.CancelSchedule(DeskEvents.Decide, replaced.Id));
        desk.State = state with { Held = state.Held.RemoveAll(h => h.ClaimId == claim.Id).Add(held) };
        turn.Add(new Effect.Schedule(DeskEvents.Decide, held.Id, turn.Now + UndoFor));
        turn.AskWord("desk.undo", Words.DeskHeld, [new("undo", "撤回")], ("code", claim.Reference), ("name", wish.Name), ("place", wish.Place), ("decision", desk.DecisionWord(wish.Decision)), ("reason", wish.Text));
    }

    /// <summary>A held decision's time has come. What changed since the cadre saw it is not decided on.</summary>
    public static void Decide(DeskTurn desk, HeldDecision held)
    {
        if (desk.Outcome is null)
        {
            desk.Turn.Act = new DeskAct.Decide(held.ClaimId, RequestOf(held.Decision, held.Reason), held.Version);
            return;
        }

        desk.State = desk.State with { Held = desk.State.Held.Remove(held), Seen = desk.State.Seen.Remove(held.ClaimId) };
        if (desk.Outcome.Refusal is { } refusal) desk.Turn.Say(Words.DeskNotDecided, ("code", held.Reference), ("reason", refusal));
        else desk.Turn.Say(Words.DeskDecided, ("code", held.Reference), ("decision", desk.DecisionWord(held.Decision)));
    }

    /// <summary>Writes to the resident of a claim; what they answer comes back here under its code.</summary>
    private static void Ask(DeskTurn desk, DeskWish wish)
    {
        if (!desk.Done(new DeskAct.AskResident(wish.CaseId, wish.Text))) return;
        Speaking(desk, desk.Outcome!.EscalationId!);
        desk.Turn.Say(Words.DeskWritten, ("code", wish.Code), ("name", wish.Name), ("place", wish.Place));
    }

    private static void Write(DeskTurn desk, DeskWish wish)
    {
        if (!desk.Done(new DeskAct.Write(wish.CaseId, wish.Text))) return;
        Speaking(desk, wish.CaseId);
        desk.Turn.Say(Words.DeskWritten, ("code", wish.Code), ("name", wish.Name), ("place", wish.Place));
    }

    private static void Speaking(DeskTurn desk, string id) => desk.State = desk.State with { TalkingTo = id, HeardLast = id, Speaking = desk.State.Speaking.Add(id) };

    private static void Take(DeskTurn desk, DeskWish wish)
    {
        if (!desk.Done(new DeskAct.Take(wish.CaseId))) return;
        desk.State = desk.State with { TalkingTo = wish.CaseId, HeardLast = wish.CaseId, Last = new(DeskVerb.Take, wish.CaseId, wish.Code, false, desk.Turn.Now) };
        desk.Turn.Say(Words.DeskTaken, ("code", wish.Code), ("name", wish.Name), ("place", wish.Place));
        if (!DeskShow.Behind(desk, wish.CaseId, Words.DeskWordsBehindLink)) desk.Turn.Say(Words.DeskWordsInConsole);
    }

    public static void HandBack(DeskTurn desk)
    {
        if (desk.Task(desk.State.TalkingTo) is not { } task) desk.Turn.Say(Words.DeskNobodyToHandBack);
        else if (desk.Done(new DeskAct.HandBack(task.Id)))
        {
            var wish = DeskCases.Wish(desk, DeskVerb.HandBack, task);
            Stop(desk, wish);
            desk.Turn.Say(Words.DeskHandedBack, ("code", wish.Code), ("name", wish.Name), ("place", wish.Place));
        }
    }

    private static void Close(DeskTurn desk, DeskWish wish)
    {
        if (!desk.Done(new DeskAct.Close(wish.CaseId))) return;
        Stop(desk, wish);
        desk.Turn.Say(Words.DeskClosed, ("code", wish.Code), ("name", wish.Name), ("place", wish.Place));
    }

    /// <summary>One conversation is over for this chat; another that is open goes on only when it is named.</summary>
    private static void Stop(DeskTurn desk, DeskWish wish)
    {
        var state = desk.State;
        desk.State = state with
        {
            TalkingTo = state.TalkingTo == wish.CaseId ? null : state.TalkingTo, Speaking = state.Speaking.Remove(wish.CaseId),
            Last = new(wish.Verb, wish.CaseId, wish.Code, state.Speaking.Contains(wish.CaseId), desk.Turn.Now),
        };
    }

    /// <summary>Takes back what was done or said last, while its five minutes last.</summary>
    public static void Undo(DeskTurn desk)
    {
        var (turn, state) = (desk.Turn, desk.State);
        var held = state.Held.IsEmpty ? null : state.Held[^1];
        if (state.Last is { } step && turn.Now - step.At <= UndoFor && (held is null || held.At <= step.At))
        {
            UndoStep(desk, step);
        }
        else if (held is not null)
        {
            desk.State = state with { Held = state.Held.Remove(held) };
            turn.Add(new Effect.CancelSchedule(DeskEvents.Decide, held.Id));
            turn.Say(Words.DeskUndone, ("code", held.Reference));
        }
        else
        {
            turn.Say(Words.DeskNothingToUndo);
        }
    }

    private static void UndoStep(DeskTurn desk, DeskStep step)
    {
        DeskAct back = step.Verb switch
        {
            DeskVerb.Take => new DeskAct.Release([step.EscalationId], ""),
            DeskVerb.HandBack => new DeskAct.Resume(step.EscalationId),
            _ => new DeskAct.Reopen(step.EscalationId, step.Speaking),
        };
        if (!desk.Done(back)) return;
        var state = desk.State with { Last = null };
        desk.State = step.Verb == DeskVerb.Take
            ? state with { TalkingTo = state.TalkingTo == step.EscalationId ? null : state.TalkingTo, Speaking = state.Speaking.Remove(step.EscalationId) }
            : step.Speaking || step.Verb == DeskVerb.HandBack ? state with { TalkingTo = step.EscalationId, HeardLast = step.EscalationId, Speaking = state.Speaking.Add(step.EscalationId) } : state;
        desk.Turn.Say(step.Verb switch { DeskVerb.Take => Words.DeskUntaken, DeskVerb.HandBack => Words.DeskTakenUp, _ => Words.DeskReopened }, ("code", step.Code));
    }

    /// <summary>Messages do not reach this chat: whoever is spoken with from here would wait before a silent bot, so they are given back and others may take them.</summary>
    public static void GiveBack(DeskTurn desk)
    {
        var (state, me) = (desk.State, desk.View.Reviewer.UserId);
        var open = desk.View.Escalations.Where(t => t.TakenBy == me && (t.Id == state.TalkingTo || state.Speaking.Contains(t.Id))).ToList();
        if (open.Count == 0 || !desk.Done(new DeskAct.Release([.. open.Select(t => t.Id)], DeskAct.Release.Unreachable))) return;
        desk.State = state with { TalkingTo = null, HeardLast = null, Speaking = [], Last = null };
        desk.Turn.Say(Words.DeskGivenBack, ("codes", string.Join('、', open.Select(DeskCases.CodeOf))));
    }

    private static ReviewRequest RequestOf(ReviewDecision decision, string reason) => new(decision, reason)
    {
        Questions = decision == ReviewDecision.Return && reason.Length > 0 ? [new("q1", null, reason)] : [],
    };
}

using BotHost.Core.Claims;
using BotHost.Core.Dialogs.Runners;

namespace BotHost.Core.Dialogs;

/// <summary>Events that reach a conversation from elsewhere: a reviewer's decision, a cadre who takes a case, a clock that ran out.</summary>
internal static class News
{
    /// <summary>Applies what the event brings; a closed set of names, anything else is ignored.</summary>
    public static void Hear(TurnBuilder turn)
    {
        switch (turn.Inbound.Name)
        {
            case Schedules.QuarantineEnd: EndQuarantine(turn); break;
            case Schedules.UrgentTruth: UrgentRunner.TellTruth(turn, turn.EventValue("key")); break;
            case "claim.verified" or "claim.accepted" or "claim.rejected" or "claim.delivered" or "claim.corrected": Knock(turn); break;
            case "claim.returned": AskReturned(turn); break;
            case "escalation.taken": TellTaken(turn); break;
            case "human.message":
                turn.State = turn.State with { WithHuman = true };
                turn.Say(Words.HumanSays, ("name", turn.EventValue("byName")), ("text", turn.EventValue("text")));
                break;
            case "human.handback":
                turn.State = turn.State with { WithHuman = false };
                turn.Say(Words.HumanBack);
                DialogEngine.ResumeTop(turn);
                break;
            case "medium.refused":
                turn.State = turn.State with { Media = turn.State.Media.RemoveAll(m => m.Medium.Id == turn.EventValue("mediumId")) };
                if (!turn.State.WithHuman) turn.Say(Words.MediumRefused);
                break;
            case "message.undelivered": HumanRunner.RaiseCall(turn); break;
            case "escalation.closed":
                turn.State = turn.State with { WithHuman = false };
                break;
        }
    }

    /// <summary>A phone shows a message unasked, so it names no program, illness or amount; what it is about comes after the code.</summary>
    private static void Knock(TurnBuilder turn)
    {
        if (turn.State.WithHuman) return;
        turn.Say(Words.NewsKnock);
        if (turn.State.Question is { } open && turn.Top is not null) turn.AskAgain(open);
    }

    private static void AskReturned(TurnBuilder turn)
    {
        var claimId = turn.EventValue("claimId");
        var owner = turn.Subjects.Values.FirstOrDefault(s => s.Claims.Any(c => c.Id == claimId && c.Status == ClaimStatus.Returned));
        if (owner is null || turn.State.Frames.Any(f => f.Notes.GetValueOrDefault(ReturnedClaimRunner.ClaimNote) == claimId)) return;
        if (turn.State.SubjectId != owner.Id) turn.State = turn.State with { SubjectId = owner.Id, Verified = false };
        turn.Push(ReturnedClaimRunner.Dialog, (ReturnedClaimRunner.ClaimNote, claimId));
        DialogEngine.Runner(turn).Start(turn);
    }

    private static void TellTaken(TurnBuilder turn)
    {
        var name = turn.EventValue("byName");
        if (turn.Escalations.FirstOrDefault(e => e.Id == turn.EventValue("escalationId")) is { Kind: "urgent" } urgent)
        {
            turn.Say(Words.UrgentTaken, ("name", name));
            turn.Add(new Effect.CancelSchedule(Schedules.UrgentTruth, urgent.Id));
        }
        else
        {
            turn.Say(Words.HumanTaken, ("name", name));
        }
    }

    private static void EndQuarantine(TurnBuilder turn)
    {
        if (turn.State.Quarantine.IsEmpty && turn.State.Media.IsEmpty) return;
        turn.WipeQuarantine();
        turn.State = turn.State with { Frames = turn.Subject is null ? [] : turn.State.Frames, Held = null };
        turn.ClearQuestion();
    }
}

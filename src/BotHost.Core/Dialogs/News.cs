using BotHost.Core.Claims;
using BotHost.Core.Desk;
using BotHost.Core.Dialogs.Runners;

namespace BotHost.Core.Dialogs;

/// <summary>Events that reach a conversation from elsewhere: a reviewer's decision, a cadre who takes a case, a clock that ran out.</summary>
public static class News
{
    /// <summary>Jobs and courses for somebody this conversation is about; the payload carries them.</summary>
    public const string OffersMade = "offers.made";

    /// <summary>A change of rules made programs look likely for a subject of this conversation, and a person said yes to telling; the payload says which.</summary>
    public const string OutcomesTurned = "outcomes.turned";

    /// <summary>The account closed its channel: unfollowed, blocked, answered 退订.</summary>
    public const string ChannelLeft = "channel.unsubscribed";

    /// <summary>Applies what the event brings; a closed set of names, anything else is ignored.</summary>
    internal static void Hear(TurnBuilder turn)
    {
        switch (turn.Inbound.Name)
        {
            case Schedules.QuarantineEnd: EndQuarantine(turn); break;
            case Schedules.SpeechDue: SpeechHearing.Hear(turn); break;
            case Schedules.UrgentTruth: UrgentRunner.TellTruth(turn, turn.EventValue("key")); break;
            case "claim.verified" or "claim.accepted" or "claim.rejected" or "claim.delivered" or "claim.corrected" or "claim.returned" when IsOfAStranger(turn): HumanRunner.RaiseCallFor(turn); break;
            case "claim.verified" or "claim.accepted" or "claim.rejected" or "claim.delivered" or "claim.corrected": Knock(turn); break;
            case "claim.returned": AskReturned(turn); break;
            case "escalation.taken": TellTaken(turn); break;
            case "human.message":
                turn.State = turn.State with { WithHuman = true, SpeakingUnder = turn.State.SpeakingUnder.Add(turn.EventValue("escalationId")) };
                turn.Say(Words.HumanSays, ("name", turn.EventValue("byName")), ("text", turn.EventValue("text")));
                break;
            case "human.handback":
                Leave(turn);
                if (turn.State.WithHuman) break;
                turn.Say(Words.HumanBack);
                TellMissed(turn);
                OfferToGoOn(turn);
                break;
            case "human.resumed":
                turn.State = turn.State with { WithHuman = true, SpeakingUnder = turn.State.SpeakingUnder.Add(turn.EventValue("escalationId")) };
                turn.Say(Words.HumanResumed, ("name", turn.EventValue("byName")));
                break;
            case "escalation.released": Release(turn); break;
            case "medium.refused":
                turn.State = turn.State with { Media = turn.State.Media.RemoveAll(m => m.Medium.Id == turn.EventValue("mediumId")) };
                if (turn.State.WithHuman) HumanRunner.Relay(turn, Level.Village, turn.WordsOf(Words.HumanMediumLost));
                else turn.Say(Words.MediumRefused);
                break;
            case OffersMade: OfferKeeping.Receive(turn); break;
            case OutcomesTurned: GainKeeping.Receive(turn); break;
            case Schedules.OfferAgain: OfferKeeping.AskAgain(turn, turn.EventValue("key")); break;
            case Schedules.OfferFollow: OfferKeeping.LookBack(turn, turn.EventValue("key")); break;
            case DeskEvents.Digest or DeskEvents.Decide: DeskRunner.Miss(turn); break;
            case NoticeReplies.Answered: NoticeReplies.Take(turn); break;
            case DeskEvents.Undelivered when turn.State.Desk is not null: break;
            case DeskEvents.Undelivered: HumanRunner.RaiseCall(turn); break;
            case ChannelLeft: OfferKeeping.Leave(turn); break;
            case "escalation.closed":
                var spoke = turn.State.WithHuman;
                Leave(turn);
                TellMissed(turn);
                if (spoke) OfferToGoOn(turn);
                break;
        }
    }

    /// <summary>One person stops speaking here; another one may go on.</summary>
    private static void Leave(TurnBuilder turn)
    {
        var others = turn.State.SpeakingUnder.Remove(turn.EventValue("escalationId"));
        turn.State = turn.State with { WithHuman = others.Count > 0, SpeakingUnder = others };
    }

    /// <summary>Nobody speaks here any more. What is open shows nothing before the resident writes: a phone may lie in somebody else's hand.</summary>
    private static void OfferToGoOn(TurnBuilder turn)
    {
        if (turn.State.WithHuman) return;
        while (turn.Top?.Dialog == UrgentRunner.Dialog) turn.Pop();
        if (turn.Top is not { } open) return;
        turn.ClearQuestion();
        if (open.Dialog == ReturnedClaimRunner.Dialog) ReturnedClaimRunner.KnockAgain(turn);
        else turn.Say(Words.HumanGoOn);
    }

    /// <summary>Who had taken it has it no longer (a slip, or their chat cannot be reached): the resident hears so, and for a danger others are called again.</summary>
    private static void Release(TurnBuilder turn)
    {
        var spoke = turn.State.WithHuman;
        Leave(turn);
        if (!turn.State.WithHuman) turn.Say(turn.EventValue("text") == DeskAct.Release.Unreachable ? Words.HumanUnreachable : Words.HumanReleased, ("name", turn.EventValue("byName")));
        if (turn.Escalations.FirstOrDefault(e => e.Id == turn.EventValue("escalationId")) is { IsOpen: true, Kind: "urgent" } urgent)
        {
            UrgentRunner.WaitAgain(turn, urgent.Id);
            turn.TellOf(urgent, again: ":" + turn.Inbound.Id);
        }

        if (spoke) OfferToGoOn(turn);
    }

    /// <summary>What happened while a person was speaking.</summary>
    private static void TellMissed(TurnBuilder turn)
    {
        if (turn.State is not { WithHuman: false, NewsWaiting: true }) return;
        turn.State = turn.State with { NewsWaiting = false };
        turn.Say(Words.NewsKnock);
    }

    /// <summary>A phone shows a message unasked, so it names no program, illness or amount; what it is about comes after the code.</summary>
    private static void Knock(TurnBuilder turn)
    {
        if (turn.State.WithHuman)
        {
            turn.State = turn.State with { NewsWaiting = true };
            return;
        }

        turn.Say(Words.NewsKnock);
        if (turn.State.Question is { } open && turn.Top is not null) turn.AskAgain(open);
    }

    /// <summary>No phone knows the claim's subject any more (they were all unlinked), so the news came to where it was filed. It is not told here: whoever holds this phone may be somebody else.</summary>
    private static bool IsOfAStranger(TurnBuilder turn) => turn.EventValue("subjectId") is { Length: > 0 } subjectId && !turn.Subjects.ContainsKey(subjectId);

    private static void AskReturned(TurnBuilder turn)
    {
        var claimId = turn.EventValue("claimId");
        var owner = turn.Subjects.Values.FirstOrDefault(s => s.Claims.Any(c => c.Id == claimId && c.Status == ClaimStatus.Returned));
        if (owner is null || turn.State.Frames.Any(f => f.Notes.GetValueOrDefault(ReturnedClaimRunner.ClaimNote) == claimId)) return;
        if (turn.State.SubjectId != owner.Id) turn.State = turn.State with { SubjectId = owner.Id, Verified = false };
        turn.Push(ReturnedClaimRunner.Dialog, (ReturnedClaimRunner.ClaimNote, claimId));
        // While a person speaks it only waits on top; the handing back, or the closing, takes it up.
        if (turn.State.WithHuman) turn.ClearQuestion();
        else DialogEngine.Runner(turn).Start(turn);
    }

    private static void TellTaken(TurnBuilder turn)
    {
        var name = turn.EventValue("byName");
        // Closed already, or given back: then there is nothing to promise.
        if (turn.Escalations.FirstOrDefault(e => e.Id == turn.EventValue("escalationId")) is not { TakenBy: not null } taken) return;
        if (taken.Kind == "urgent") turn.Add(new Effect.CancelSchedule(Schedules.UrgentTruth, taken.Id));
        // A second person who takes something introduces themselves; the bot does not speak over the first.
        if (!turn.State.WithHuman) turn.Say(taken.Kind == "urgent" ? Words.UrgentTaken : Words.HumanTaken, ("name", name), ("due", ChinaTime.Before(taken.DueAt, turn.Now)));
    }

    private static void EndQuarantine(TurnBuilder turn)
    {
        if (turn.State.Quarantine.IsEmpty && turn.State.Media.IsEmpty) return;
        turn.WipeQuarantine();
        turn.State = turn.State with { Frames = turn.Subject is null ? [] : turn.State.Frames, Held = null };
        turn.ClearQuestion();
    }
}

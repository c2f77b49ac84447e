using BotHost.Core.Matching;
using BotHost.Core.Offers;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>Comes back to what somebody went for: did they begin, are they still there, is the wage what was said? Else they are matched again, or a person is called.</summary>
internal sealed class FollowUpRunner : IDialogRunner
{
    public const string Dialog = "work-follow-up", OfferNote = "offer";
    private const string Started = "follow.started", Still = "follow.still", Pay = "follow.pay";

    /// <summary>Mid-morning, days after it begins (or after today, when that is not told or past).</summary>
    public static DateTimeOffset DueOn(TurnBuilder turn, Offer offer, int day)
    {
        var from = offer.Starts is { } starts && starts > turn.Today ? starts : turn.Today;
        return new(from.AddDays(day).ToDateTime(new(10, 0)), ChinaTime.Offset);
    }

    public void Start(TurnBuilder turn)
    {
        if (Followed(turn) is { } followed) Ask(turn, followed);
        else DialogEngine.Close(turn);
    }

    public void Resume(TurnBuilder turn) => Start(turn);

    public bool Hear(TurnBuilder turn)
    {
        if (Followed(turn) is not { } followed)
        {
            DialogEngine.Close(turn);
            return false;
        }

        switch (turn.State.Question?.Key, turn.Chosen)
        {
            case (Started or Still, "yes") when followed.Offer.Kind == OpportunityKind.Job:
                turn.AskWord(Pay, Words.FollowPay);
                return true;
            case (Started or Still, "yes"):
            case (Pay, "yes"):
                turn.Say(Words.FollowWell);
                GoOn(turn, followed, FollowUpOutcome.Well);
                return true;
            case (Pay, "no" or "unpaid"):
                turn.Say(Words.FollowPaidLess);
                HumanRunner.Raise(turn, "human");
                GoOn(turn, followed, FollowUpOutcome.PaidLess);
                return true;
            case (Started, "waiting"):
                turn.Say(Words.FollowWaiting);
                HumanRunner.Raise(turn, "human");
                turn.Add(new Effect.RecordFollowUp(followed.Offer.Id, followed.Day, FollowUpOutcome.Waiting));
                turn.Schedule(Schedules.OfferFollow, followed.Offer.Id, turn.Now.AddDays(followed.Day));
                DialogEngine.Close(turn);
                return true;
            case (Started, "no"):
                End(turn, followed, FollowUpOutcome.NotStarted);
                return true;
            case (Still, "no"):
                End(turn, followed, FollowUpOutcome.Left);
                return true;
            default:
                return false;
        }
    }

    /// <summary>It has not held: the resident is looked for again at the next round.</summary>
    private static void End(TurnBuilder turn, FollowedOffer followed, FollowUpOutcome outcome)
    {
        turn.Add(new Effect.RecordFollowUp(followed.Offer.Id, followed.Day, outcome));
        turn.State = turn.State with { Followed = turn.State.Followed.Remove(followed) };
        OfferKeeping.LooksAgain(turn);
        turn.Say(Words.FollowAgain);
        DialogEngine.Close(turn);
    }

    private static void GoOn(TurnBuilder turn, FollowedOffer followed, FollowUpOutcome outcome)
    {
        turn.Add(new Effect.RecordFollowUp(followed.Offer.Id, followed.Day, outcome));
        if (turn.Content.Offers.After(followed.Day) is { } next)
        {
            turn.State = turn.State with { Followed = turn.State.Followed.Replace(followed, followed with { Day = next }) };
            turn.Schedule(Schedules.OfferFollow, followed.Offer.Id, turn.Now.AddDays(next - followed.Day));
        }
        else
        {
            turn.State = turn.State with { Followed = turn.State.Followed.Remove(followed) };
        }

        DialogEngine.Close(turn);
    }

    private static void Ask(TurnBuilder turn, FollowedOffer followed)
    {
        var first = followed.Day == turn.Content.Offers.FollowUpDays[0];
        turn.AskWord(first ? Started : Still, first ? Words.FollowStarted : Words.FollowStill);
    }

    private static FollowedOffer? Followed(TurnBuilder turn) => turn.State.Followed.FirstOrDefault(f => f.Offer.Id == turn.Top?.Notes.GetValueOrDefault(OfferNote));
}

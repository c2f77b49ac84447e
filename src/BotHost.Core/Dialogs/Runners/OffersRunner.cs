using BotHost.Core.Facts;
using BotHost.Core.Offers;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>Shows jobs and courses one at a time, with the reasons, and takes the answer: two taps from the knock to the application, and from the card on a shared phone.</summary>
internal sealed class OffersRunner : IDialogRunner
{
    public const string Dialog = "offers";
    public const string Knocked = "offer.knock", Answer = "offer.answer";
    private const string WhyNot = "offer.why-not", HandOver = "offer.hand-over", ShownNote = "shown", SeenNote = "seen:";

    public static void Knock(TurnBuilder turn) => turn.AskWord(Knocked, Words.OfferKnock, ("count", turn.State.Offers.Count));

    public void Start(TurnBuilder turn) => Next(turn);

    public void Resume(TurnBuilder turn)
    {
        if (turn.Top!.Notes.ContainsKey(ShownNote)) Put(turn);
        else Knock(turn);
    }

    public bool Hear(TurnBuilder turn)
    {
        var key = turn.State.Question?.Key;
        var later = turn.Reading.Answer == AnswerKind.Later;
        switch (key, turn.Chosen)
        {
            case (Knocked, "yes"):
                Next(turn);
                return true;
            case (Knocked, "stop"):
                OfferKeeping.Hold(turn, turn.State.Offers[0].SubjectId);
                OfferKeeping.Stop(turn);
                OfferKeeping.Consent(turn, given: false);
                turn.Say(Words.OfferStopped);
                DialogEngine.Close(turn);
                return true;
            case (Knocked, "no"):
            case (Knocked, null) when later:
                turn.Say(Words.OfferKept);
                DialogEngine.Close(turn);
                return true;
            case (Answer, "yes" or "no") when OfferSpeaker.IsUnsure(turn):
                OfferSpeaker.Ask(turn, going: turn.Chosen == "yes");
                return true;
            case (OfferSpeaker.Question, "yes"):
                Settle(turn, OfferSpeaker.Confirm(turn));
                return true;
            case (OfferSpeaker.Question, "no"):
                turn.ClearQuestion();
                WhoIsSpeakingRunner.ForgetSpeaker(turn);
                turn.Say(Words.WhoNew);
                return true;
            case (Answer, "yes" or "no"):
                Settle(turn, turn.Chosen);
                return true;
            case (HandOver, "yes"):
                turn.RecordConsent("hand-over", given: true);
                Apply(turn);
                return true;
            case (HandOver, "no"):
                turn.RecordConsent("hand-over", given: false);
                PutOff(turn);
                return true;
            case (Answer, "later"):
            case (Answer, null) when later:
                PutOff(turn);
                return true;
            case (WhyNot, { } reason):
                Decline(turn, reason);
                return true;
            case (WhyNot, null) when turn.Text.Trim().Length > 0 && turn.Reading.Intent is "answer-offer" or "none" or "deny":
                Decline(turn, "other");
                return true;
            default:
                return false;
        }
    }

    private static void Settle(TurnBuilder turn, string answer)
    {
        if (answer == "no") turn.AskWord(WhyNot, Words.OfferWhyNot);
        else if (turn.Subject?.Consented("hand-over") == true) Apply(turn);
        else turn.AskWord(HandOver, Words.ConsentHandOver);
    }

    private static void Next(TurnBuilder turn)
    {
        var gone = turn.State.Offers.Where(o => o.Expires < turn.Today).ToList();
        turn.State = turn.State with { Offers = turn.State.Offers.RemoveAll(gone.Contains) };
        if (turn.State.Offers.FirstOrDefault(o => !turn.Top!.Notes.ContainsKey(SeenNote + o.Id)) is not { } offer)
        {
            var any = turn.Top!.Notes.Keys.Any(k => k.StartsWith(SeenNote, StringComparison.Ordinal));
            turn.Say(gone.Count > 0 && !any ? Words.OfferGone : any ? Words.OfferDone : Words.OfferNone);
            DialogEngine.Close(turn);
            return;
        }

        OfferSpeaker.Doubt(turn, offer.SubjectId);
        OfferKeeping.Hold(turn, offer.SubjectId);
        turn.Note(ShownNote, offer.Id);
        turn.Note(SeenNote + offer.Id, "yes");
        Put(turn);
    }

    private static void Put(TurnBuilder turn)
    {
        if (Shown(turn) is not { } offer)
        {
            Next(turn);
            return;
        }

        turn.Say(offer.Kind == Matching.OpportunityKind.Job ? Words.OfferJob : Words.OfferCourse,
            ("title", offer.Title), ("place", offer.PlaceName), ("provider", offer.Provider ?? ""), ("wage", offer.WageMonthly ?? 0), ("starts", Day(offer.Starts)), ("until", Day(offer.Expires)),
            ("reasons", OfferSpeaker.IsUnsure(turn) ? "" : string.Join('\n', offer.Reasons.Select(r => "· " + r))));
        if (!offer.NearMisses.IsDefaultOrEmpty && !OfferSpeaker.IsUnsure(turn)) turn.Say(Words.OfferNear, ("near", string.Join('\n', offer.NearMisses.Select(n => "· " + n))));
        turn.AskWord(Answer, Words.OfferAnswer);
    }

    /// <summary>It goes to the employment office through review, like everything else.</summary>
    private static void Apply(TurnBuilder turn)
    {
        if (Shown(turn) is not { } offer || turn.Subject is null)
        {
            Next(turn);
            return;
        }

        FactLearning.Keep(turn, "work.opportunity", new FactValue.Text(offer.Title));
        FactLearning.Keep(turn, "work.opportunity_id", new FactValue.Text(offer.OpportunityId));
        ClaimFiling.Apply(turn, offer);
        turn.Add(new Effect.AnswerOffer(offer.Id, OfferAnswer.Wanted, null));
        if (turn.Content.Offers.After(0) is { } day)
        {
            turn.State = turn.State with { Followed = turn.State.Followed.Add(new(offer, day)) };
            turn.Schedule(Schedules.OfferFollow, offer.Id, FollowUpRunner.DueOn(turn, offer, day));
        }

        Answered(turn, offer);
    }

    private static void Decline(TurnBuilder turn, string reason)
    {
        if (Shown(turn) is { } offer)
        {
            turn.Add(new Effect.AnswerOffer(offer.Id, OfferAnswer.Declined, reason));
            if (reason == "has-work") FactLearning.Keep(turn, "work.seeking", FactValue.Of(false));
            turn.Say(reason == "has-work" ? Words.OfferHasWork : Words.OfferDeclined);
            Answered(turn, offer);
        }
        else
        {
            Next(turn);
        }
    }

    private static void PutOff(TurnBuilder turn)
    {
        if (Shown(turn) is { } offer)
        {
            turn.Add(new Effect.AnswerOffer(offer.Id, OfferAnswer.Later, null));
            turn.Schedule(Schedules.OfferAgain, offer.Id, turn.Now.AddDays(turn.Content.Offers.AskAgainDays));
            turn.Say(Words.OfferPutOff, ("days", turn.Content.Offers.AskAgainDays));
        }

        turn.ClearQuestion();
        Next(turn);
    }

    private static void Answered(TurnBuilder turn, Offer offer)
    {
        turn.State = turn.State with { Offers = turn.State.Offers.RemoveAll(o => o.Id == offer.Id) };
        turn.Add(new Effect.CancelSchedule(Schedules.OfferAgain, offer.Id));
        turn.ClearQuestion();
        if (turn.State.Offers.Any(o => !turn.Top!.Notes.ContainsKey(SeenNote + o.Id))) Next(turn);
        else DialogEngine.Close(turn);
    }

    private static Offer? Shown(TurnBuilder turn) =>
        turn.Top!.Notes.GetValueOrDefault(ShownNote) is { } id ? turn.State.Offers.FirstOrDefault(o => o.Id == id) : null;

    private static string Day(DateOnly? day) => day is { } d ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{d.Month}月{d.Day}日") : "";
}

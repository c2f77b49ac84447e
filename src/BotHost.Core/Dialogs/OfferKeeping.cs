using System.Collections.Immutable;
using System.Text.Json;
using BotHost.Core.Activities;
using BotHost.Core.Dialogs.Runners;
using BotHost.Core.Facts;
using BotHost.Core.Offers;

namespace BotHost.Core.Dialogs;

/// <summary>Offers between matching and a conversation: who is in it, what arrived, what is asked again.</summary>
internal static class OfferKeeping
{
    /// <summary>More than these waiting are not read any more.</summary>
    private const int MostWaiting = 10;

    /// <summary>Facts that matching goes by have changed, or the yes to it.</summary>
    public static void Refresh(TurnBuilder turn, Subject subject) => turn.Add(new Effect.SaveWorkProfile(subject.Id, WorkProfile.Of(subject, turn.Content.Offers)));

    /// <summary>A yes or no to being matched.</summary>
    public static void Consent(TurnBuilder turn, bool given)
    {
        turn.RecordConsent(WorkProfile.Purpose, given);
        if (given) turn.State = turn.State with { Unsubscribed = false };
        Refresh(turn, turn.Subject!);
    }

    /// <summary>Who asks for work looks for it, whatever they said before.</summary>
    public static void LooksAgain(TurnBuilder turn)
    {
        if (turn.Subject?.Facts.GetValueOrDefault("work.seeking")?.Value is FactValue.YesNo { Value: false })
            turn.Save(new Fact("work.seeking", FactValue.Of(true), FactState.Derived, [], turn.Now));
    }

    /// <summary>退订: nothing is offered here any more, to nobody this account speaks for.</summary>
    public static void Stop(TurnBuilder turn)
    {
        foreach (var subject in turn.Subjects.Values.Where(s => s.Consented(WorkProfile.Purpose)).OrderBy(s => s.Id, StringComparer.Ordinal)) turn.Add(new Effect.SaveWorkProfile(subject.Id, null));
        foreach (var offer in turn.State.Offers) turn.Add(new Effect.AnswerOffer(offer.Id, OfferAnswer.Stopped, null));
        turn.State = turn.State with { Offers = [] };
        GainKeeping.Stop(turn);
    }

    /// <summary>The channel was closed from the other side: nothing is offered into it.</summary>
    public static void Leave(TurnBuilder turn)
    {
        turn.State = turn.State with { Left = true };
        Stop(turn);
        turn.Audit("channel-left");
    }

    /// <summary>They are back: who had said yes to being matched is matched again.</summary>
    public static void Return(TurnBuilder turn)
    {
        turn.State = turn.State with { Left = false };
        if (turn.State.Unsubscribed) return;
        foreach (var subject in turn.Subjects.Values.Where(s => s.Consented(WorkProfile.Purpose)).OrderBy(s => s.Id, StringComparer.Ordinal)) Refresh(turn, subject);
    }

    /// <summary>Offers arrived. A phone shows this unasked, so it only says that there is something.</summary>
    public static void Receive(TurnBuilder turn)
    {
        if (turn.Inbound.Value is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty("offers", out var list)) return;
        var made = list.Deserialize<ImmutableArray<Offer>>(ActivityJson.Options);
        var wanted = made.Where(o => turn.State.MayBeOffered && turn.Subjects.TryGetValue(o.SubjectId, out var s) && s.Consented(WorkProfile.Purpose)).ToList();
        foreach (var offer in made.Except(wanted)) turn.Add(new Effect.AnswerOffer(offer.Id, OfferAnswer.Stopped, null));
        var fresh = wanted.Where(o => turn.State.Offers.All(w => w.Id != o.Id)).ToList();
        if (fresh.Count == 0) return;
        turn.State = turn.State with { Offers = [.. turn.State.Offers.AddRange(fresh).TakeLast(MostWaiting)] };
        Knock(turn);
    }

    /// <summary>以后再说: the time is up.</summary>
    public static void AskAgain(TurnBuilder turn, string offerId)
    {
        if (turn.State.Offers.Any(o => o.Id == offerId) && turn.State.MayBeOffered) Knock(turn);
    }

    /// <summary>Time to ask how it went. Who wants to hear nothing is not asked.</summary>
    public static void LookBack(TurnBuilder turn, string offerId)
    {
        if (turn.State.Followed.FirstOrDefault(f => f.Offer.Id == offerId) is not { } followed || !turn.State.MayBeOffered) return;
        if (turn.State.WithHuman)
        {
            turn.Schedule(Schedules.OfferFollow, offerId, turn.Now.AddDays(1));
            return;
        }

        Hold(turn, followed.Offer.SubjectId);
        turn.Push(FollowUpRunner.Dialog, (FollowUpRunner.OfferNote, offerId));
        DialogEngine.Runner(turn).Start(turn);
    }

    /// <summary>The conversation goes on about the one whom the offer fits.</summary>
    public static void Hold(TurnBuilder turn, string subjectId)
    {
        if (turn.State.SubjectId != subjectId && turn.Subjects.ContainsKey(subjectId)) turn.State = turn.State with { SubjectId = subjectId, Verified = false };
    }

    private static void Knock(TurnBuilder turn)
    {
        if (turn.State.WithHuman)
        {
            turn.State = turn.State with { NewsWaiting = true };
            return;
        }

        if (turn.Top is null)
        {
            turn.Push(OffersRunner.Dialog);
            OffersRunner.Knock(turn);
            return;
        }

        // Something is being asked already: the offers wait until it is done.
        turn.Say(Words.OfferAfterwards);
        if (turn.State.Question is { } open) turn.AskAgain(open);
    }
}

using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Desk;
using BotHost.Core.Escalations;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>叫人: opens a task for a cadre and promises nobody before somebody has taken it.</summary>
internal static class HumanRunner
{
    private const string CallKind = "call", ListenKind = "listen";

    private static readonly TimeSpan ReplyWithin = TimeSpan.FromHours(24);

    /// <summary>Calls a person and tells the resident so; goes on with the open dialog.</summary>
    public static void Call(TurnBuilder turn, string kind)
    {
        turn.Say(Raise(turn, kind) ? Words.HumanCalled : Words.HumanStillWaiting);
    }

    /// <summary>Opens the task; false when one is open already.</summary>
    public static bool Raise(TurnBuilder turn, string kind)
    {
        if (turn.Escalations.Any(e => e.IsOpen && e.Kind is "human" or "stuck" or "code-lost")) return false;
        turn.SaveEscalation(new(turn.NewId(), kind, turn.State.Id, turn.State.SubjectId, null, turn.Text, PlaceOf(turn), AudienceOf(turn), turn.Now, turn.Now + ReplyWithin));
        return true;
    }

    /// <summary>
    /// The channel lets us say nothing more (window closed, unfollowed): the phone gets a short message that says only that there is news, and
    /// if they do not write by then somebody calls, so that a question never dies there. One task at a time.
    /// </summary>
    public static void RaiseCall(TurnBuilder turn)
    {
        if (turn.Escalations.Any(e => e.IsOpen && e.Kind == CallKind)) return;
        if (!turn.State.Unsubscribed && turn.Known("subject.phone")?.Value?.ToString() is { } phone) turn.Add(new Effect.KnockBySms(phone));
        turn.SaveEscalation(new(turn.NewId(), CallKind, turn.State.Id, turn.State.SubjectId, null, "", PlaceOf(turn), AudienceOf(turn), turn.Now, turn.Now + ReplyWithin));
    }

    /// <summary>There is news of a claim and no phone to tell it to: somebody calls, or goes there.</summary>
    public static void RaiseCallFor(TurnBuilder turn)
    {
        var subjectId = turn.EventValue("subjectId");
        if (turn.Escalations.Any(e => e.IsOpen && e.Kind == CallKind && e.SubjectId == subjectId)) return;
        var audience = new Audience(Enum.TryParse<Level>(turn.EventValue("audience"), out var level) ? level : Level.County);
        turn.SaveEscalation(new(turn.NewId(), CallKind, turn.State.Id, subjectId, null, "", turn.EventValue("place"), audience, turn.Now, turn.Now + ReplyWithin));
    }

    /// <summary>A recording that no machine made words of goes to a person, who hears it and calls back. False when one has such a task already.</summary>
    public static bool RaiseListening(TurnBuilder turn, string recordingId)
    {
        if (turn.Escalations.Any(e => e.IsOpen && e.Kind == ListenKind)) return false;
        turn.SaveEscalation(new(turn.NewId(), ListenKind, turn.State.Id, turn.State.SubjectId, null, "", PlaceOf(turn), AudienceOf(turn), turn.Now, turn.Now + ReplyWithin) { MediumId = recordingId });
        return true;
    }

    /// <summary>They wrote, so nobody need call any more.</summary>
    public static void DropCall(TurnBuilder turn)
    {
        foreach (var call in turn.Escalations.Where(e => e is { IsOpen: true, Kind: CallKind, TakenBy: null })) turn.SaveEscalation(call with { ClosedAt = turn.Now });
    }

    /// <summary>A person speaks here: what the resident says goes to them, and the bot says nothing.</summary>
    /// <param name="least">Words that are not for every level go only under tasks that begin there.</param>
    public static void Relay(TurnBuilder turn, Level least = Level.Village)
    {
        foreach (var taken in turn.Escalations.Where(e => e is { IsOpen: true, TakenBy: not null } && e.Audience.From >= least))
        {
            turn.Add(new Effect.TellCadres(taken.TakenBy, null, taken.Place, DeskRunner.ResidentEvent, turn.MessageId,
                ImmutableDictionary<string, string>.Empty.Add("escalationId", taken.Id).Add("text", turn.Text.Length > 0 ? DeskRunner.Masked(turn.Text) : turn.Content.Prompt(Words.HumanMedium.Id).Text.Source)));
        }
    }

    public static string PlaceOf(TurnBuilder turn) => turn.Known("subject.village")?.Value is Facts.FactValue.Place { Code: { } code } ? code : "41";

    /// <summary>What somebody said while complaining, or about violence, is not for the village.</summary>
    public static Audience AudienceOf(TurnBuilder turn) =>
        turn.State.Frames.Any(f => turn.Content.Dialogs.GetValueOrDefault(f.Dialog)?.Audience >= Level.County) ? new(Level.County) : new(Level.Village);
}

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
        // Where the channel itself got a notice through (a subscription message), the phone need not ring twice.
        if (!turn.State.Unsubscribed && turn.EventValue("noticed").Length == 0 && turn.Known("subject.phone")?.Value?.ToString() is { } phone) turn.Add(new Effect.KnockBySms(phone));
        var call = new Escalation(turn.NewId(), CallKind, turn.State.Id, turn.State.SubjectId, null, "", PlaceOf(turn), AudienceOf(turn), turn.Now, turn.Now + ReplyWithin);
        turn.SaveEscalation(call);
        // Those who speak here wait for an answer to words that did not come through.
        foreach (var userId in Speaking(turn).Where(e => e.Audience.From >= call.Audience.From).Select(e => e.TakenBy!).Distinct()) turn.TellOf(call, userId);
    }

    /// <summary>They answered the short message: whoever calls sees what they said.</summary>
    public static void AskedToCall(TurnBuilder turn, string words)
    {
        var open = turn.Escalations.FirstOrDefault(e => e.IsOpen && e.Kind == CallKind)
            ?? new Escalation(turn.NewId(), CallKind, turn.State.Id, turn.State.SubjectId, null, "", PlaceOf(turn), AudienceOf(turn), turn.Now, turn.Now + ReplyWithin);
        turn.SaveEscalation(open with { Contact = words });
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

    /// <summary>A person speaks here: what the resident says goes to them as it was said, and the bot is silent. It speaks up only where nobody may hear the words.</summary>
    public static void PassOn(TurnBuilder turn)
    {
        if (Relay(turn, Level.Village, Told(turn))) return;
        // 算了 ends what the village may not know of; from then on the words are for whoever speaks.
        if (turn.Reading.Intent == "cancel" && turn.Top is not null) DialogEngine.Cancel(turn);
        else turn.Say(Words.HumanNotPassed);
    }

    /// <summary>The words go to those who speak here now, and to nobody who has handed back. False when none of them may hear them.</summary>
    /// <param name="least">Words that are not for every level go only under tasks that begin there. What is said while the county speaks, or while a
    /// dialog of the county is open, begins at the county whatever it is.</param>
    public static bool Relay(TurnBuilder turn, Level least, string text)
    {
        var speaking = Speaking(turn).ToList();
        if (AudienceOf(turn).From >= Level.County || speaking.Exists(e => e.Audience.From >= Level.County)) least = Level.County;
        var hearing = speaking.Where(e => e.Audience.From >= least).DistinctBy(e => e.TakenBy).ToList();
        foreach (var task in hearing)
        {
            turn.Add(new Effect.TellCadres(task.TakenBy, null, task.Place, DeskEvents.ResidentSays, turn.MessageId, ImmutableDictionary<string, string>.Empty.Add("escalationId", task.Id).Add("text", text)));
        }

        return hearing.Count > 0;
    }

    /// <summary>The tasks under which a person speaks here now.</summary>
    public static IEnumerable<Escalation> Speaking(TurnBuilder turn) => turn.Escalations.Where(e => e is { IsOpen: true, TakenBy: not null } && turn.State.SpeakingUnder.Contains(e.Id));

    /// <summary>What a person is told of the resident's message: its words, and what became of what came with it.</summary>
    public static string Told(TurnBuilder turn) => MediaKeeping.BesideAPerson(turn) is not { } note ? turn.Text : turn.Text.Length > 0 ? $"{turn.Text}\n{note}" : note;

    public static string PlaceOf(TurnBuilder turn) => turn.Known("subject.village")?.Value is Facts.FactValue.Place { Code: { } code } ? code : "41";

    /// <summary>What somebody said while complaining, or about violence, is not for the village.</summary>
    public static Audience AudienceOf(TurnBuilder turn) =>
        turn.State.Frames.Any(f => turn.Content.Dialogs.GetValueOrDefault(f.Dialog)?.Audience >= Level.County) ? new(Level.County) : new(Level.Village);
}

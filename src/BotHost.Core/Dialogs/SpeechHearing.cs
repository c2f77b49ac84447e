using System.Collections.Immutable;
using BotHost.Core.Dialogs.Runners;
using BotHost.Core.Facts;
using BotHost.Core.Media;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs;

/// <summary>
/// What a voice message comes to. With words (the channel's own, or a transcript after the resident's yes) it is a message whose amounts and dates
/// are read back before they are kept; without words the resident is shown the keyboard's microphone, and a second one goes to a person with the recording.
/// </summary>
internal static class SpeechHearing
{
    /// <summary>Key of the question that reads back what was heard.</summary>
    public const string Check = "speech.check";

    /// <summary>Safe to act on before a yes: nothing is kept by them, and somebody's rights or life may hang on it.</summary>
    private static readonly string[] AtOnce = ["crisis", "delete-my-data", "show-my-data", "unsubscribe", "talk-to-human"];

    /// <summary>The fetched recording is looked for this soon, and again while its channel has not given it.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3), Again = TimeSpan.FromSeconds(15), Longest = TimeSpan.FromMinutes(10);

    private const int MostReadbacks = 2;

    /// <summary>The recording that came with this message and was kept; null when there is none.</summary>
    public static Medium? Recording(TurnBuilder turn) => turn.State.Media.FirstOrDefault(m => m.Medium.ActivityId == turn.MessageId && IsSpeech(m.Medium))?.Medium;

    /// <summary>A recording without words came.</summary>
    public static void Take(TurnBuilder turn, Medium recording)
    {
        if (!turn.Content.Consent.AskVoice || turn.Subject?.Refused("voice") == true)
        {
            Unheard(turn, recording.Id);
            return;
        }

        if (turn.Subject?.Consented("voice") == true)
        {
            Await(turn, recording.Id);
            turn.Say(Words.SpeechKept);
            return;
        }

        // Nobody hears it before a yes of its own.
        if (turn.Top?.Dialog != "consent") turn.Push("consent");
        DialogEngine.Runner(turn).Resume(turn);
    }

    /// <summary>True when a recording waits for the yes to being heard.</summary>
    public static bool NeedsConsent(TurnBuilder turn) => turn.Content.Consent.AskVoice && turn.Subject is { } subject && subject.Consents.All(c => c.Purpose != "voice") && turn.State.Media.Any(m => IsSpeech(m.Medium));

    /// <summary>After the yes: everything that waits is heard. After a no the resident is shown another way.</summary>
    public static void Decide(TurnBuilder turn, bool given)
    {
        turn.RecordConsent("voice", given);
        ImmutableArray<Medium> waiting = [.. turn.State.Media.Select(m => m.Medium).Where(IsSpeech)];
        if (given) foreach (var recording in waiting) Await(turn, recording.Id);
        else turn.State = turn.State with { Unheard = 1 };
        turn.Say(given ? Words.SpeechKept : Words.SpeechHint);
    }

    /// <summary>The host has looked at a recording: words, nothing, or not there yet.</summary>
    public static void Hear(TurnBuilder turn)
    {
        var id = turn.EventValue("key");
        if (turn.State.Media.FirstOrDefault(m => m.Medium.Id == id)?.Medium is not { } recording || turn.Subject?.Consented("voice") != true) return;
        switch (turn.Reading.Heard)
        {
            case { NotYet: true } when turn.Now - recording.At < Longest:
                turn.Schedule(Schedules.SpeechDue, id, turn.Now + Again);
                break;
            case { Text.Length: > 0 } heard:
                turn.State = turn.State with { Unheard = 0, Media = [.. turn.State.Media.Select(m => m.Medium.Id == id ? m with { SubjectId = turn.State.SubjectId } : m)] };
                turn.Listen(recording.ActivityId, heard.Text, new(recording.Id, heard.Seconds));
                DialogEngine.Listen(turn);
                break;
            default:
                Unheard(turn, id);
                break;
        }
    }

    /// <summary>Reads amounts and dates back; true when the message now waits for a yes.</summary>
    public static bool HoldsBack(TurnBuilder turn)
    {
        if (turn.Speech is null || turn.SpeechAgreed || turn.State.Question?.Key == Check || AtOnce.Contains(turn.Reading.Intent)) return false;
        var heard = turn.Reading.Facts.Where(f => IsCounted(turn, f.Id)).ToList();
        if (heard.Count == 0) return false;
        turn.State = turn.State with { Held = new(turn.MessageId, turn.Text, turn.Reading, turn.State.Question) { Speech = turn.Speech } };
        turn.AskWord(Check, Words.SpeechCheck, ("facts", Lines(turn, heard)));
        return true;
    }

    /// <summary>The answer to what was read back; false when the message is none.</summary>
    public static bool HearAnswer(TurnBuilder turn)
    {
        if (turn.State.Question?.Key != Check || turn.State.Held is not { Speech: { } } held) return false;
        if (turn.Chosen is { } chosen)
        {
            turn.TakeUp(chosen == "yes" ? held : Without(turn, held));
            turn.SpeechAgreed = true;
            if (held.Open is null) turn.ClearQuestion();
            if (chosen == "no") turn.Say(Words.SpeechWrong);
            DialogEngine.Route(turn);
            return true;
        }

        // Something else was said: what was heard and never agreed to is not kept, the rest of it is.
        if (turn.State.Question.Attempts < MostReadbacks && turn.Reading.Facts.IsEmpty)
        {
            turn.AskWord(Check, Words.SpeechCheck, ("facts", Lines(turn, [.. held.Reading.Facts.Where(f => IsCounted(turn, f.Id))])));
            return true;
        }

        turn.State = turn.State with { Held = null, Question = held.Open };
        return false;
    }

    private static HeldMessage Without(TurnBuilder turn, HeldMessage held) => held with { Reading = held.Reading with { Facts = [.. held.Reading.Facts.Where(f => !IsCounted(turn, f.Id))] } };

    private static bool IsCounted(TurnBuilder turn, string factId) => turn.Content.Catalogue.Find(factId) is { Type: FactType.Money or FactType.Date or FactType.Count or FactType.Age or FactType.Number };

    private static string Lines(TurnBuilder turn, IEnumerable<StatedFact> facts) => string.Join('\n', facts.Select(f =>
        "· " + (FactWords.Readback(turn.Content, new(f.Id, f.Value, FactState.Stated, [], turn.Now)) ?? $"{turn.Content.FindPrompt(f.Id)?.Label ?? f.Id}{FactWords.Value(turn.Content.Catalogue[f.Id], f.Value, turn.Content.FindPrompt(f.Id))}")));

    /// <summary>No words came of it: once the keyboard's microphone is shown, then a person gets the recording.</summary>
    private static void Unheard(TurnBuilder turn, string recordingId)
    {
        if (turn.State.WithHuman)
        {
            // The bot is silent; who speaks here is told where to hear it.
            HumanRunner.Relay(turn, Claims.Level.Village, MediaKeeping.RecordingFor(turn, recordingId));
            return;
        }

        turn.State = turn.State with { Unheard = turn.State.Unheard + 1 };
        if (turn.State.Unheard < 2) turn.Say(Words.SpeechHint);
        else turn.Say(HumanRunner.RaiseListening(turn, recordingId) ? Words.SpeechToPerson : Words.HumanStillWaiting);
        DialogEngine.ResumeTop(turn);
    }

    /// <summary>The host listens to it soon.</summary>
    public static void Await(TurnBuilder turn, string recordingId) => turn.Schedule(Schedules.SpeechDue, recordingId, turn.Now + Soon);

    public static bool IsSpeech(Medium medium) => medium.ContentType.StartsWith("audio/", StringComparison.Ordinal);
}

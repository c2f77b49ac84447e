using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs.Runners;
using BotHost.Core.Media;

namespace BotHost.Core.Dialogs;

/// <summary>
/// Photos and recordings on their way to a claim. They may show an illness or a debt, so they wait for the same yes as sensitive facts;
/// until then nobody sees them, and at no they are wiped with the rest.
/// </summary>
internal static class MediaKeeping
{
    /// <summary>More than this many at once is an album, not a proof.</summary>
    private const int MostWaiting = 12;

    /// <summary>Keeps what came with the message; says nothing.</summary>
    public static void Keep(TurnBuilder turn)
    {
        foreach (var attachment in turn.Inbound.Attachments ?? [])
        {
            if (attachment.ContentUrl is not { Length: > 0 } reference || !IsKept(attachment.ContentType)) continue;
            if (turn.State.Media.Count >= MostWaiting || IsRefused(turn)) return;
            var medium = new Medium(turn.NewId(), attachment.ContentType, turn.MessageId, turn.Now);
            if (turn.Subject?.Consented("sensitive") != true) turn.StartQuarantine();
            turn.State = turn.State with { Media = turn.State.Media.Add(new(medium, turn.State.SubjectId)) };
            turn.Add(new Effect.KeepMedium(medium, reference));
        }
    }

    /// <summary>True when the message brought a photo that was kept. A recording says nothing to us before somebody hears it.</summary>
    public static bool HasPhoto(TurnBuilder turn) => turn.State.Media.Any(m => m.Medium.ActivityId == turn.MessageId && MediaType.IsPhoto(m.Medium.ContentType));

    /// <summary>Says that it came, and puts it where it belongs as far as that is known. Goes on with what is open when that is all there was to the message.</summary>
    public static void Acknowledge(TurnBuilder turn)
    {
        turn.State = turn.State with { Media = [.. turn.State.Media.Select(m => m.Medium.ActivityId == turn.MessageId ? m with { SubjectId = turn.State.SubjectId } : m)] };
        if (OpenClaim(turn) is null)
        {
            turn.Say(Words.MediumKept);
        }
        else if (!JoinOpenClaim(turn))
        {
            turn.Push("consent");
            DialogEngine.Runner(turn).Start(turn);
            return;
        }

        if (turn.Text.Length == 0) DialogEngine.ResumeTop(turn);
    }

    /// <summary>
    /// What came while a person speaks here, in a sentence for them that is true; null when nothing came. It is kept after the same yes as ever, and the
    /// bot says nothing: a yes that is missing is asked for when the person is done.
    /// </summary>
    public static string? BesideAPerson(TurnBuilder turn)
    {
        if (turn.Inbound.Attachments is not { Length: > 0 } || turn.Inbound.Type != "message") return null;
        if (SpeechHearing.Recording(turn) is { } recording) return turn.Text.Length > 0 ? null : RecordingFor(turn, recording.Id);
        if (!HasPhoto(turn)) return turn.WordsOf(Words.HumanMediumLost);
        if (OpenClaim(turn) is not { } claim) return turn.WordsOf(turn.Subject?.Consented("sensitive") == true ? Words.HumanPhotoKept : Words.HumanPhotoWaits);
        if (Join(turn, claim)) return turn.WordsOf(Words.HumanPhotoAdded, ("reference", claim.Reference));
        if (turn.State.Frames.All(f => f.Dialog != "consent")) turn.Push("consent");
        turn.ClearQuestion();
        return turn.WordsOf(Words.HumanPhotoWaits);
    }

    /// <summary>A recording that came while a person speaks goes to a person's ear; where it is made into words, those are passed on.</summary>
    public static string RecordingFor(TurnBuilder turn, string recordingId)
    {
        if (turn.Inbound.Type == "message" && turn.Subject?.Consented("voice") == true)
        {
            SpeechHearing.Await(turn, recordingId);
            return turn.WordsOf(Words.HumanRecordingSoon);
        }

        return turn.WordsOf(HumanRunner.RaiseListening(turn, recordingId) ? Words.HumanRecording : Words.HumanRecordingWaits);
    }

    /// <summary>Adds what waits to the subject's open claim, once they agreed; false when there is nothing to add or no such yes.</summary>
    public static bool JoinOpenClaim(TurnBuilder turn)
    {
        if (OpenClaim(turn) is not { } claim || !Join(turn, claim)) return false;
        turn.Say(Words.MediumAdded, ("reference", claim.Reference));
        return true;
    }

    private static bool Join(TurnBuilder turn, Claim claim)
    {
        if (Take(turn, claim.SubjectId) is not { Length: > 0 } taken) return false;
        turn.SaveClaim(claim with { Version = claim.Version + 1, Attachments = claim.Attachments.AddRange(taken) }, "medium-added", ClaimFiling.Resident, "");
        return true;
    }

    /// <summary>
    /// What waits for a claim about this subject, from now on in its hands. A photo needs the yes to sensitive facts; a recording that was heard after
    /// a yes of its own holds what was said, and what of it is sensitive is asked about like any other words.
    /// </summary>
    public static ImmutableArray<Medium> Take(TurnBuilder turn, string subjectId)
    {
        if (turn.Subjects.GetValueOrDefault(subjectId) is not { } subject || subject.Refused("sensitive")) return [];
        var taken = turn.State.Media.Where(m => m.SubjectId == subjectId && subject.Consented(SpeechHearing.IsSpeech(m.Medium) ? "voice" : "sensitive")).ToImmutableArray();
        turn.State = turn.State with { Media = turn.State.Media.RemoveRange(taken) };
        return [.. taken.Select(m => m.Medium)];
    }

    /// <summary>While a form is open it waits for that form's claim.</summary>
    private static Claim? OpenClaim(TurnBuilder turn) =>
        turn.Subject is null || turn.State.Frames.Any(f => turn.Content.Dialogs.GetValueOrDefault(f.Dialog) is { Runs: "form" }) ? null
            : turn.Subject.Claims.LastOrDefault(c => c.Status is ClaimStatus.Submitted or ClaimStatus.Verified or ClaimStatus.Returned);

    /// <summary>True when the subject said no to keeping what a photo may show.</summary>
    public static bool IsRefused(TurnBuilder turn) => turn.Subject is { } subject && !subject.Consented("sensitive") && subject.Consents.Any(c => c.Purpose == "sensitive");

    private static bool IsKept(string contentType) => MediaType.IsPhoto(contentType) || contentType.StartsWith("audio/", StringComparison.Ordinal);
}

using BotHost.App.Media;
using BotHost.App.Understanding;
using BotHost.Core.Activities;
using BotHost.Core.Dialogs;
using BotHost.Core.Readings;

namespace BotHost.App.Conversations;

/// <summary>Listens to a recording that a conversation waits for. Whatever goes wrong, the turn goes on without words.</summary>
/// <param name="transcribers">The configured transcriber; empty where none is.</param>
public sealed class HearRecording(IMediaStore media, IEnumerable<ITranscriber> transcribers)
{
    private readonly ITranscriber? transcriber = transcribers.FirstOrDefault();

    /// <summary>The words; empty text when there are none; not yet when its channel has not given it. Nothing is sent anywhere without the subject's yes to it.</summary>
    public async Task<Heard> HearAsync(ConversationRecord record, Activity due, CancellationToken cancellation)
    {
        var agreed = record.State.SubjectId is { } subject && record.Subjects.GetValueOrDefault(subject)?.Consented("voice") == true;
        if (transcriber is null || !agreed || Key(due) is not { } id || record.State.Media.All(m => m.Medium.Id != id) || await media.ReadAsync(id, cancellation) is not { } stored) return new("");
        if (stored.Status == MediumStatus.Waiting) return new("", NotYet: true);
        if (stored.Bytes is not { } bytes || await transcriber.HearAsync(bytes, stored.ContentType, cancellation) is not { } heard) return new("");
        return new(heard.Text, heard.Length?.TotalSeconds);
    }

    private static string? Key(Activity due) => due.Value is { ValueKind: System.Text.Json.JsonValueKind.Object } value && value.TryGetProperty("key", out var key) ? key.GetString() : null;
}

using System.Globalization;
using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.Core.Activities;

namespace BotHost.Channels.DirectLine;

/// <summary>A set of activities as Direct Line sends it, over GET and over the stream alike.</summary>
internal sealed record ActivityFrame(IReadOnlyList<Activity> Activities, string Watermark)
{
    public static ActivityFrame Empty(long watermark) => new([], Write(watermark));

    /// <param name="entries">What the transcript gave, in order.</param>
    /// <param name="after">The watermark to repeat when there are none.</param>
    public static ActivityFrame Of(string conversation, IReadOnlyList<TranscriptEntry> entries, long after) =>
        new([.. entries.Where(e => IsForClients(e.Activity)).Select(e => Frame(conversation, e))], Write(entries.Count == 0 ? after : entries[^1].Sequence));

    /// <summary>The bot is writing. In no transcript, so the watermark stays where it is.</summary>
    public static ActivityFrame Typing(string conversation, long after, DateTimeOffset at) => new(
        [new() { Type = "typing", Id = $"{conversation}|typing-{at.ToUnixTimeMilliseconds()}", Timestamp = at, ChannelId = DirectLineChannel.Name, Conversation = new(conversation), From = DirectLineChannel.Bot }], Write(after));

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, ActivityJson.Options);

    /// <summary>The place after which to read. Whatever is no number of ours (absent, empty, <c>-</c>) means from the beginning: a repetition does no harm, a refusal would end a client's polling.</summary>
    public static long ReadWatermark(string? watermark) =>
        long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;

    // Always a string: clients take the number 0 for none.
    private static string Write(long watermark) => watermark.ToString(CultureInfo.InvariantCulture);

    private static bool IsForClients(Activity activity) => activity.Type != "conversationUpdate" && !(activity.Type == "event" && activity.From is null);

    private static Activity Frame(string conversation, TranscriptEntry entry)
    {
        var activity = entry.Activity;
        return activity with
        {
            Id = activity.Id ?? $"{conversation}|{entry.Sequence.ToString("D7", CultureInfo.InvariantCulture)}",
            ChannelId = DirectLineChannel.Name,
            Conversation = new(conversation),
            From = activity.From ?? DirectLineChannel.Bot,
            ServiceUrl = null,
            // A reference of ours is no address that a client could open.
            Attachments = activity.Attachments is { } attachments ? [.. attachments.Select(a => a with { ContentUrl = null })] : null,
            // Without it Web Chat takes a text for Markdown and swallows its line ends.
            TextFormat = activity.Text is null ? activity.TextFormat : "plain",
            // To everybody there: a client cannot read its user's id in our tokens, and Web Chat hides choices that are meant for somebody else.
            SuggestedActions = activity.SuggestedActions is { } actions ? actions with { To = [] } : null,
        };
    }
}

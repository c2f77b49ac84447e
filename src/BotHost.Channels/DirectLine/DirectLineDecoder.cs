using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.Core.Activities;

namespace BotHost.Channels.DirectLine;

/// <summary>A request that cannot be served, in the error form Direct Line clients know.</summary>
internal sealed record DirectLineRefusal(int Status, string Code, string Message);

/// <summary>Turns a posted activity into one the host can store: who it is from, where it belongs and its id are ours to say, never the page's.</summary>
internal static class DirectLineDecoder
{
    public const string Channel = "directline";

    public static string HostConversation(string conversationId) => Channel + ":" + conversationId;

    /// <summary>The activity with our own id, sender and conversation; a refusal when it is none.</summary>
    public static (InboundActivity? Inbound, DirectLineRefusal? Refusal) Decode(
        JsonElement posted, string conversationId, string userId, string freshId, DateTimeOffset now, int longestText)
    {
        if (posted.ValueKind != JsonValueKind.Object) return Refuse(400, "BadArgument", "the body must be one activity");
        Activity? activity;
        try
        {
            activity = posted.Deserialize<Activity>(ActivityJson.Options);
        }
        catch (JsonException)
        {
            return Refuse(400, "BadArgument", "the body is not an activity: 'type' must be text, 'text' text or absent");
        }

        if (activity is null || string.IsNullOrEmpty(activity.Type)) return Refuse(400, "MissingProperty", "the activity has no 'type'");
        if (activity.Type is not ("message" or "typing" or "event")) return Refuse(400, "BadArgument", "only message, typing and event activities may be posted");
        if (activity.Text?.Length > longestText) return Refuse(413, "MessageSizeTooBig", $"a message may have at most {longestText} characters");
        var text = activity.Text ?? (activity is { Type: "message", Value: { ValueKind: JsonValueKind.String } value } ? value.GetString() : null);
        var stored = new Activity
        {
            Type = activity.Type,
            Id = IdOf(activity, conversationId, freshId),
            Timestamp = now,
            ChannelId = Channel,
            From = new(userId, activity.From?.Name is { Length: <= 64 } name ? name : null, "user"),
            Conversation = new(conversationId),
            Recipient = new("bot", null, "bot"),
            Text = text?.Normalize(NormalizationForm.FormC).Replace("\0", "", StringComparison.Ordinal),
            Locale = activity.Locale is { Length: <= 16 } locale ? locale : null,
            Attachments = activity.Attachments is { Length: > 0 and <= 10 } attachments ? [.. attachments.Select(a => new Attachment(a.ContentType, null, a.Name))] : null,
            ChannelData = activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.GetRawText().Length <= 2_000 ? data : null,
            Value = activity.Value is { } posting && posting.GetRawText().Length <= 4_000 ? posting : null,
        };
        return (new(Channel, HostConversation(conversationId), userId, stored), null);
    }

    /// <summary>A page that sends the same message again after a broken line names it the same, so that it is stored once.</summary>
    private static string IdOf(Activity activity, string conversationId, string freshId)
    {
        if (activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("clientActivityID", out var named)
            && named.ValueKind == JsonValueKind.String && named.GetString() is { Length: > 0 and <= 128 } client)
        {
            return conversationId + "|" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(client)).AsSpan(0, 10));
        }

        return conversationId + "|" + freshId;
    }

    private static (InboundActivity?, DirectLineRefusal?) Refuse(int status, string code, string message) => (null, new(status, code, message));
}

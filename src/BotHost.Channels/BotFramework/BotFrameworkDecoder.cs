using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BotHost.Channels.DirectLine;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;

namespace BotHost.Channels.BotFramework;

/// <summary>A call's body, read.</summary>
/// <param name="Type">As the wire says; <see cref="BotFrameworkDecoder.Unknown"/> for a type that we do not know.</param>
/// <param name="From">Where the sender is answered.</param>
/// <param name="Activity">Null for what says nothing to us.</param>
internal sealed record BotFrameworkPost(string Type, ConnectorAddress From, Activity? Activity);

/// <summary>The body of a call → activity. Pure.</summary>
internal static class BotFrameworkDecoder
{
    public const string Channel = "botframework", Unknown = "unknown", Invoke = "invoke";

    private const int LongestId = 512, LongestText = 8000, LongestValue = 16 * 1024, MostAttachments = 10;

    /// <summary>What does not steer a conversation here. An <c>event</c> above all: events in the inbox are the host's own.</summary>
    private static readonly string[] Quiet =
    [
        "typing", "event", "messageUpdate", "messageDelete", "messageReaction", "endOfConversation", "installationUpdate", "contactRelationUpdate",
        "deleteUserData", "suggestion", "trace", "handoff", "command", "commandResult", "invokeResponse",
    ];

    /// <summary>Null when the body is no activity, or lacks what every one has; never throws, whatever the bytes are.</summary>
    public static BotFrameworkPost? Decode(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The id under which an activity is stored: channels name theirs within a conversation only.</summary>
    public static string HostId(string conversationId, string wireId) => $"{conversationId}/{wireId}";

    public static string? WireId(string hostId) => hostId.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 && slash + 1 < hostId.Length ? hostId[(slash + 1)..] : null;

    private static BotFrameworkPost? Read(JsonElement root)
    {
        if (root.StringOf("type") is not { Length: > 0 and <= 64 } type || root.StringOf("serviceUrl") is not { Length: > 0 and <= LongestId } serviceUrl
            || root.StringOf("channelId") is not { Length: > 0 and <= 64 } channelId || IdOf(root.ObjectOf("conversation")) is not { } conversation
            || IdOf(root.ObjectOf("recipient")) is not { } bot || IdOf(root.ObjectOf("from")) is not { } from) return null;
        // One character is at most six bytes of JSON: what is longer is refused before a string is made of it.
        if (root.TryGetProperty("text", out var text) && text.BytesOf() > 6 * LongestText) return null;
        var wireId = root.StringOf("id");
        if (wireId is not null && !IsId(wireId)) return null;
        var newcomer = type == "conversationUpdate" ? Newcomer(root, bot) : null;
        var user = newcomer ?? from;
        Activity? said = type switch
        {
            // What one person tells us is not for a group to read.
            _ when root.ObjectOf("conversation") is { ValueKind: JsonValueKind.Object } c && c.TryGetProperty("isGroup", out var group) && group.ValueKind == JsonValueKind.True => null,
            "message" => Said(root),
            Invoke => Pressed(root),
            "conversationUpdate" when newcomer is not null => new() { Type = "conversationUpdate", MembersAdded = [new(newcomer)] },
            _ when IsRemoval(type, root, bot) => new() { Type = "event", Name = "channel.unsubscribed" },
            _ => null,
        };
        var kind = type is "message" or Invoke or "conversationUpdate" || Quiet.Contains(type) ? type : Unknown;
        if (said?.Text?.Length > LongestText) return null;
        return new(kind, new(serviceUrl, channelId, conversation, user, bot), said is null ? null : said with
        {
            Id = wireId,
            Timestamp = DateTimeOffset.TryParse(root.StringOf("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            ChannelId = Channel, From = new(user, Role: "user"), Recipient = new(bot, Role: "bot"), Locale = root.StringOf("locale") is { Length: <= 35 } locale ? locale : null,
        });
    }

    private static Activity? Said(JsonElement root)
    {
        var text = root.StringOf("text");
        var value = root.TryGetProperty("value", out var v) && v.ValueKind is not JsonValueKind.Null && v.BytesOf() <= LongestValue ? v.Checked() : (JsonElement?)null;
        // A button without a text (postBack) says what its value says.
        if (string.IsNullOrEmpty(text) && value is { ValueKind: JsonValueKind.String } word) text = word.GetString();
        var files = FilesOf(root);
        if (string.IsNullOrEmpty(text) && value is null && files.Length == 0) return null;
        return new() { Type = "message", Text = text is null ? null : PlainText.Clean(text), Value = value, Attachments = files.Length == 0 ? null : files };
    }

    /// <summary>A card's button: the words it carries, as if they had been said.</summary>
    private static Activity? Pressed(JsonElement root)
    {
        var words = root.StringOf("value") ?? root.ObjectOf("value").StringOf("text");
        return string.IsNullOrWhiteSpace(words) ? null : new() { Type = "message", Text = PlainText.Clean(words) };
    }

    /// <summary>The person took the bot from their chat: which way channels say so differs.</summary>
    private static bool IsRemoval(string type, JsonElement root, string bot) => type switch
    {
        "contactRelationUpdate" or "installationUpdate" => root.StringOf("action") is "remove" or "remove-upgrade",
        "conversationUpdate" => root.TryGetProperty("membersRemoved", out var removed) && removed.ValueKind == JsonValueKind.Array && removed.EnumerateArray().Take(100).Any(m => IdOf(m) == bot),
        _ => false,
    };

    private static string? Newcomer(JsonElement root, string bot) =>
        root.TryGetProperty("membersAdded", out var added) && added.ValueKind == JsonValueKind.Array
            ? added.EnumerateArray().Take(100).Select(IdOf).FirstOrDefault(id => id is not null && id != bot) : null;

    /// <summary>Type, name and where the file lies; the channel's name in front keeps anybody from clicking an address that a sender chose. Teams adds the text once more as HTML.</summary>
    private static ImmutableArray<Attachment> FilesOf(JsonElement root) =>
        !root.TryGetProperty("attachments", out var list) || list.ValueKind != JsonValueKind.Array ? []
            : [.. list.EnumerateArray().Take(MostAttachments).Select(FileOf).Where(a => a is { ContentType: not "text/html" })!];

    private static Attachment? FileOf(JsonElement file) => file.ValueKind != JsonValueKind.Object ? null : new(
        PlainText.MediaType(file.StringOf("contentType")),
        file.StringOf("contentUrl") is { Length: <= 2048 } url && WebAddress.IsSafe(url) ? $"{Channel}:{url}" : null,
        file.StringOf("name") is { } name ? PlainText.FileName(name) : null);

    private static string? IdOf(JsonElement element) => element.StringOf("id") is { } id && IsId(id) ? id : null;

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId && id is not ("." or "..") && !id.Any(char.IsControl);
}

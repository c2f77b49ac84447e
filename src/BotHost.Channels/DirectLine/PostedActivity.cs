using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;
using Microsoft.AspNetCore.WebUtilities;

namespace BotHost.Channels.DirectLine;

/// <summary>What a client posted, reduced to what a resident may say. Everything else a client can write into an activity is left out.</summary>
/// <param name="ClientId">The client's own id of the message (<c>channelData.clientActivityID</c>); a second try carries the same.</param>
/// <param name="ClaimedSender">The sender that the client names; believed only together with the secret.</param>
internal sealed record PostedActivity(Activity Activity, string? ClientId, string? ClaimedSender)
{
    public const int LongestBody = 256 * 1024;
    public const int LongestText = 8000;
    private const int LongestClientId = 256;
    private const int LongestValue = 16 * 1024;
    private const int MostAttachments = 10;
    private static readonly string[] KeptChannelData = ["clientActivityID", "attachmentSizes", "postBack", "messageBack"];

    /// <summary>False for what only the client's screen cares about (typing, join events): it is confirmed and not stored. Events that steer a conversation come from the host alone.</summary>
    public bool IsForTheInbox => Activity.Type == "message";

    /// <summary>The id in the conversation: the same for every try of one message.</summary>
    public string IdIn(string conversation) => ClientId is null
        ? $"{conversation}|{PassOffice.NewId()}"
        : $"{conversation}|c{WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(ClientId))[..16])}";

    /// <summary>Reads one activity; never throws, whatever the bytes are.</summary>
    public static Refusal? Read(ReadOnlyMemory<byte> body, ImmutableArray<Attachment> files, out PostedActivity posted)
    {
        posted = null!;
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Pick(document.RootElement, files, out posted) : Refusal.NotJson;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            // InvalidOperationException: a string that is no valid UTF-8, or half an emoji.
            return Refusal.NotJson;
        }
    }

    private static Refusal? Pick(JsonElement root, ImmutableArray<Attachment> files, out PostedActivity posted)
    {
        posted = null!;
        if (IsLonger(root, "type", 64) || root.StringOf("type") is not { Length: > 0 and <= 64 } type) return Refusal.BadArgument("The activity has no type.");
        if (root.TryGetProperty("text", out var raw) && raw.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) return Refusal.BadArgument("The text is not a string.");
        if (IsLonger(root, "text", LongestText)) return Refusal.TextTooLong;
        var text = root.StringOf("text");
        var hasValue = root.TryGetProperty("value", out var v) && v.ValueKind is not JsonValueKind.Null;
        if (hasValue && v.BytesOf() > LongestValue) return Refusal.BadArgument("The value is larger than 16 KB.");
        var value = hasValue ? v.Checked() : (JsonElement?)null;
        // A button without a text (postBack) says what its value says.
        if (string.IsNullOrEmpty(text) && value is { ValueKind: JsonValueKind.String } word) text = word.GetString();
        if (text?.Length > LongestText) return Refusal.TextTooLong;

        var channelData = ChannelDataOf(root);
        var clientId = channelData is { } data ? data.StringOf("clientActivityID") : null;
        if (clientId?.Length > LongestClientId) return Refusal.BadArgument("clientActivityID is longer than 256 characters.");
        var attachments = files.IsDefaultOrEmpty ? DescriptorsOf(root) : files;
        if (attachments.Length > MostAttachments) return Refusal.BadArgument("More than ten attachments.");
        if (type == "message" && string.IsNullOrEmpty(text) && value is null && attachments.Length == 0) return Refusal.Empty;

        var from = root.TryGetProperty("from", out var f) && f.ValueKind == JsonValueKind.Object ? f.StringOf("id") : null;
        posted = new(
            new()
            {
                Type = type,
                Text = text is null ? null : PlainText.Clean(text),
                TextFormat = text is null ? null : "plain",
                Locale = Short(root.StringOf("locale")),
                LocalTimezone = Short(root.StringOf("localTimezone")),
                Value = value,
                Attachments = attachments.Length == 0 ? null : attachments,
                ChannelData = channelData,
            },
            string.IsNullOrEmpty(clientId) ? null : clientId,
            from);
        return null;
    }

    /// <summary>Name and type of each attachment. Addresses and contents that a client writes itself are not passed on: a reviewer would click them.</summary>
    private static ImmutableArray<Attachment> DescriptorsOf(JsonElement root)
    {
        if (!root.TryGetProperty("attachments", out var list) || list.ValueKind != JsonValueKind.Array) return [];
        return [.. list.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.Object).Take(MostAttachments + 1).Select(a => Descriptor(a.StringOf("contentType"), a.StringOf("name")))];
    }

    public static Attachment Descriptor(string? contentType, string? name) =>
        new(PlainText.MediaType(contentType), Name: name is null ? null : PlainText.FileName(name));

    private static JsonElement? ChannelDataOf(JsonElement root)
    {
        if (!root.TryGetProperty("channelData", out var data) || data.ValueKind != JsonValueKind.Object) return null;
        var kept = new Dictionary<string, JsonElement>();
        foreach (var name in KeptChannelData)
        {
            if (data.TryGetProperty(name, out var part) && part.BytesOf() <= LongestValue) kept[name] = part.Checked();
        }

        return kept.Count == 0 ? null : JsonSerializer.SerializeToElement(kept, ActivityJson.Options);
    }

    // One character is at most six bytes of JSON (\uXXXX): what is longer than that is refused before a string is made of it.
    private static bool IsLonger(JsonElement element, string name, int characters) => element.TryGetProperty(name, out var found) && found.BytesOf() > (6 * characters) + 2;

    private static string? Short(string? text) => text is { Length: <= 64 } ? PlainText.Clean(text) : null;
}

using System.Text.Json;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;

namespace BotHost.Channels.WeChatKf;

/// <summary>One pulled message, read.</summary>
/// <param name="Address">Which service account the resident wrote to, a bar, and who they are there.</param>
/// <param name="Activity">Null for what says nothing to us.</param>
internal sealed record WeChatKfMessage(string Address, Activity? Activity)
{
    /// <summary>Set when an earlier message of ours was not delivered: its id, and the kind of failure.</summary>
    public (string MessageId, string Why)? Lost { get; init; }
}

/// <summary>A message of <c>kf/sync_msg</c> → activity. Pure.</summary>
internal static class WeChatKfDecoder
{
    public const string Channel = "wechat-kf";

    private const int FromCustomer = 3, FromSystem = 4, LongestText = 8192;

    /// <summary>Null when the message lacks what every message has, or is not from a customer.</summary>
    public static WeChatKfMessage? Decode(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || Text(message, "msgid") is not { Length: > 0 and <= 128 } id || Number(message, "send_time") is not (> 0 and <= 253_402_300_799) || Text(message, "msgtype") is not { } kind) return null;
        var (origin, body) = (Number(message, "origin"), message.ObjectOf(kind));
        if (kind == "event" ? origin is not FromSystem : origin is not FromCustomer) return null;
        var from = kind == "event" ? body : message;
        if (Text(from, "external_userid") is not { Length: > 0 and <= 128 } user || Text(from, "open_kfid") is not { Length: > 0 and <= 128 } account) return null;
        var address = $"{account}|{user}";
        var activity = kind == "event" ? Event(body, user) : Message(kind, body);
        return new(address, activity is null ? null : activity with
        {
            Id = id, Timestamp = DateTimeOffset.FromUnixTimeSeconds(Number(message, "send_time")!.Value), ChannelId = Channel,
            From = new(address, Role: "user"), Recipient = new(account, Role: "bot"), Locale = "zh-CN",
        })
        {
            Lost = kind == "event" && Text(body, "event_type") == "msg_send_fail" && Text(body, "fail_msgid") is { } lost ? (lost, $"fail_type {Number(body, "fail_type")}") : null,
        };
    }

    /// <summary>The address apart: whom to write to, and from which service account.</summary>
    public static (string User, string Account) Split(string address)
    {
        var bar = address.IndexOf('|', StringComparison.Ordinal);
        return (address[(bar + 1)..], address[..bar]);
    }

    private static Activity? Message(string kind, JsonElement body) => kind switch
    {
        "text" => Said(Text(body, "content")),
        "location" => Said(Text(body, "name") ?? Text(body, "address")),
        "link" => Said(Text(body, "title")),
        "image" => Shown("image/jpeg", body),
        "voice" => Shown("audio/amr", body),
        "video" => Shown("video/mp4", body),
        _ => null,
    };

    private static Activity? Event(JsonElement body, string user) =>
        Text(body, "event_type") == "enter_session" ? new() { Type = "conversationUpdate", MembersAdded = [new(user)] } : null;

    private static Activity Said(string? text) => new() { Type = "message", Text = text is { Length: > LongestText } ? text[..LongestText] : text ?? "" };

    private static Activity Shown(string contentType, JsonElement body) =>
        new() { Type = "message", Attachments = [new(contentType, Text(body, "media_id") is { Length: > 0 and <= 512 } id ? $"{Channel}:{id}" : null)] };

    /// <summary>Half a character, which no text has, counts as none.</summary>
    private static string? Text(JsonElement from, string name)
    {
        try
        {
            return from.StringOf(name);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static long? Number(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out var number) ? number : null;
}

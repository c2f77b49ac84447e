using System.Globalization;
using System.Text.Json.Serialization;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;

namespace BotHost.Channels.Feishu;

/// <summary>An event, read.</summary>
/// <param name="Token">The verification token that it shows.</param>
/// <param name="Challenge">Set when the platform only checks the address.</param>
/// <param name="Activity">Null for what says nothing to us: groups, kinds we do not know.</param>
internal sealed record FeishuPush(string Token, string? Challenge, string OpenId, Activity? Activity, bool IsPress);

/// <summary>An opened event → activity. Pure.</summary>
internal static class FeishuDecoder
{
    public const string Channel = "feishu";

    /// <summary>Null for a body that is no event.</summary>
    public static FeishuPush? Decode(ReadOnlySpan<byte> json)
    {
        if (JsonBudget.Read<Body>(json, ActivityJson.Options) is not { } body) return null;
        if (body.Type == "url_verification") return body.Challenge is { Length: > 0 and <= 1000 } challenge ? new(body.Token ?? "", challenge, "", null, false) : null;
        if (body.Header is not { EventId: { Length: > 0 and <= 128 } id } header || body.Event is not { } said) return null;
        var isPress = header.EventType == "card.action.trigger";
        var openId = isPress ? said.Operator?.OpenId : said.Sender?.SenderId?.OpenId;
        var activity = header.EventType switch
        {
            "im.message.receive_v1" when said.Message is { ChatType: "p2p" } message => Said(message),
            "card.action.trigger" => said.Action?.Value?.Say is { Length: > 0 } words ? new Activity { Type = "message", Text = words } : null,
            _ => null,
        };
        if (activity is not null && openId is not { Length: > 0 and <= 128 }) return null;
        return new(header.Token ?? "", null, openId ?? "", activity is null ? null : activity with
        {
            Id = id, ChannelId = Channel, From = new(openId!, Role: "user"), Locale = "zh-CN",
            Timestamp = long.TryParse(header.CreateTime, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? TimeOf(at) : null,
        }, isPress);
    }

    private static Activity? Said(Message message)
    {
        if (message.Content is not { } json || JsonBudget.Read<Content>(System.Text.Encoding.UTF8.GetBytes(json), ActivityJson.Options) is not { } content) return null;
        return message.MessageType switch
        {
            "text" => new() { Type = "message", Text = content.Text?.Trim() ?? "" },
            "image" => Shown("image/jpeg", message, content.ImageKey),
            "audio" => Shown("audio/ogg", message, content.FileKey),
            "media" => Shown("video/mp4", message, content.FileKey),
            _ => null,
        };
    }

    /// <summary>A file is fetched by its message and its key.</summary>
    private static Activity Shown(string contentType, Message message, string? key) => new() { Type = "message", Attachments = [new(contentType, $"{Channel}:{message.MessageId}/{key}")] };

    /// <summary>Messages are stamped in milliseconds, presses of buttons in microseconds.</summary>
    private static DateTimeOffset? TimeOf(long at) => at switch
    {
        > 0 and < 10_000_000_000_000 => DateTimeOffset.FromUnixTimeMilliseconds(at),
        >= 10_000_000_000_000 and < 10_000_000_000_000_000 => DateTimeOffset.FromUnixTimeMilliseconds(at / 1000),
        _ => null,
    };

    private sealed record Body(string? Type, string? Token, string? Challenge, Head? Header, Event? Event);

    private sealed record Head(
        [property: JsonPropertyName("event_id")] string? EventId, [property: JsonPropertyName("event_type")] string? EventType, [property: JsonPropertyName("create_time")] string? CreateTime, string? Token);

    private sealed record Event(Person? Sender, Message? Message, Ids? Operator, Pressed? Action);

    private sealed record Person([property: JsonPropertyName("sender_id")] Ids? SenderId);

    private sealed record Ids([property: JsonPropertyName("open_id")] string? OpenId);

    private sealed record Message(
        [property: JsonPropertyName("message_id")] string? MessageId, [property: JsonPropertyName("chat_type")] string? ChatType, [property: JsonPropertyName("message_type")] string? MessageType, string? Content);

    private sealed record Content(string? Text, [property: JsonPropertyName("image_key")] string? ImageKey, [property: JsonPropertyName("file_key")] string? FileKey);

    private sealed record Pressed(Words? Value);

    private sealed record Words(string? Say);
}

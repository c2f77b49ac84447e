using System.Collections.Immutable;
using System.Text.Json;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Activities;

namespace BotHost.Channels.WeChat;

/// <summary>A push, read.</summary>
/// <param name="OpenId">The sender.</param>
/// <param name="AccountId">The official account it was sent to (<c>gh_…</c>).</param>
/// <param name="Activity">Null for a push that says nothing to us (a link that was opened, a kind we do not know).</param>
internal sealed record WeChatPush(string OpenId, string AccountId, Activity? Activity)
{
    /// <summary>Result of a template message: its id, and whether it arrived.</summary>
    public (string MessageId, bool Delivered, string Status)? Report { get; init; }
}

/// <summary>The fields of a push → activity. Pure.</summary>
internal static class WeChatDecoder
{
    public const string Channel = "wechat";

    /// <summary>Null when the push lacks what every push has.</summary>
    public static WeChatPush? Decode(ImmutableDictionary<string, string> fields)
    {
        string? Of(string name) => fields.GetValueOrDefault(name);
        if (PushHead.Of(fields) is not { } head || Of("ToUserName") is not { Length: > 0 and <= 128 } to) return null;
        var activity = head.Kind == "event" ? Event(Of) : Message(head.Kind, Of);
        return new(head.From, to, activity is null ? null : activity with
        {
            Id = head.IdOf(fields, "Event", "EventKey"), Timestamp = head.At, ChannelId = Channel,
            From = new(head.From, Role: "user"), Recipient = new(to, Role: "bot"), Locale = "zh-CN",
        })
        {
            Report = Of("Event") == "TEMPLATESENDJOBFINISH" && Of("MsgID") is { } message ? (message, Of("Status") == "success", Of("Status") ?? "") : null,
        };
    }

    private static Activity? Message(string kind, Func<string, string?> of) => kind switch
    {
        "text" => Said(of("Content") ?? ""),
        "voice" => Voice(of("MediaId") ?? "", of("Format"), of("Recognition")),
        "image" => Shown("image/jpeg", of("MediaId") ?? ""),
        "video" or "shortvideo" => Shown("video/mp4", of("MediaId") ?? ""),
        "location" => Said(of("Label") ?? "") with { ChannelData = Data(("latitude", of("Location_X")), ("longitude", of("Location_Y"))) },
        "link" => Said(of("Title") ?? ""),
        _ => null,
    };

    /// <summary>A menu item's key is the words it stands for. What is tapped without words (a page that was opened, a reported position) is not an utterance.</summary>
    private static Activity? Event(Func<string, string?> of) => of("Event") switch
    {
        "subscribe" or "SCAN" => new() { Type = "conversationUpdate", MembersAdded = [new(of("FromUserName")!)], ChannelData = Data(("scene", of("EventKey"))) },
        "unsubscribe" => new() { Type = "event", Name = "channel.unsubscribed" },
        "CLICK" => Said(of("EventKey") ?? ""),
        _ => null,
    };

    private static Activity Said(string text) => new() { Type = "message", Text = text };

    private static Activity Shown(string contentType, string mediaId) => new() { Type = "message", Attachments = [new(contentType, $"{Channel}:{mediaId}")] };

    /// <summary>The platform's own recognition, where it still gives one; an empty one is "not understood", never an empty text.</summary>
    private static Activity Voice(string mediaId, string? format, string? recognition)
    {
        var activity = Shown($"audio/{format ?? "amr"}", mediaId);
        return string.IsNullOrWhiteSpace(recognition) ? activity : activity with { Text = recognition.Trim(), ChannelData = Data(("source", "speech")) };
    }

    private static JsonElement? Data(params (string Name, string? Value)[] values)
    {
        var given = values.Where(v => !string.IsNullOrEmpty(v.Value)).ToDictionary(v => v.Name, v => v.Value);
        return given.Count == 0 ? null : JsonSerializer.SerializeToElement(given, ActivityJson.Options);
    }
}

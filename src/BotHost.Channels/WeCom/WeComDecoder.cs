using System.Collections.Immutable;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Activities;

namespace BotHost.Channels.WeCom;

/// <summary>A push, read.</summary>
/// <param name="UserId">The sender, in lower case: the platform does not tell cases apart.</param>
/// <param name="Activity">Null for a push that says nothing to us.</param>
/// <param name="Clicked">The one-time code under which a card whose button was pressed can be updated.</param>
internal sealed record WeComPush(string UserId, Activity? Activity, string? Clicked);

/// <summary>The fields of a push → activity. Pure.</summary>
internal static class WeComDecoder
{
    public const string Channel = "wecom";

    /// <summary>Null when the push lacks what every push has.</summary>
    public static WeComPush? Decode(ImmutableDictionary<string, string> fields)
    {
        string? Of(string name) => fields.GetValueOrDefault(name);
        if (PushHead.Of(fields) is not { } said) return null;
        var head = said with { From = said.From.ToLowerInvariant() };
        var isClick = head.Kind == "event" && Of("Event") == "template_card_event";
        Activity? activity = head.Kind switch
        {
            "text" => new() { Type = "message", Text = Of("Content") ?? "" },
            "image" => new() { Type = "message", Attachments = [new("image/jpeg", $"{Channel}:{Of("MediaId")}")] },
            "voice" => new() { Type = "message", Attachments = [new($"audio/{Of("Format") ?? "amr"}", $"{Channel}:{Of("MediaId")}")] },
            "location" => new() { Type = "message", Text = Of("Label") ?? "" },
            // A button's key is the sentence it stands for.
            "event" when isClick => new() { Type = "message", Text = Of("EventKey") ?? "" },
            "event" when Of("Event") is "subscribe" or "enter_agent" => new() { Type = "conversationUpdate", MembersAdded = [new(head.From)] },
            _ => null,
        };
        return new(head.From, activity is null ? null : activity with
        {
            Id = head.IdOf(fields, "Event", "EventKey", "TaskId", "ResponseCode"), Timestamp = head.At, ChannelId = Channel, From = new(head.From, Role: "user"), Locale = "zh-CN",
        }, isClick ? Of("ResponseCode") : null);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
        if (Of("FromUserName") is not { Length: > 0 and <= 128 } from || Of("MsgType") is not { } kind) return null;
        if (!long.TryParse(Of("CreateTime"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799) return null;
        var user = from.ToLowerInvariant();
        var isClick = kind == "event" && Of("Event") == "template_card_event";
        Activity? activity = kind switch
        {
            "text" => new() { Type = "message", Text = Of("Content") ?? "" },
            "image" => new() { Type = "message", Attachments = [new("image/jpeg", $"{Channel}:{Of("MediaId")}")] },
            "voice" => new() { Type = "message", Attachments = [new($"audio/{Of("Format") ?? "amr"}", $"{Channel}:{Of("MediaId")}")] },
            "location" => new() { Type = "message", Text = Of("Label") ?? "" },
            // A button's key is the sentence it stands for.
            "event" when isClick => new() { Type = "message", Text = Of("EventKey") ?? "" },
            "event" when Of("Event") is "subscribe" or "enter_agent" => new() { Type = "conversationUpdate", MembersAdded = [new(user)] },
            _ => null,
        };
        return new(user, activity is null ? null : activity with
        {
            Id = Of("MsgId") is { Length: > 0 and <= 64 } id ? id : EventId(user, seconds, Of), Timestamp = DateTimeOffset.FromUnixTimeSeconds(seconds),
            ChannelId = Channel, From = new(user, Role: "user"), Locale = "zh-CN",
        }, isClick ? Of("ResponseCode") : null);
    }

    private static string EventId(string user, long seconds, Func<string, string?> of) => "event-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', user, seconds.ToString(CultureInfo.InvariantCulture), of("Event"), of("EventKey"), of("TaskId"), of("ResponseCode")))).AsSpan(0, 16));
}

using System.Text.Json;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;

namespace BotHost.Channels.Feishu;

/// <summary>An activity → what Feishu is sent. Pure. Quick replies are the buttons of a card; each says its words.</summary>
internal static class FeishuEncoder
{
    private const int MostBytes = 6000;

    /// <summary>Parts, in order; the last carries the buttons. The platform sends the same <c>uuid</c> once within an hour.</summary>
    public static IReadOnlyList<byte[]> Messages(string openId, Activity activity)
    {
        var choices = activity.SuggestedActions?.Actions ?? [];
        var parts = TextParts.OfBytes(activity.Text ?? "", MostBytes);
        return [.. parts.Select((part, i) => i == parts.Count - 1 && choices.Length > 0
            ? Message(openId, "interactive", Card(part, choices), $"{activity.Id}-{i}") : Message(openId, "text", new { text = part }, $"{activity.Id}-{i}"))];
    }

    private static object Card(string text, IReadOnlyList<CardAction> choices) => new
    {
        config = new { wide_screen_mode = true },
        elements = new object[]
        {
            new { tag = "div", text = new { tag = "plain_text", content = text } },
            new { tag = "action", actions = choices.Select(c => new { tag = "button", text = new { tag = "plain_text", content = c.Title }, type = "default", value = new { say = c.Value } }) },
        },
    };

    /// <summary>The content is JSON inside a text.</summary>
    private static byte[] Message(string openId, string type, object content, string uuid) => JsonSerializer.SerializeToUtf8Bytes(
        new { receive_id = openId, msg_type = type, content = JsonSerializer.Serialize(content, ActivityJson.Options), uuid }, ActivityJson.Options);
}

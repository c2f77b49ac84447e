using System.Globalization;
using System.Text.Json;
using BotHost.Channels.Webhooks;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Activities;

namespace BotHost.Channels.WeChatKf;

/// <summary>Activities → what <c>kf/send_msg</c> is sent. Pure.</summary>
internal static class WeChatKfEncoder
{
    /// <summary>Bytes of UTF-8 in one text; a menu's head holds half of it.</summary>
    private const int MostBytes = 2048, MostMenuBytes = 1024;

    /// <summary>A menu item is cut to this many characters by the platform.</summary>
    private const int MostItem = 128;

    /// <summary>All of a turn, usually one message; the last carries the quick replies as a menu.</summary>
    public static IReadOnlyList<byte[]> Messages(string address, IReadOnlyList<Activity> activities)
    {
        var (user, account) = WeChatKfDecoder.Split(address);
        var choices = activities[^1].SuggestedActions?.Actions ?? [];
        var text = PlatformText.Clean(string.Join('\n', activities.SkipLast(1).Select(QuickReplies.Numbered).Append(activities[^1].Text ?? "").Where(t => t.Length > 0)));
        var parts = TextParts.OfBytes(text, choices.Length > 0 ? MostMenuBytes : MostBytes);
        return [.. parts.Select((part, i) => i == parts.Count - 1 && choices.Length > 0 ? Menu(user, account, part, choices) : Plain(user, account, part))];
    }

    private static byte[] Plain(string user, string account, string text) => Bytes(new { touser = user, open_kfid = account, msgtype = "text", text = new { content = text } });

    private static byte[] Menu(string user, string account, string text, IReadOnlyList<CardAction> choices) => Bytes(new
    {
        touser = user, open_kfid = account, msgtype = "msgmenu",
        msgmenu = new
        {
            head_content = text,
            list = choices.Select((c, i) => new { type = "click", click = new { id = (i + 1).ToString(CultureInfo.InvariantCulture), content = Item(PlatformText.Clean(c.Title)) } }),
        },
    });

    private static string Item(string title) => title.Length <= MostItem ? title : title[..MostItem];

    private static byte[] Bytes(object body) => JsonSerializer.SerializeToUtf8Bytes(body, ActivityJson.Options);
}

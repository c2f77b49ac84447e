using System.Text;
using System.Text.Json;
using BotHost.Channels.Webhooks;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Activities;

namespace BotHost.Channels.WeCom;

/// <summary>An activity → what WeCom is sent. Pure.</summary>
internal static class WeComEncoder
{
    private const int MostBytes = 2048, MostTitle = 36, MostSubtitle = 160, MostButtonText = 10, MostButtons = 6;

    /// <summary>A text, in parts where it is long; a card with buttons where something can be chosen; markdown for a list and a case that fit into one.</summary>
    /// <param name="markdown">False where members read WeCom inside WeChat, which shows no markdown.</param>
    public static IReadOnlyList<byte[]> Messages(string userId, long agentId, Activity activity, bool markdown)
    {
        if (markdown && WeComMarkdown.Of(activity) is { } content && Encoding.UTF8.GetByteCount(content) <= MostBytes)
            return [Bytes(new { touser = userId, msgtype = "markdown", agentid = agentId, markdown = new { content }, enable_duplicate_check = 0 })];
        var text = PlatformText.Clean(activity.Text ?? "");
        var choices = activity.SuggestedActions?.Actions ?? [];
        if (choices.Length is 0 or > MostButtons) return [.. TextParts.OfBytes(PlatformText.Clean(QuickReplies.Numbered(activity)), MostBytes).Select(part => Text(userId, agentId, part))];
        // A card's text opens nothing: a press on the card itself goes where the line with the address would.
        var link = WeComMarkdown.LinkOf(activity);
        var (title, rest) = Split(link is null ? text : string.Join('\n', text.Split('\n').Where(line => line != link)));
        return rest.Length <= MostSubtitle ? [Card(userId, agentId, activity.Id!, title, rest, choices, link)]
            : [.. TextParts.OfBytes(text, MostBytes).Select(part => Text(userId, agentId, part)), Card(userId, agentId, activity.Id!, "请选", "", choices, null)];
    }

    /// <summary>After the click the card's buttons give way to a word that says which it was: the key's words without the case's code.</summary>
    public static byte[] Clicked(string userId, long agentId, string responseCode, string key) => Bytes(new
    {
        userids = new[] { userId }, agentid = agentId, response_code = responseCode, button = new { replace_name = Short("已按：" + (key.Split(' ').FirstOrDefault(word => word.Length > 0 && !word.Any(char.IsDigit)) ?? key)) },
    });

    private static byte[] Text(string userId, long agentId, string text) => Bytes(new
    {
        touser = userId, msgtype = "text", agentid = agentId, text = new { content = text }, enable_duplicate_check = 0,
    });

    private static byte[] Card(string userId, long agentId, string taskId, string title, string subtitle, IReadOnlyList<CardAction> choices, string? link) => Bytes(new
    {
        touser = userId, msgtype = "template_card", agentid = agentId,
        template_card = new
        {
            card_type = "button_interaction", main_title = new { title }, sub_title_text = subtitle.Length > 0 ? subtitle : null, task_id = taskId,
            card_action = link is null ? null : new { type = 1, url = link },
            button_list = choices.Select((c, i) => new { text = Short(c.Title), style = i == 0 ? 1 : 2, key = c.Value }),
        },
    });

    private static string Short(string text) => text.Length <= MostButtonText ? text : text[..(MostButtonText - 1)] + "…";

    /// <summary>The first sentence as the title, as far as it fits.</summary>
    private static (string Title, string Below) Split(string text)
    {
        var end = text.IndexOfAny(['\n', '。']);
        var title = end < 0 ? text : text[..end];
        return title.Length <= MostTitle ? (title, end < 0 ? "" : text[(end + 1)..].Trim()) : (title[..(MostTitle - 1)] + "…", text);
    }

    private static byte[] Bytes(object body) => JsonSerializer.SerializeToUtf8Bytes(body, ActivityJson.Options);
}

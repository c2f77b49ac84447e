using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using BotHost.Channels.Webhooks;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Activities;

namespace BotHost.Channels.WeChat;

/// <summary>Activities → what WeChat is sent. Pure: the same activities give the same bytes.</summary>
internal static class WeChatEncoder
{
    /// <summary>Bytes of UTF-8 in one text.</summary>
    public const int MostBytes = 2048;

    /// <summary>All of a turn as one text, quick replies as numbered lines: messages are counted, and a passive reply has no buttons.</summary>
    public static string Text(IReadOnlyList<Activity> activities) => PlatformText.Clean(string.Join('\n', activities.Select(QuickReplies.Numbered).Where(t => t.Length > 0)));

    public static bool Fits(IReadOnlyList<Activity> activities) => Encoding.UTF8.GetByteCount(Text(activities)) <= MostBytes;

    /// <summary>The answer in the same call. From and to swapped; times in seconds.</summary>
    public static byte[] Passive(string openId, string accountId, DateTimeOffset at, string text) => Encoding.UTF8.GetBytes(new XElement("xml",
        new XElement("ToUserName", new XCData(openId)),
        new XElement("FromUserName", new XCData(accountId)),
        new XElement("CreateTime", at.ToUnixTimeSeconds()),
        new XElement("MsgType", new XCData("text")),
        new XElement("Content", new XCData(text))).ToString(SaveOptions.DisableFormatting));

    /// <summary>The same for safe mode. The random part follows from the secret token and the nonce, so that a retry of one call is answered alike.</summary>
    public static byte[] Sealed(MessageCrypt crypt, int key, byte[] reply, string timestamp, string nonce)
    {
        var random = SHA256.HashData(Encoding.UTF8.GetBytes(crypt.Sign(timestamp, nonce) + Convert.ToHexString(SHA256.HashData(reply))));
        var encrypted = crypt.Encrypt(reply, random, key);
        return Encoding.UTF8.GetBytes(new XElement("xml",
            new XElement("Encrypt", new XCData(encrypted)),
            new XElement("MsgSignature", new XCData(crypt.Sign(timestamp, nonce, encrypted))),
            new XElement("TimeStamp", timestamp),
            new XElement("Nonce", new XCData(nonce))).ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>Customer-service messages, usually one; the last carries the quick replies as a menu.</summary>
    public static IReadOnlyList<byte[]> CustomerService(string openId, IReadOnlyList<Activity> activities)
    {
        var choices = activities[^1].SuggestedActions?.Actions ?? [];
        var bare = PlatformText.Clean(string.Join('\n', activities.SkipLast(1).Select(QuickReplies.Numbered).Append(activities[^1].Text ?? "").Where(t => t.Length > 0)));
        var parts = TextParts.OfBytes(bare, MostBytes);
        return [.. parts.Select((part, i) => i == parts.Count - 1 && choices.Length > 0 ? Menu(openId, part, choices) : Plain(openId, part))];
    }

    /// <summary>A subscription message that says only that there is news.</summary>
    public static byte[] Notice(string openId, string templateId, string field, string sentence) => Bytes(new
    {
        touser = openId, template_id = templateId, data = new Dictionary<string, object> { [field] = new { value = sentence } },
    });

    /// <summary>对方正在输入, above the chat.</summary>
    public static byte[] Typing(string openId) => Bytes(new { touser = openId, command = "Typing" });

    private static byte[] Plain(string openId, string text) => Bytes(new { touser = openId, msgtype = "text", text = new { content = text } });

    private static byte[] Menu(string openId, string text, IReadOnlyList<CardAction> choices) => Bytes(new
    {
        touser = openId, msgtype = "msgmenu",
        msgmenu = new { head_content = text, list = choices.Select((c, i) => new { id = (i + 1).ToString(CultureInfo.InvariantCulture), content = PlatformText.Clean(c.Title) }) },
    });

    /// <summary>Chinese unescaped: WeChat refuses <c>\u</c> escapes (40033).</summary>
    private static byte[] Bytes(object body) => JsonSerializer.SerializeToUtf8Bytes(body, ActivityJson.Options);
}

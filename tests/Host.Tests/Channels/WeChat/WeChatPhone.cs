using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using BotHost.Channels.WxCrypt;

namespace Host.Tests.Channels.WeChat;

/// <summary>A resident's phone and the platform between it and us: signs, encrypts, delivers, retries, reads the answer.</summary>
internal sealed class WeChatPhone(HttpClient http, string openId, bool safe)
{
    public const string Token = "spamtest", Key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", AppId = "wx2c2769f8efd9abc2";

    private static long lastId = 7_300_000_000_000_000_000;

    private readonly MessageCrypt crypt = new(Token, AppId, [Key]);

    public string OpenId => openId;

    public static string NewMessageId() => Interlocked.Increment(ref lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Says something and returns what came back in the same call; null when nothing did.</summary>
    public async Task<string?> SayAsync(string text, string? messageId = null) =>
        ReadReply(await SendAsync($"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content><MsgId>{messageId ?? NewMessageId()}</MsgId>"));

    /// <summary>Says something and returns the answer, in the same call or, from a slow host, as the message that comes after it.</summary>
    public async Task<string> AskAsync(FakePlatforms platform, string text)
    {
        var before = platform.Received.TryGetValue(openId, out var heard) ? heard.Count : 0;
        if (await SayAsync(text) is { } reply) return reply;
        await Story.WholeHost.UntilAsync(() => Task.FromResult(platform.Received.TryGetValue(openId, out var now) && now.Count > before));
        return string.Join('\n', platform.Received[openId].Skip(before));
    }

    /// <summary>One push; the raw answer.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(string inner, DateTimeOffset? at = null, string? nonce = null, string token = Token)
    {
        var seconds = (at ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds();
        var xml = $"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[{openId}]]></FromUserName><CreateTime>{seconds}</CreateTime>{inner}</xml>";
        nonce ??= RandomNumberGenerator.GetInt32(int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signer = new MessageCrypt(token, AppId, [Key]);
        var query = $"timestamp={seconds}&nonce={nonce}";
        if (!safe) return await PostAsync($"signature={signer.Sign($"{seconds}", nonce)}&{query}", xml);
        var encrypted = crypt.Encrypt(Encoding.UTF8.GetBytes(xml), RandomNumberGenerator.GetBytes(16), 0);
        return await PostAsync($"signature=x&{query}&encrypt_type=aes&msg_signature={signer.Sign($"{seconds}", nonce, encrypted)}", $"<xml><ToUserName>gh_demo</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>");
    }

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string query, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "text/xml");
        using var response = await http.PostAsync("/channels/wechat?" + query, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The text inside the answer, after checking signature, receiver and sender as the platform would.</summary>
    public string? ReadReply((HttpStatusCode Status, string Body) answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        if (answer.Body is "success" or "") return null;
        var reply = XElement.Parse(answer.Body);
        if (safe)
        {
            var encrypted = reply.Element("Encrypt")!.Value;
            Assert.Equal(crypt.Sign(reply.Element("TimeStamp")!.Value, reply.Element("Nonce")!.Value, encrypted), reply.Element("MsgSignature")!.Value);
            reply = XElement.Parse(Encoding.UTF8.GetString(crypt.Decrypt(encrypted)!.Value.Message));
        }

        Assert.Equal((openId, "gh_demo", "text"), (reply.Element("ToUserName")!.Value, reply.Element("FromUserName")!.Value, reply.Element("MsgType")!.Value));
        Assert.InRange(long.Parse(reply.Element("CreateTime")!.Value, System.Globalization.CultureInfo.InvariantCulture), 1_700_000_000, 4_000_000_000);
        return reply.Element("Content")!.Value;
    }
}

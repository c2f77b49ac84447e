using System.Net;
using System.Security.Cryptography;
using System.Text;
using BotHost.Channels.WxCrypt;

namespace Host.Tests.Channels.WeCom;

/// <summary>A cadre in WeCom and the platform between them and us.</summary>
internal sealed class WeComMember(HttpClient http, string userId)
{
    public const string Token = "QDG6eK", Key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", CorpId = "wx5823bf96d3bd56c7";

    private readonly MessageCrypt crypt = new(Token, CorpId, [Key]);

    public async Task SayAsync(string text) =>
        Assert.Equal(HttpStatusCode.OK, await SendAsync($"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content><MsgId>{RandomNumberGenerator.GetInt32(int.MaxValue)}</MsgId>"));

    public async Task PressAsync(string key, string responseCode) => Assert.Equal(HttpStatusCode.OK, await SendAsync(
        $"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[{key}]]></EventKey><TaskId>t</TaskId><ResponseCode><![CDATA[{responseCode}]]></ResponseCode>"));

    /// <summary>One push.</summary>
    public async Task<HttpStatusCode> SendAsync(string inner, string token = Token)
    {
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var xml = $"<xml><ToUserName>{CorpId}</ToUserName><FromUserName><![CDATA[{userId}]]></FromUserName><CreateTime>{seconds}</CreateTime>{inner}<AgentID>1000002</AgentID></xml>";
        var nonce = RandomNumberGenerator.GetInt32(int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var encrypted = crypt.Encrypt(Encoding.UTF8.GetBytes(xml), RandomNumberGenerator.GetBytes(16), 0);
        var signature = new MessageCrypt(token, CorpId, [Key]).Sign($"{seconds}", nonce, encrypted);
        using var content = new StringContent($"<xml><ToUserName>{CorpId}</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt><AgentID>1000002</AgentID></xml>", Encoding.UTF8, "text/xml");
        using var response = await http.PostAsync($"/channels/wecom?msg_signature={signature}&timestamp={seconds}&nonce={nonce}", content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

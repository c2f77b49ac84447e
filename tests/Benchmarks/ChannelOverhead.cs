using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotHost.App.BackOffice;
using BotHost.Channels.BotFramework;
using BotHost.Channels.DingTalk;
using BotHost.Channels.DirectLine;
using BotHost.Channels.Feishu;
using BotHost.Channels.Sms;
using BotHost.Channels.Telegram;
using BotHost.Channels.Webhooks;
using BotHost.Channels.WeChat;
using BotHost.Channels.WeChatKf;
using BotHost.Channels.WeCom;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Activities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Telegram.Bot;
using Activity = BotHost.Core.Activities.Activity;

namespace Benchmarks;

/// <summary>
/// What a channel adds to a turn: checking and decrypting what came in, reading it, and writing the answer's bytes. Without the socket and
/// without the store, which every channel has in common. The bar: less than 0.3 ms.
/// </summary>
public static class ChannelOverhead
{
    private const int WarmUp = 5_000, Turns = 20_000;

    private const double Bar = 300;

    private const string ServiceUrl = "https://smba.trafficmanager.net/cn/";

    private const string Key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", GatewayKey = "a-key-for-the-gateway";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private static readonly MessageCrypt Crypt = new("spamtest", "wx2c2769f8efd9abc2", [Key]);

    /// <summary>An ordinary answer: two sentences and four quick replies.</summary>
    private static readonly Activity Answer = new()
    {
        Type = "message", Id = "01JDFY4Z5V9T8Q0M3N2P1R6S7K", Timestamp = At, Text = "记下了：家里5口人，住院自己花了4万多。您家去年一共挣多少钱？种地、打工、养老钱都算上，说个大概就行。", Conversation = new("c"),
        SuggestedActions = new([], [.. new[] { "一万以下", "一到三万", "三万以上", "说不清" }.Select(c => new CardAction("imBack", c, c))]),
    };

    private static readonly string Said = "俺家五口人,俺男人去年在工地摔断了腿,住院花了四万多,没法干活了";

    public static int Run()
    {
        Console.WriteLine($"| {"decode + encode per turn",-40} | {"mean",9} | {"p50",9} | {"p99",9} | {"allocated",10} |");
        var late = 0;
        foreach (var (name, turn) in Channels())
        {
            var (mean, p50, p99, bytes) = Measure(turn);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name,-40} | {mean,6:N1} µs | {p50,6:N1} µs | {p99,6:N1} µs | {bytes / 1024.0,7:N1} KB |"));
            if (mean > Bar) late++;
        }

        Console.WriteLine($"the bar for the mean is {Bar} µs; {late} above it");
        return late == 0 ? 0 : 1;
    }

    private static IEnumerable<(string Name, Action Turn)> Channels()
    {
        var xml = Encoding.UTF8.GetBytes($"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[oVillager1]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{Said}]]></Content><MsgId>7300000000000000000</MsgId></xml>");
        var (plain, safe) = (Query("signature", Crypt.Sign("1700000000", "n1")), Safe(xml));
        yield return ("WeChat, plain, answer in the same call", () => Passive(new SignedCall(plain, Crypt, NoReplays()).OpenPlain(xml)));
        yield return ("WeChat, safe, answer in the same call", () =>
        {
            var opened = new SignedCall(safe.Query, Crypt, NoReplays()).OpenSealed(safe.Body);
            Spend(WeChatEncoder.Sealed(Crypt, opened.Key, Passive(opened), "1700000000", "n1").Length);
        });
        yield return ("WeChat, safe, customer-service message", () =>
        {
            Spend(WeChatDecoder.Decode(new SignedCall(safe.Query, Crypt, NoReplays()).OpenSealed(safe.Body).Fields!)!.Activity!.Text!.Length);
            Spend(WeChatEncoder.CustomerService("oVillager1", [Answer]).Count);
        });
        var kf = JsonSerializer.SerializeToElement(new { msgid = "m1", open_kfid = "wkAJ2G", external_userid = "wmVillager1", send_time = 1700000000, origin = 3, msgtype = "text", text = new { content = Said } });
        yield return ("WeChat Customer Service", () =>
        {
            // The push says only that there is something; the message itself is pulled.
            if (new SignedCall(safe.Query, Crypt, NoReplays()).OpenSealed(safe.Body).Fields is null) throw new UnreachableException();
            Spend(WeChatKfDecoder.Decode(kf)!.Activity!.Text!.Length);
            Spend(WeChatKfEncoder.Messages("wkAJ2G|wmVillager1", [Answer]).Count);
        });
        yield return ("WeCom, card", () =>
        {
            Spend(WeComDecoder.Decode(new SignedCall(safe.Query, Crypt, NoReplays()).OpenSealed(safe.Body).Fields!)!.Activity!.Text!.Length);
            Spend(WeComEncoder.Messages("zhangsan", 1000002, Answer, markdown: true).Count);
        });
        var (check, token) = BotService();
        var activity = Encoding.UTF8.GetBytes($$$"""{"type":"message","id":"m|1","timestamp":"2023-11-14T22:13:20Z","serviceUrl":"{{{ServiceUrl}}}","channelId":"msteams","from":{"id":"29:1"},"recipient":{"id":"28:bot"},"conversation":{"id":"a:1"},"text":"{{{Said}}}"}""");
        yield return ("Bot Framework, token and all", () =>
        {
            var post = BotFrameworkDecoder.Decode(activity)!;
            if (check.OpenAsync(token, default).GetAwaiter().GetResult()?.RefusalFor(post.From.ServiceUrl, post.From.ChannelId) is not null) throw new UnreachableException();
            Spend(post.Activity!.Text!.Length + BotFrameworkEncoder.Request(post.From, Answer).Body.Length);
        });
        var update = Encoding.UTF8.GetBytes($$$"""{"update_id":1,"message":{"message_id":1,"date":1700000000,"chat":{"id":5,"type":"private","first_name":"A"},"from":{"id":5,"is_bot":false,"first_name":"A","language_code":"zh-hans"},"text":"{{{Said}}}"}}""");
        yield return ("Telegram", () =>
        {
            if (!SharedSecret.Matches("a-secret_of_16-or-more", "a-secret_of_16-or-more")) throw new UnreachableException();
            Spend(TelegramDecoder.Decode(update)!.Activity!.Text!.Length);
            foreach (var request in TelegramEncoder.Messages("5", [Answer])) Spend(JsonSerializer.SerializeToUtf8Bytes(request, JsonBotAPI.Options).Length);
        });
        var replies = Encoding.UTF8.GetBytes($$"""[{"id":"r-1","from":"13837612345","text":"{{Said}}","receivedAt":"2026-11-24T10:00:00+08:00"}]""");
        var (signature, sms) = (HostSignature.Sign(GatewayKey, At, replies), new SmsOptions { Signature = "周河乡便民", NoticeTemplate = "T1" });
        yield return ("SMS", () =>
        {
            if (!HostSignature.Verify(GatewayKey, signature, replies, At, ReplayGuard.Window)) throw new UnreachableException();
            Spend(SmsDecoder.Replies(replies)!.Count);
            var order = SmsEncoder.Order(sms, "13837612345", Answer.Id!);
            Spend(order.Length + HostSignature.Sign(GatewayKey, At, order).Length);
        });
        var call = Encoding.UTF8.GetBytes($$$"""{"conversationId":"cid","conversationType":"1","msgId":"m1","senderId":"$:x","senderStaffId":"s1","msgtype":"text","text":{"content":"{{{Said}}}"},"sessionWebhook":"https://oapi.dingtalk.com/robot/sendBySession?session=1","sessionWebhookExpiredTime":1700005400000,"createAt":1700000000000}""");
        var sign = DingTalkSignature.Of("1700000000000", "secret");
        yield return ("DingTalk", () =>
        {
            if (!DingTalkSignature.Verify("1700000000000", sign, "secret", At)) throw new UnreachableException();
            Spend(DingTalkDecoder.Decode(call, "oapi.dingtalk.com")!.Activity!.Text!.Length);
            foreach (var part in DingTalkEncoder.Parts(Answer)) Spend(DingTalkEncoder.Reply(part).Length);
        });
        var (feishu, sealedEvent) = (new FeishuCrypt("kudryavka"), FeishuEvent());
        var larkSignature = feishu.Sign("1700000000", "n1", sealedEvent);
        yield return ("Feishu, card", () =>
        {
            if (!feishu.IsSigned(larkSignature, "1700000000", "n1", sealedEvent)) throw new UnreachableException();
            Spend(FeishuDecoder.Decode(feishu.Open(sealedEvent))!.Activity!.Text!.Length);
            Spend(FeishuEncoder.Messages("ou_1", Answer).Count);
        });
        var posted = Encoding.UTF8.GetBytes($$"""{"type":"message","text":"{{Said}}","from":{"id":"dl_u1"},"locale":"zh-CN","channelData":{"clientActivityID":"dk2swloupsn"} }""");
        yield return ("web chat (Direct Line)", () =>
        {
            if (PostedActivity.Read(posted, [], out var activity) is not null) throw new UnreachableException();
            Spend(activity.IdIn("c").Length + ActivityFrame.Of("c", [new(1, activity.Activity), new(2, Answer)], 0).ToUtf8().Length);
        });
    }

    /// <summary>A bot service whose keys are at hand, and a token of it.</summary>
    private static (TokenCheck Check, string Token) BotService()
    {
        var rsa = RSA.Create(2048);
        var open = rsa.ExportParameters(includePrivateParameters: false);
        var keys = JsonSerializer.Serialize(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "k1", n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent), endorsements = new[] { "msteams" } } } });
        var options = Options.Create(new BotFrameworkOptions { AppId = "app", AppPassword = "x", MetadataUrl = "https://issuer.example/openid" });
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Value.Issuer, Audience = "app", NotBefore = At.UtcDateTime, Expires = At.UtcDateTime.AddHours(1), Claims = new Dictionary<string, object> { ["serviceurl"] = ServiceUrl },
            SigningCredentials = new(new RsaSecurityKey(rsa) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        });
        var clock = new Stopped();
        return (new(new(new Published(keys), options, clock, NullLogger<SigningKeys>.Instance), options, clock), "Bearer " + token);
    }

    private static byte[] FeishuEvent()
    {
        var content = JsonSerializer.Serialize(JsonSerializer.Serialize(new { text = Said }, ActivityJson.Options), ActivityJson.Options);
        var json = $$$"""{"schema":"2.0","header":{"event_id":"e1","event_type":"im.message.receive_v1","create_time":"1700000000000","token":"t"},"event":{"sender":{"sender_id":{"open_id":"ou_1"}},"message":{"message_id":"om_1","chat_type":"p2p","message_type":"text","content":{{{content}}}} } }""";
        using var aes = Aes.Create();
        aes.Key = SHA256.HashData("kudryavka"u8);
        return JsonSerializer.SerializeToUtf8Bytes(new { encrypt = Convert.ToBase64String([.. new byte[16], .. aes.EncryptCbc(Encoding.UTF8.GetBytes(json), new byte[16])]) });
    }

    private static byte[] Passive(OpenedCall opened)
    {
        var push = WeChatDecoder.Decode(opened.Fields!)!;
        return WeChatEncoder.Passive(push.OpenId, push.AccountId, At, WeChatEncoder.Text([Answer]));
    }

    private static (byte[] Body, IQueryCollection Query) Safe(byte[] xml)
    {
        var encrypted = Crypt.Encrypt(xml, new byte[16], 0);
        return (Encoding.UTF8.GetBytes($"<xml><ToUserName>gh_demo</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"), Query("msg_signature", Crypt.Sign("1700000000", "n1", encrypted)));
    }

    private static QueryCollection Query(string name, string signature) => new(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { [name] = signature, ["timestamp"] = "1700000000", ["nonce"] = "n1" });

    /// <summary>A new one each time, so that it never fills.</summary>
    private static ReplayGuard NoReplays() => new(new Stopped());

    private static (double Mean, double P50, double P99, long Bytes) Measure(Action turn)
    {
        for (var i = 0; i < WarmUp; i++) turn();
        var times = new double[Turns];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Turns; i++)
        {
            var began = Stopwatch.GetTimestamp();
            turn();
            times[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Turns;
        Array.Sort(times);
        return (times.Average(), times[Turns / 2], times[Turns * 99 / 100], bytes);
    }

    private static volatile int spent;

    /// <summary>Uses a result, so that no compiler leaves the work out.</summary>
    private static void Spend(int something) => spent = something;

    /// <summary>Answers for the issuer, without a network.</summary>
    private sealed class Published(string keys) : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage
        {
            Content = new StringContent(request.RequestUri!.AbsolutePath == "/keys" ? keys : """{"issuer":"https://api.botframework.com","jwks_uri":"https://issuer.example/keys"}""", Encoding.UTF8, "application/json"),
        });
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => At;
    }
}

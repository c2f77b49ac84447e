using System.Text;
using BotHost.App.BackOffice;
using BotHost.Channels.BotFramework;
using BotHost.Channels.DingTalk;
using BotHost.Channels.Feishu;
using BotHost.Channels.Sms;
using BotHost.Channels.Telegram;
using BotHost.Channels.WeChat;
using BotHost.Channels.WeChatKf;
using BotHost.Channels.WeCom;
using BotHost.Channels.WxCrypt;
using Host.Tests.Channels.BotFramework;
using Host.Tests.Channels.Telegram;
using Host.Tests.Channels.WeChat;
using Host.Tests.Channels.WeCom;
using Host.Tests.Story;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Channels;

/// <summary>What a refused call costs from the body's first byte to the answer, on each channel and for the dearest bodies we could think of.</summary>
public class RefusalCostTests
{
    private const long MostAllocated = 1_000_000;

    private const int Huge = 10_000_000;

    private static readonly string[] Bombs =
    [
        new(' ', Huge), new('x', Huge), "[" + new string('[', 60_000), "[" + string.Concat(Enumerable.Repeat("{},", 20_000)) + "{}]", $"{{\"update_id\":0,\"x\":\"{new string('y', 120_000)}\"}}",
        $"{{\"update_id\":0,\"message\":{{\"photo\":[{string.Concat(Enumerable.Repeat("{},", 1_200))}{{}}]}}}}", $"{{\"encrypt\":\"{new string('A', 60_000)}\"}}", $"{{\"type\":\"message\",\"text\":\"{new string('y', 250_000)}\"}}", $"{{\"type\":\"message\",\"attachments\":[{string.Concat(Enumerable.Repeat("{},", 80_000))}{{}}]}}",
        $"<xml><Encrypt>{new string('A', 60_000)}</Encrypt></xml>", $"<xml><Encrypt>{string.Concat(Enumerable.Repeat("<![CDATA[a]]>", 4_800))}</Encrypt></xml>",
        $"<xml>{string.Concat(Enumerable.Range(0, 6_000).Select(i => $"<a{i}>x</a{i}>"))[..60_000]}", $"<xml {string.Concat(Enumerable.Range(0, 5_000).Select(i => $"a{i}=\"\" "))}/>",
        $"<!DOCTYPE x [<!ENTITY a \"{new string('x', 1000)}\"><!ENTITY b \"{string.Concat(Enumerable.Repeat("&a;", 1000))}\">]><xml><a>&b;</a></xml>",
    ];

    [Fact]
    public async Task No_refused_call_costs_more_than_a_megabyte()
    {
        await using var api = await FakePlatforms.StartAsync();
        await using var telegram = await FakeApi.StartAsync(TelegramChat.Takes);
        await using var bots = await FakeBotService.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(api, safe: true, [.. TelegramChat.Settings(telegram), .. bots.Settings,
            "--Channels:WeChatKf:CorpId", "wwKf", "--Channels:WeChatKf:Secret", "s", "--Channels:WeChatKf:Token", "kf-token", "--Channels:WeChatKf:EncodingAesKey", WeChatPhone.Key, "--Channels:WeChatKf:ApiUrl", api.Url,
            "--Channels:Sms:ApiUrl", telegram.Url, "--Channels:Sms:Key", "a-key-for-the-gateway", "--Channels:Sms:Signature", "周河乡便民", "--Channels:Sms:NoticeTemplate", "T1",
            "--Channels:DingTalk:AppKey", "a", "--Channels:DingTalk:AppSecret", "s", "--Channels:Feishu:AppId", "a", "--Channels:Feishu:AppSecret", "s", "--Channels:Feishu:EncryptKey", "kudryavka", "--Channels:Feishu:VerificationToken", "t"]);
        // The issuer's keys are fetched once, not within a measured call.
        Assert.NotNull(await host.Services.GetRequiredService<TokenCheck>().OpenAsync($"Bearer {bots.Token(bots.ServiceUrl())}", TestContext.Current.CancellationToken));
        var calls = Calls(host.Services, bots);
        var dearest = new Dictionary<string, (long Cost, int Bomb)>();
        foreach (var (name, (prepare, call)) in calls)
        {
            foreach (var announced in new[] { true, false })
            {
                for (var bomb = 0; bomb < Bombs.Length; bomb++)
                {
                    // Twice: what a library builds once, at first use, is not the price of a call.
                    await MeasureAsync(prepare, call, Bombs[bomb], announced);
                    var cost = await MeasureAsync(prepare, call, Bombs[bomb], announced);
                    if (cost > dearest.GetValueOrDefault(name).Cost) dearest[name] = (cost, bomb);
                }
            }
        }

        foreach (var (name, (cost, bomb)) in dearest) TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {cost:N0} bytes at most, for {Bombs[bomb][..20]}…");
        Assert.All(dearest, d => Assert.True(d.Value.Cost <= MostAllocated, $"{d.Key}: {d.Value.Cost:N0} bytes for {Bombs[d.Value.Bomb][..40]}…"));
    }

    private static async Task<long> MeasureAsync(Action<HttpContext, byte[]> prepare, Func<HttpContext, Task<IResult>> call, string bomb, bool announced)
    {
        var (context, body) = (new DefaultHttpContext(), Encoding.UTF8.GetBytes(bomb));
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentLength = announced ? body.Length : null;
        prepare(context, body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var answer = call(context);
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(answer.IsCompleted, "measured on one thread");
        Assert.InRange(Assert.IsType<StatusCodeHttpResult>(await answer, exactMatch: false).StatusCode, 400, 499);
        return cost;
    }

    /// <summary>Both as a stranger calls, and as one who knows the secret: then the decoder is reached.</summary>
    private static Dictionary<string, (Action<HttpContext, byte[]> Prepare, Func<HttpContext, Task<IResult>> Call)> Calls(IServiceProvider services, FakeBotService bots)
    {
        var (telegram, sms) = (services.GetRequiredService<TelegramWebhook>(), services.GetRequiredService<SmsWebhook>());
        return new()
        {
            ["telegram, stranger"] = ((_, _) => { }, telegram.ReceiveAsync),
            ["telegram"] = ((http, _) => http.Request.Headers["X-Telegram-Bot-Api-Secret-Token"] = TelegramChat.Secret, telegram.ReceiveAsync),
            ["sms, stranger"] = ((_, _) => { }, sms.RepliesAsync),
            ["sms"] = ((http, body) => http.Request.Headers[HostSignature.Header] = HostSignature.Sign("a-key-for-the-gateway", DateTimeOffset.UtcNow, body), sms.RepliesAsync),
            ["dingtalk, stranger"] = ((_, _) => { }, services.GetRequiredService<DingTalkWebhook>().ReceiveAsync),
            ["dingtalk"] = ((http, _) => SignDingTalk(http.Request.Headers), services.GetRequiredService<DingTalkWebhook>().ReceiveAsync),
            ["feishu"] = ((_, _) => { }, services.GetRequiredService<FeishuWebhook>().ReceiveAsync),
            ["botframework, stranger"] = ((_, _) => { }, services.GetRequiredService<BotFrameworkWebhook>().ReceiveAsync),
            ["botframework"] = ((http, _) => http.Request.Headers.Authorization = $"Bearer {bots.Token(bots.ServiceUrl())}", services.GetRequiredService<BotFrameworkWebhook>().ReceiveAsync),
            ["wechat-kf"] = ((http, body) => Sign(http, body, "kf-token"), services.GetRequiredService<WeChatKfWebhook>().ReceiveAsync),
            ["wechat"] = ((http, body) => Sign(http, body, WeChatPhone.Token), services.GetRequiredService<WeChatWebhook>().ReceiveAsync),
            ["wecom"] = ((http, body) => Sign(http, body, WeComMember.Token), services.GetRequiredService<WeComWebhook>().ReceiveAsync),
        };
    }

    private static void SignDingTalk(IHeaderDictionary headers)
    {
        headers["timestamp"] = $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}";
        headers["sign"] = DingTalkSignature.Of(headers["timestamp"].ToString(), "s");
    }

    /// <summary>Rightly for what stands in Encrypt, so that decryption is reached.</summary>
    private static void Sign(HttpContext http, byte[] body, string token)
    {
        var encrypted = body.Length < 70_000 ? XmlFields.Read(body)?.GetValueOrDefault("Encrypt") ?? "" : "";
        var timestamp = $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";
        http.Request.QueryString = new($"?timestamp={timestamp}&nonce=1&msg_signature={new MessageCrypt(token, "", []).Sign(timestamp, "1", encrypted)}");
    }
}

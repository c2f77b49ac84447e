using System.Net;
using BotHost.App.Claims;
using BotHost.App.Outbox;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Claims;
using Host.Tests.Channels.WeCom;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Channels.WeChat;

public class WeChatHostTests
{
    private const string Hello = "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content><MsgId>77</MsgId>";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_hardship_is_reported_in_the_answers_to_the_pushes(bool safe)
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await StartAsync(wechat, safe);
        var phone = new WeChatPhone(host.Http, "oVillager1", safe);
        await ReportAsync(wechat, phone);
        Assert.Empty(wechat.Received);
        var claim = Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), new("u", "镇上", Level.Township, "411523201"), Now)).Claims);
        Assert.DoesNotContain("oVillager1", claim.ConversationId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_platform_checks_the_address()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await StartAsync(wechat, safe: true);
        var signature = new MessageCrypt(WeChatPhone.Token, "", []).Sign("1714036504", "1514711492");
        Assert.Equal("4375120948345356249", await host.Http.GetStringAsync($"/channels/wechat?signature={signature}&timestamp=1714036504&nonce=1514711492&echostr=4375120948345356249", Now));
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Http.GetAsync("/channels/wechat?signature=00&timestamp=1714036504&nonce=1514711492&echostr=1", Now)).StatusCode);
    }

    [Fact]
    public async Task The_three_retries_are_one_message_with_one_answer()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await StartAsync(wechat, safe: true);
        var phone = new WeChatPhone(host.Http, "oVillager1", safe: true);
        var at = DateTimeOffset.UtcNow;
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => phone.SendAsync(Hello, at)));
        Assert.Single(answers.Select(phone.ReadReply).Distinct());
        Assert.Contains("您想办哪件事", phone.ReadReply(answers[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_goes_out_as_a_customer_service_message_that_names_nothing()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await StartAsync(wechat, safe: true);
        // The first token is refused once: it is renewed and the message is sent all the same.
        wechat.Fail = (_, _) => wechat.Tokens == 1 ? 42001 : 0;
        await ReportAsync(wechat, new(host.Http, "oVillager1", safe: true));
        await VerifyAsync(host);
        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received.ContainsKey("oVillager1")));
        var news = Assert.Single(wechat.Received["oVillager1"]);
        Assert.Contains("有新消息", news, StringComparison.Ordinal);
        Assert.DoesNotContain("低保", news, StringComparison.Ordinal);
        Assert.Equal(2, wechat.Tokens);
    }

    [Fact]
    public async Task In_a_closed_window_a_notice_is_sent_somebody_is_asked_to_call_and_the_message_waits_for_the_next_word()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await StartAsync(wechat, safe: true, "--Channels:WeChat:NoticeTemplateId", "T1");
        var phone = new WeChatPhone(host.Http, "oVillager1", safe: true);
        await ReportAsync(wechat, phone);
        wechat.Fail = (call, _) => call == "send" ? 45015 : 0;
        await VerifyAsync(host);
        var claims = host.Services.GetRequiredService<IClaimStore>();
        await WholeHost.UntilAsync(async () => (await claims.EscalationsAsync(new("u", "村里", Level.Village, "411523201203"), false, Now)).Any(e => e.Kind == "call"));
        Assert.Equal("notice", Assert.Single(wechat.Received["oVillager1"]));

        wechat.Fail = (_, _) => 0;
        await phone.SayAsync("在吗");
        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received["oVillager1"].Any(t => t.Contains("有新消息", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task In_a_closed_window_the_phone_gets_a_short_message_without_content_and_who_writes_need_not_be_called()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var gateway = await FakeApi.StartAsync(_ => (200, new { id = "g1", accepted = true }));
        await using var host = await StartAsync(wechat, safe: true, "--Channels:Sms:ApiUrl", gateway.Url, "--Channels:Sms:Key", "a-key-for-the-gateway",
            "--Channels:Sms:Signature", "周河乡便民", "--Channels:Sms:NoticeTemplate", "T1", "--Channels:Sms:QuietFrom", "00:00", "--Channels:Sms:QuietUntil", "00:00");
        var phone = new WeChatPhone(host.Http, "oVillager1", safe: true);
        await ReportAsync(wechat, phone);
        wechat.Fail = (call, _) => call == "send" ? 45015 : 0;
        await VerifyAsync(host);
        await WholeHost.UntilAsync(() => Task.FromResult(gateway.Calls.Count == 1));
        var sms = gateway.Calls[0].Json;
        Assert.Equal(("13837612345", "T1", "{}"), (sms.GetProperty("to").GetString(), sms.GetProperty("template").GetString(), sms.GetProperty("params").GetRawText()));

        var (claims, village) = (host.Services.GetRequiredService<IClaimStore>(), new Reviewer("u", "村里", Level.Village, "411523201203"));
        await WholeHost.UntilAsync(async () => (await claims.EscalationsAsync(village, false, Now)).Any(e => e.Kind == "call"));
        wechat.Fail = (_, _) => 0;
        await phone.SayAsync("在吗");
        await WholeHost.UntilAsync(async () => (await claims.EscalationsAsync(village, false, Now)).All(e => e.Kind != "call"));
        Assert.Single(gateway.Calls);
    }

    [Fact]
    public async Task Somebody_who_unfollowed_is_a_dead_letter_that_can_be_sent_again()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await StartAsync(wechat, safe: true);
        await ReportAsync(wechat, new(host.Http, "oVillager1", safe: true));
        wechat.Fail = (_, _) => 43004;
        await VerifyAsync(host);
        var outbox = host.Services.GetRequiredService<IOutbox>();
        await WholeHost.UntilAsync(async () => (await outbox.SetAsideAsync(10, Now)).Count == 1);
        var dead = Assert.Single(await outbox.SetAsideAsync(10, Now));
        Assert.Equal("Unreachable: errcode 43004", dead.Error);
        wechat.Fail = (_, _) => 0;
        Assert.True(await outbox.ResendAsync(dead.Sequence, "admin", DateTimeOffset.UtcNow, Now));
        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received.ContainsKey("oVillager1")));
    }

    [Fact]
    public async Task What_is_not_WeChats_is_refused_and_stored_nowhere()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await StartAsync(wechat, safe: true);
        var phone = new WeChatPhone(host.Http, "oVillager1", safe: true);
        var plain = new WeChatPhone(host.Http, "oVillager1", safe: false);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.SendAsync(Hello, token: "another")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await plain.SendAsync(Hello)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.SendAsync(Hello, DateTimeOffset.UtcNow.AddHours(-1))).Status);
        Assert.Equal(HttpStatusCode.OK, (await phone.SendAsync(Hello, DateTimeOffset.UtcNow.AddMinutes(-5))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await phone.SendAsync("<MsgType><Un")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.PostAsync("timestamp=1&nonce=2", "<!DOCTYPE xml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xml><Encrypt>&a;</Encrypt></xml>")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.PostAsync("", "\uFFFD\u0000")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await phone.PostAsync("", new string('x', 10_000_000))).Status);
        Assert.Equal((HttpStatusCode.OK, "success"), await phone.SendAsync("<MsgType><![CDATA[hologram]]></MsgType><MsgId>1</MsgId>"));
    }

    [Fact]
    public async Task In_plain_mode_a_signature_cannot_be_used_for_another_body()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await StartAsync(wechat, safe: false);
        var phone = new WeChatPhone(host.Http, "oVillager1", safe: false);
        var at = DateTimeOffset.UtcNow;
        Assert.Equal(HttpStatusCode.OK, (await phone.SendAsync(Hello, at, "n1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await phone.SendAsync(Hello, at, "n1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.SendAsync(Hello.Replace("77", "78", StringComparison.Ordinal), at, "n1")).Status);
    }

    internal static Task<WholeHost> StartAsync(FakePlatforms wechat, bool safe, params string[] settings) => WholeHost.StartAsync(
        ["--Channels:WeChat:AppId", WeChatPhone.AppId, "--Channels:WeChat:AppSecret", "s", "--Channels:WeChat:Token", WeChatPhone.Token,
            "--Channels:WeChat:EncodingAesKey", safe ? WeChatPhone.Key : "", "--Channels:WeChat:ApiUrl", wechat.Url,
            "--Channels:WeCom:CorpId", WeComMember.CorpId, "--Channels:WeCom:AgentId", "1000002", "--Channels:WeCom:Secret", "s", "--Channels:WeCom:Token", WeComMember.Token,
            "--Channels:WeCom:EncodingAesKey", WeComMember.Key, "--Channels:WeCom:ApiUrl", wechat.Url, .. settings]);

    internal static async Task ReportAsync(FakePlatforms wechat, WeChatPhone phone)
    {
        foreach (var (words, answer) in new[]
        {
            ("我想报困难，房子漏雨", "可以记吗"), ("可以记", "叫什么名字"), ("王秀英", "哪个乡镇"), ("周河乡毛铺村", "几口人"), ("三口", "一年到手"), ("九千", "电话"), ("13837612345", "都对吗"), ("都对", "不收一分钱"), ("行", "收到了，编号"),
        })
        {
            var said = await phone.AskAsync(wechat, words);
            Assert.True(said.Contains(answer, StringComparison.Ordinal), $"{words}: {said}");
        }
    }

    private static async Task VerifyAsync(WholeHost host)
    {
        var claims = host.Services.GetRequiredService<IClaimStore>();
        var village = new Reviewer("u-1", "李支书", Level.Village, "411523201203");
        var claim = Assert.Single((await claims.QueryAsync(new([]), village, Now)).Claims);
        Assert.Null((await host.Services.GetRequiredService<DecideClaim>().RunAsync(claim.Id, village, new(ReviewDecision.Verify, "属实"), null, Now)).Refusal);
    }
}

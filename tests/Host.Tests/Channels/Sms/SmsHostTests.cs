using System.Net;
using System.Text;
using System.Text.Json;
using BotHost.App.BackOffice;
using BotHost.App.Claims;
using BotHost.App.Outbox;
using BotHost.Channels.Sms;
using BotHost.Core.Claims;
using Host.Tests.Channels.WeChat;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Host.Tests.Channels.Sms;

public class SmsHostTests
{
    private const string Key = "a-key-for-the-gateway", Phone = "13837612345";

    private static readonly Reviewer Province = new("p", "省里", Level.Province, "41");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_says_only_that_there_is_news_and_is_signed()
    {
        await using var gateway = await FakeApi.StartAsync(Accepts);
        await using var host = await StartAsync(gateway);
        var result = await SendAsync(host, Phone, "claim-1");
        Assert.Equal((SendOutcome.Sent, "g-claim-1"), (result.Outcome, result.MessageId));
        var call = Assert.Single(gateway.Calls);
        Assert.Equal("""{"to":"13837612345","signature":"周河乡便民","template":"T1","params":{},"outId":"claim-1"}""", call.Body);
        Assert.True(HostSignature.Verify(Key, call.Headers[HostSignature.Header], Encoding.UTF8.GetBytes(call.Body), DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task What_is_no_mobile_number_is_never_called()
    {
        await using var gateway = await FakeApi.StartAsync(Accepts);
        await using var host = await StartAsync(gateway);
        Assert.Equal(SendOutcome.Sent, (await SendAsync(host, "+86" + Phone, "one")).Outcome);
        Assert.Single(gateway.Calls);
        foreach (var none in new[] { "", "12837612345", "1383761234", "138376123456", "037612345678", "１３８３７６１２３４５", "13837612345\n" })
            Assert.Equal(SendOutcome.Unreachable, (await SendAsync(host, none, "other")).Outcome);
        Assert.Single(gateway.Calls);
    }

    [Theory]
    [InlineData("退订", false), InlineData("T", false), InlineData("ｔｄ", false), InlineData("N", false), InlineData("n。", false), InlineData("TD退订", false), InlineData("回T退订", false)]
    [InlineData("1", true), InlineData("2", true), InlineData("不是俺", true), InlineData("俺叫田七", true)]
    public async Task After_opting_out_nothing_more_is_sent_until_they_ask_for_it(string words, bool still)
    {
        await using var gateway = await FakeApi.StartAsync(Accepts);
        await using var host = await StartAsync(gateway);
        Assert.Equal(HttpStatusCode.OK, await ReplyAsync(host, "r1", words));
        Assert.Equal(still ? SendOutcome.Sent : SendOutcome.Unreachable, (await SendAsync(host, Phone, "later")).Outcome);
        if (still) return;
        Assert.Empty(gateway.Calls);
        Assert.Equal(HttpStatusCode.OK, await ReplyAsync(host, "r2", "恢复"));
        Assert.Equal(SendOutcome.Sent, (await SendAsync(host, Phone, "later")).Outcome);
        // The old call once more: known, and 恢复 stays.
        Assert.Equal(HttpStatusCode.OK, await ReplyAsync(host, "r2", "恢复"));
    }

    [Fact]
    public async Task Words_from_a_number_that_was_sent_nothing_become_a_persons_task_and_nothing_is_sent_back()
    {
        await using var gateway = await FakeApi.StartAsync(Accepts);
        await using var host = await StartAsync(gateway);
        Assert.Equal(HttpStatusCode.OK, await ReplyAsync(host, "r1", "俺家房子漏雨，想问问低保"));
        var store = host.Services.GetRequiredService<IClaimStore>();
        await WholeHost.UntilAsync(async () => (await store.EscalationsAsync(Province, includeClosed: false, Now)).Any(e => e is { Kind: "human", Words: "俺家房子漏雨，想问问低保" }));
        Assert.Empty(gateway.Calls);
        Assert.Empty(await host.Services.GetRequiredService<IOutbox>().CountAsync(Now));
    }

    [Fact]
    public async Task What_answers_a_notice_goes_to_whoever_calls()
    {
        await using var gateway = await FakeApi.StartAsync(Accepts);
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await KnockedAsync(gateway, wechat);
        var store = host.Services.GetRequiredService<IClaimStore>();
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, await ReplyAsync(host, "r1", "1，下午打"));
        await WholeHost.UntilAsync(async () => (await store.EscalationsAsync(Province, includeClosed: false, Now)).Any(e => e is { Kind: "call", Contact: "1，下午打" }));
        Assert.Equal(HttpStatusCode.OK, await ReplyAsync(host, "r2", "2"));
        await WholeHost.UntilAsync(async () => !(await store.EscalationsAsync(Province, includeClosed: false, Now)).Any(e => e.Kind == "call"));
        Assert.Single(gateway.Calls);
    }

    [Fact]
    public async Task News_that_a_channel_may_not_bring_reaches_the_phone_without_its_words()
    {
        await using var gateway = await FakeApi.StartAsync(Accepts);
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await KnockedAsync(gateway, wechat);
        Assert.Matches("""^\{"to":"13837612345","signature":"周河乡便民","template":"T1","params":\{\},"outId":"[0-9A-Z]{26}"\}$""", gateway.Calls[0].Body);
        // The receipt by the gateway's id, and once more by a gateway that repeats itself.
        var outbox = host.Services.GetRequiredService<IOutbox>();
        var outId = gateway.Calls[0].Json.GetProperty("outId").GetString();
        await WholeHost.UntilAsync(async () => (await outbox.CountAsync(Now)).Any(c => c is { Channel: "sms", State: DeliveryState.Sent }));
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, await PostAsync(host, "receipts", $$"""[{"id":"g-{{outId}}","outId":"{{outId}}","to":"{{Phone}}","status":"delivered","errCode":"","reportedAt":"2026-11-24T10:00:00+08:00"},{"what":1},null]"""));
        Assert.Contains(await outbox.CountAsync(Now), c => c is { Channel: "sms", State: DeliveryState.Delivered, Count: 1 });
    }

    [Fact]
    public async Task A_receipt_for_a_send_whose_answer_was_lost_keeps_it_from_being_sent_again_even_after_a_restart()
    {
        await using var gateway = await FakeApi.StartAsync(_ => (503, new { }));
        await using var wechat = await FakePlatforms.StartAsync();
        var host = await KnockedAsync(gateway, wechat);
        var outId = gateway.Calls[0].Json.GetProperty("outId").GetString();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, "receipts", $$"""[{"id":"g-1","outId":"{{outId}}","status":"delivered"}]"""));
        var data = await host.StopAsync();

        await using var later = await WholeHost.StartAgainAsync(data, Settings(gateway));
        Assert.Contains(await later.Services.GetRequiredService<IOutbox>().CountAsync(Now), c => c is { Channel: "sms", State: DeliveryState.Delivered, Count: 1 });
        Assert.Empty(await later.Services.GetRequiredService<IOutbox>().DueAsync("sms", DateTimeOffset.UtcNow.AddDays(1), 10, wholeTurns: true, Now));
    }

    [Theory]
    [InlineData(200, """{"accepted":false,"code":"busy","retryable":true}""", SendOutcome.Retry)]
    [InlineData(200, """{"accepted":false,"code":"number-blocked"}""", SendOutcome.Unreachable)]
    [InlineData(200, """{"accepted":false,"code":"no-such-template"}""", SendOutcome.Failed)]
    [InlineData(200, """{"accepted":"maybe"}""", SendOutcome.Retry)]
    [InlineData(429, "{}", SendOutcome.Retry), InlineData(401, "{}", SendOutcome.Failed), InlineData(500, "{}", SendOutcome.Retry)]
    public async Task What_the_gateway_answers_decides_what_is_done(int status, string answer, SendOutcome expected)
    {
        await using var gateway = await FakeApi.StartAsync(_ => (status, JsonSerializer.Deserialize<JsonElement>(answer)));
        await using var host = await StartAsync(gateway);
        Assert.Equal(expected, (await SendAsync(host, Phone, "one")).Outcome);
    }

    [Fact]
    public async Task What_is_forged_stale_or_unreadable_is_refused()
    {
        await using var gateway = await FakeApi.StartAsync(Accepts);
        await using var host = await StartAsync(gateway);
        const string Reply = """[{"id":"r1","from":"13837612345","text":"退订"}]""";
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, "replies", Reply, key: "another-key-of-some-length"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, "replies", Reply, at: DateTimeOffset.UtcNow.AddMinutes(-11)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, "replies", Reply, header: ""));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, "replies", Reply, header: "t=1,v1=,,,==,t=2"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(host, "replies", new string(' ', 10_000_000)));
        foreach (var body in new[] { "", "{}", "null", "[", "[[]]", """[{"id":1}]""" }) Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, "replies", body));
        foreach (var quiet in new[] { "[]", "[null]", "[{}]", """[{"id":"r","from":"12","text":"退订"}]""" }) Assert.Equal(HttpStatusCode.OK, await PostAsync(host, "replies", quiet));
        // Five minutes off is still believed.
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, "replies", Reply, at: DateTimeOffset.UtcNow.AddMinutes(5)));
        Assert.Equal(SendOutcome.Unreachable, (await SendAsync(host, Phone, "x")).Outcome);
    }

    [Theory, InlineData("2026-11-24T12:59:00Z", null), InlineData("2026-11-24T13:00:00Z", 10.5 * 60), InlineData("2026-11-24T23:29:00Z", 1.0), InlineData("2026-11-24T23:30:00Z", null)]
    public void Nobody_is_woken_at_night(string at, double? minutes) =>
        Assert.Equal(minutes, SmsSender.QuietFor(new(), DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))?.TotalMinutes);

    [Fact]
    public async Task Wrong_settings_are_named_all_at_once()
    {
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(() => WholeHost.StartAsync("--Channels:Sms:ApiUrl", "https://sms.example"));
        Assert.All(new[] { "ApiUrl", "Key", "Signature", "NoticeTemplate" }, name => Assert.Contains("Channels:Sms:" + name, problem.Message, StringComparison.Ordinal));
    }

    private static (int, object) Accepts(ApiCall call) => (200, new { id = "g-" + call.Json.GetProperty("outId").GetString(), accepted = true });

    private static Task<SendResult> SendAsync(WholeHost host, string phone, string id) => host.Services.GetServices<IChannelSender>().Single(s => s.Channel == SmsSetup.Channel)
        .SendAsync(new(SmsSetup.Channel, "sms:1", phone, [new() { Type = "event", Id = id }]), Now);

    /// <summary>Somebody reported on WeChat and may not be written to there when news comes: their phone was told.</summary>
    private static async Task<WholeHost> KnockedAsync(FakeApi gateway, FakePlatforms wechat)
    {
        var host = await WeChatHostTests.StartAsync(wechat, safe: true, Settings(gateway));
        await WeChatHostTests.ReportAsync(wechat, new(host.Http, "oVillager1", safe: true));
        wechat.Fail = (_, _) => 45015;
        var claim = Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), Province, Now)).Claims);
        Assert.Null((await host.Services.GetRequiredService<DecideClaim>().RunAsync(claim.Id, new("v", "村里", Level.Village, "411523201203"), new(ReviewDecision.Verify, "属实"), null, Now)).Refusal);
        await WholeHost.UntilAsync(() => Task.FromResult(gateway.Calls.Count > 0));
        return host;
    }

    private static Task<WholeHost> StartAsync(FakeApi gateway) => WholeHost.StartAsync(Settings(gateway));

    private static string[] Settings(FakeApi gateway) =>
    [
        "--Channels:Sms:ApiUrl", gateway.Url, "--Channels:Sms:Key", Key, "--Channels:Sms:Signature", "周河乡便民", "--Channels:Sms:NoticeTemplate", "T1",
        "--Channels:Sms:QuietFrom", "00:00", "--Channels:Sms:QuietUntil", "00:00",
    ];

    private static Task<HttpStatusCode> ReplyAsync(WholeHost host, string id, string text) =>
        PostAsync(host, "replies", JsonSerializer.Serialize(new[] { new { id, from = Phone, text, receivedAt = "2026-11-24T10:00:00+08:00" } }));

    private static async Task<HttpStatusCode> PostAsync(WholeHost host, string what, string body, string key = Key, DateTimeOffset? at = null, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/channels/sms/" + what) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(HostSignature.Header, header ?? HostSignature.Sign(key, at ?? DateTimeOffset.UtcNow, Encoding.UTF8.GetBytes(body)));
        using var response = await host.Http.SendAsync(request, Now);
        return response.StatusCode;
    }
}

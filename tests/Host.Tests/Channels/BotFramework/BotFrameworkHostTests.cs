using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using BotHost.App.Claims;
using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using BotHost.Core.Claims;
using Host.Tests.Media;
using Host.Tests.Story;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Host.Tests.Channels.BotFramework;

public class BotFrameworkHostTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hardship_is_reported_through_the_connector()
    {
        await using var service = await FakeBotService.StartAsync();
        await using var host = await WholeHost.StartAsync(service.Settings);
        var person = new TeamsPerson(host.Http, service);
        await person.PostAsync(person.Activity("conversationUpdate", ("membersAdded", new[] { new { id = "28:bot" }, new { id = "29:1abc" } })));
        await person.HearAsync("您想办哪件事");
        await ReportAsync(person);
        var claim = Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), Village, Now)).Claims);
        Assert.DoesNotContain("29:1abc", claim.ConversationId, StringComparison.Ordinal);
        Assert.Equal(1, service.Tokens);

        var (path, body) = service.Received.First(r => r.Body.GetProperty("text").GetString()!.Contains("可以记吗", StringComparison.Ordinal));
        Assert.Equal("/eu/v3/conversations/a:29:1abc|1/activities/m|2", path);
        Assert.Equal(["type", "timestamp", "serviceUrl", "channelId", "from", "conversation", "recipient", "text", "textFormat", "locale", "inputHint", "suggestedActions", "replyToId"],
            body.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("28:bot", "29:1abc", "a:29:1abc|1", "m|2"), (body.GetProperty("from").GetProperty("id").GetString(), body.GetProperty("recipient").GetProperty("id").GetString(),
            body.GetProperty("conversation").GetProperty("id").GetString(), body.GetProperty("replyToId").GetString()));
        Assert.Equal("29:1abc", Assert.Single(body.GetProperty("suggestedActions").GetProperty("to").EnumerateArray()).GetString());
        Assert.All(service.Received, r => Assert.DoesNotContain("null", r.Body.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task News_goes_where_the_channel_is_now_even_after_a_restart()
    {
        await using var service = await FakeBotService.StartAsync();
        var host = await WholeHost.StartAsync(service.Settings);
        var person = new TeamsPerson(host.Http, service);
        await ReportAsync(person);
        person.Service = "asia";
        await person.SayAsync("谢谢", "");
        Assert.StartsWith("/asia/", service.Received.Last().Path, StringComparison.Ordinal);
        var data = await host.StopAsync();

        await using var later = await WholeHost.StartAgainAsync(data, service.Settings);
        await VerifyAsync(later);
        Assert.DoesNotContain("低保", await person.HearAsync("有新消息"), StringComparison.Ordinal);
        Assert.Equal("/asia/v3/conversations/a:29:1abc|1/activities", service.Received.Last().Path);
    }

    [Fact]
    public async Task A_photo_is_fetched_with_the_bots_token_and_goes_with_the_claim()
    {
        await using var service = await FakeBotService.StartAsync();
        service.Files["bill.jpg"] = SamplePhoto.Jpeg(60, 40);
        await using var host = await WholeHost.StartAsync(service.Settings);
        var person = new TeamsPerson(host.Http, service);
        await ReportAsync(person);
        await person.PostAsync(person.Activity("message", ("attachments", new[] { new { contentType = "image/jpeg", contentUrl = $"{service.Url}/files/bill.jpg", name = "bill.jpg" } })));
        await person.HearAsync("要单独问您");
        await person.SayAsync("可以", "照片收到了");
        var medium = Assert.Single(Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), Village, Now)).Claims).Attachments);
        await WholeHost.UntilAsync(async () => (await host.Services.GetRequiredService<IMediaStore>().ReadAsync(medium.Id, Now))?.Status == MediumStatus.Kept);
    }

    [Theory]
    [InlineData("8.8.8.8", true), InlineData("2001:4860:4860::8888", true)]
    [InlineData("127.0.0.1", false), InlineData("10.1.2.3", false), InlineData("172.16.0.1", false), InlineData("172.32.0.1", true), InlineData("192.168.1.1", false), InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false), InlineData("0.0.0.0", false), InlineData("224.0.0.1", false), InlineData("::1", false), InlineData("fe80::1", false), InlineData("fd00::1", false), InlineData("::ffff:10.0.0.1", false)]
    public void A_public_name_does_not_lead_into_the_operators_network(string address, bool isPublic) => Assert.Equal(isPublic, PublicConnections.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task An_address_of_the_operators_network_is_not_connected_to_unless_it_is_listed()
    {
        await using var service = await FakeBotService.StartAsync();
        using var stranger = new HttpClient(PublicConnections.Handler(_ => false));
        using var listed = new HttpClient(PublicConnections.Handler(host => host == "127.0.0.1"));
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetStringAsync($"{service.Url}/openid", Now));
        Assert.Contains("jwks_uri", await listed.GetStringAsync($"{service.Url}/openid", Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_call_again_is_one_message()
    {
        await using var service = await FakeBotService.StartAsync();
        await using var host = await WholeHost.StartAsync(service.Settings);
        var (person, other) = (new TeamsPerson(host.Http, service), new TeamsPerson(host.Http, service, "29:2"));
        var (hello, fromOther) = (person.Message("你好"), other.Message("你好"));
        for (var i = 0; i < 4; i++) Assert.Equal(HttpStatusCode.OK, (await person.PostAsync(hello)).Status);
        await person.HearAsync("您想办哪件事");
        // Another conversation's message of the same id is another message.
        await other.PostAsync(fromOther);
        await other.HearAsync("您想办哪件事");
        await person.SayAsync("谢谢", "");
        Assert.Equal(3, service.Received.Count);
    }

    [Fact]
    public async Task What_is_not_the_channels_is_refused_and_stored_nowhere()
    {
        await using var service = await FakeBotService.StartAsync();
        await using var host = await WholeHost.StartAsync(service.Settings);
        using var counted = new RefusalCount("botframework");
        var person = new TeamsPerson(host.Http, service);
        using var rsa = RSA.Create(2048);
        var forger = new RsaSecurityKey(rsa) { KeyId = "k1" };
        async Task RefusedAsync(HttpStatusCode status, string reason, object activity, string token)
        {
            Assert.Equal((status, 1), ((await person.PostAsync(activity, token)).Status, counted.Take(reason)));
        }

        var hello = person.Message("你好");
        await RefusedAsync(HttpStatusCode.Unauthorized, "token", hello, "");
        await RefusedAsync(HttpStatusCode.Unauthorized, "token", hello, "a.b.c");
        await RefusedAsync(HttpStatusCode.Unauthorized, "token", hello, new string('e', 20_000));
        await RefusedAsync(HttpStatusCode.Unauthorized, "token", hello, service.Token(signedWith: forger));
        await RefusedAsync(HttpStatusCode.Unauthorized, "token", hello, service.Token(audience: "another-bot"));
        await RefusedAsync(HttpStatusCode.Unauthorized, "token", hello, service.Token(issuer: "https://evil.example"));
        await RefusedAsync(HttpStatusCode.Unauthorized, "token", hello, service.Token(age: TimeSpan.FromMinutes(16)));
        await RefusedAsync(HttpStatusCode.Unauthorized, "token", hello, service.Token(age: TimeSpan.FromMinutes(-6)));
        await RefusedAsync(HttpStatusCode.Forbidden, "service-url", hello, service.Token(serviceUrl: "https://evil.example/"));
        await RefusedAsync(HttpStatusCode.Forbidden, "service-url", hello, service.Token(serviceUrl: service.ServiceUrl().TrimEnd('/')));
        await RefusedAsync(HttpStatusCode.Forbidden, "endorsement", person.Activity("message", ("text", "x"), ("channelId", "slack")), service.Token());
        const string Inside = "http://10.0.0.8/";
        await RefusedAsync(HttpStatusCode.Forbidden, "service-host", person.Activity("message", ("text", "x"), ("serviceUrl", Inside)), service.Token(serviceUrl: Inside));

        // Clocks may be five minutes apart.
        Assert.Equal(HttpStatusCode.OK, (await person.PostAsync(hello, service.Token(age: TimeSpan.FromMinutes(14)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await person.PostAsync(hello, service.Token(age: TimeSpan.FromMinutes(-4)))).Status);
        await person.HearAsync("您想办哪件事");
        Assert.Single(service.Received);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":\"message\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":\"message\",\"text\":\"\\ud800\"", HttpStatusCode.BadRequest)]
    [InlineData("\u0000", HttpStatusCode.BadRequest)]
    [InlineData("deep", HttpStatusCode.BadRequest)]
    [InlineData("large", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("long", HttpStatusCode.BadRequest)]
    public async Task A_body_that_cannot_be_read_is_refused(string body, HttpStatusCode status)
    {
        await using var service = await FakeBotService.StartAsync();
        await using var host = await WholeHost.StartAsync(service.Settings);
        using var counted = new RefusalCount("botframework");
        var person = new TeamsPerson(host.Http, service);
        var hello = JsonSerializer.Serialize(person.Message("@"));
        body = body switch
        {
            "deep" => hello.Replace("\"@\"", string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000), StringComparison.Ordinal),
            "large" => hello.Replace("@", new string('x', 10_000_000), StringComparison.Ordinal),
            "long" => hello.Replace("@", new string('长', 8_001), StringComparison.Ordinal),
            _ => body,
        };
        Assert.Equal(status, (await person.PostRawAsync(body, service.Token())).Status);
        Assert.Equal(1, counted.Take(status == HttpStatusCode.BadRequest ? "malformed" : "too-large"));
    }

    [Fact]
    public async Task What_says_nothing_is_taken_quietly_and_an_invoke_gets_a_body()
    {
        await using var service = await FakeBotService.StartAsync();
        await using var host = await WholeHost.StartAsync(service.Settings);
        var person = new TeamsPerson(host.Http, service);
        foreach (var activity in new[]
        {
            person.Activity("typing"), person.Activity("messageUpdate", ("text", "改了")), person.Activity("hologram", ("text", "x")), person.Activity("message", ("text", "")),
            // The host's own events cannot be sent from outside.
            person.Activity("event", ("name", "human.message"), ("value", new { byName = "镇长", text = "您的低保批了" })),
            person.Activity("conversationUpdate", ("membersAdded", new[] { new { id = "28:bot" } })),
            person.Activity("message", ("text", "你好"), ("conversation", new { id = "19:team", isGroup = true })),
        }) Assert.Equal(HttpStatusCode.OK, (await person.PostAsync(activity)).Status);
        Assert.Equal((HttpStatusCode.OK, "{}"), await person.PostAsync(person.Activity("invoke", ("name", "adaptiveCard/action"))));
        Assert.Equal((HttpStatusCode.OK, "{}"), await person.PostAsync(person.Activity("invoke", ("name", "button"), ("value", new { text = "你好" }))));
        await person.HearAsync("您想办哪件事");
        Assert.Single(service.Received);
    }

    [Fact]
    public async Task A_connector_that_fails_is_asked_again_and_one_that_says_they_left_is_not()
    {
        await using var service = await FakeBotService.StartAsync();
        await using var host = await WholeHost.StartAsync(service.Settings);
        var person = new TeamsPerson(host.Http, service);
        var calls = 0;
        service.Fail = http =>
        {
            http.Response.Headers.RetryAfter = "1";
            return ++calls switch { 1 => Results.StatusCode(429), 2 => Results.Unauthorized(), _ => null };
        };
        await person.SayAsync("你好", "您想办哪件事");
        Assert.Equal((3, 2), (calls, service.Tokens));

        service.Fail = _ => Results.Json(new { error = new { code = "MessageWritesBlocked", message = "x" } }, statusCode: 403);
        await person.PostAsync(person.Message("谢谢"));
        var outbox = host.Services.GetRequiredService<IOutbox>();
        await WholeHost.UntilAsync(async () => (await outbox.SetAsideAsync(10, Now)).Any(u => u.Error == "Unreachable: connector 403 MessageWritesBlocked"));
        // A redirect would carry what residents said to a place that nobody validated.
        service.Fail = _ => Results.Redirect("http://127.0.0.1:1/");
        await person.PostAsync(person.Message("谢谢"));
        await WholeHost.UntilAsync(async () => (await outbox.SetAsideAsync(10, Now)).Any(u => u.Error == "Failed: connector 302"));
    }

    private static Reviewer Village => new("u-1", "李支书", Level.Village, "411523201203");

    private static async Task ReportAsync(TeamsPerson person)
    {
        foreach (var (words, answer) in new[]
        {
            ("我想报困难，房子漏雨", "可以记吗"), ("可以记", "叫什么名字"), ("王秀英", "哪个乡镇"), ("周河乡毛铺村", "几口人"), ("三口", "一年到手"), ("九千", "电话"), ("13837612345", "都对吗"), ("都对", "不收一分钱"), ("行", "收到了，编号"),
        }) await person.SayAsync(words, answer);
    }

    private static async Task VerifyAsync(WholeHost host)
    {
        var claim = Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), Village, Now)).Claims);
        Assert.Null((await host.Services.GetRequiredService<DecideClaim>().RunAsync(claim.Id, Village, new(ReviewDecision.Verify, "属实"), null, Now)).Refusal);
    }
}

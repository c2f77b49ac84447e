using System.Net;
using System.Text;
using BotHost.App.Outbox;
using BotHost.Channels.DingTalk;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Channels.DingTalk;

public class DingTalkHostTests
{
    private const string Secret = "this is secret";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void The_signature_is_the_platforms_own_sample()
    {
        var vector = Vectors.Of("dingtalk").GetProperty("customRobot");
        Assert.Equal(vector.Text("signUrlEncoded"), Uri.EscapeDataString(DingTalkSignature.Of(vector.Text("timestamp"), vector.Text("secret"))));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1577262236757);
        var sign = Uri.UnescapeDataString(vector.Text("signUrlEncoded"));
        Assert.True(DingTalkSignature.Verify(vector.Text("timestamp"), sign, Secret, at.AddMinutes(9)));
        Assert.False(DingTalkSignature.Verify(vector.Text("timestamp"), sign, Secret, at.AddMinutes(11)));
        Assert.False(DingTalkSignature.Verify(vector.Text("timestamp"), sign, Secret, at.AddMinutes(-11)));
        Assert.False(DingTalkSignature.Verify("-9223372036854775808", sign, Secret, at));
    }

    [Fact]
    public async Task Answers_go_to_the_address_that_came_along_and_later_news_through_the_api()
    {
        await using var api = await FakeApi.StartAsync(Takes);
        await using var host = await StartAsync(api);
        Assert.Equal(HttpStatusCode.OK, await SayAsync(host, api, "你好", minutes: 90));
        await WholeHost.UntilAsync(() => Task.FromResult(api.Calls.Count == 1));
        Assert.Equal(("/robot/sendBySession", "?session=s1"), (api.Calls[0].Path, api.Calls[0].Query));
        Assert.Contains("\n1. ", api.Calls[0].Json.GetProperty("text").Text("content"), StringComparison.Ordinal);
        // The session has ended: the API, with a token that is fetched once.
        Assert.Equal(HttpStatusCode.OK, await SayAsync(host, api, "你好", minutes: -1));
        Assert.Equal(HttpStatusCode.OK, await SayAsync(host, api, "你好", minutes: -1));
        await WholeHost.UntilAsync(() => Task.FromResult(api.To("/batchSend").Count == 2));
        Assert.Single(api.To("/accessToken"));
        var sent = api.To("/batchSend")[0];
        Assert.Equal(("token-1", "robot-1", "staff-1"), (sent.Headers["x-acs-dingtalk-access-token"], sent.Json.Text("robotCode"), sent.Json.GetProperty("userIds")[0].GetString()));
    }

    [Fact]
    public async Task A_photo_is_fetched_from_the_address_that_the_api_gives_for_its_code_and_from_no_plain_one_elsewhere()
    {
        await using var api = await FakeApi.StartAsync(Takes);
        await using var host = await StartAsync(api);
        var source = host.Services.GetServices<BotHost.App.Media.IMediaSource>().Single(s => s.Scheme == "dingtalk");
        var (address, photo) = ($"{api.Url}file/1", new byte[] { 0xFF, 0xD8, 1, 2 });
        api.Answer = call => call.Path.EndsWith("/download", StringComparison.Ordinal) ? call.Json.Text("downloadCode") == "gone" ? (404, new { code = "x" }) : (200, new { downloadUrl = address })
            : call.Path == "/file/1" ? (200, photo) : Takes(call);
        Assert.Equal(photo, await source.FetchAsync("code-1", 100, Now));
        Assert.Equal(("code-1", "robot-1", "token-1"), (api.To("/download")[0].Json.Text("downloadCode"), api.To("/download")[0].Json.Text("robotCode"), api.To("/download")[0].Headers["x-acs-dingtalk-access-token"]));
        Assert.False(api.To("/file/1")[0].Headers.ContainsKey("x-acs-dingtalk-access-token"));
        Assert.Null(await source.FetchAsync("code-1", 3, Now));
        Assert.Null(await source.FetchAsync("gone", 100, Now));
        address = "http://169.254.169.254/latest";
        Assert.Null(await source.FetchAsync("code-1", 100, Now));
    }

    [Fact]
    public async Task Somebody_from_outside_is_reached_when_they_write_again()
    {
        await using var api = await FakeApi.StartAsync(Takes);
        await using var host = await StartAsync(api);
        Assert.Equal(HttpStatusCode.OK, await SayAsync(host, api, "你好", minutes: -1, sender: "\"senderId\":\"$:LWCP\""));
        var outbox = host.Services.GetRequiredService<IOutbox>();
        await WholeHost.UntilAsync(async () => (await outbox.CountAsync(Now)).Any(c => c is { Channel: "dingtalk", State: DeliveryState.Queued, Count: > 0 }));
        Assert.Empty(api.Calls);
        Assert.Equal(HttpStatusCode.OK, await SayAsync(host, api, "在吗", minutes: 90, sender: "\"senderId\":\"$:LWCP\""));
    }

    [Fact]
    public async Task What_is_forged_or_wants_an_answer_elsewhere_is_refused()
    {
        await using var api = await FakeApi.StartAsync(Takes);
        await using var host = await StartAsync(api);
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, "{}", secret: "another"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, "{}", at: DateTimeOffset.UtcNow.AddMinutes(-11)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(host, new string(' ', 10_000_000)));
        foreach (var body in new[] { "", "[]", "{}", "null", """{"msgId":"m"}""", """{"msgId":"m","senderId":"s","conversationType":"1","msgtype":"text","sessionWebhook":"http://169.254.169.254/latest"}""", """{"msgId":"m","senderId":"s","sessionWebhook":"https://oapi.dingtalk.com@evil.example/"}""" })
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, body));
        foreach (var quiet in new[] { """{"msgId":"m","senderId":"s","conversationType":"2","msgtype":"text","text":{"content":"x"}}""", """{"msgId":"m","senderId":"s","conversationType":"1","msgtype":"new-kind"}""" })
            Assert.Equal(HttpStatusCode.OK, await PostAsync(host, quiet));
        Assert.Empty(api.Calls);
    }

    private static (int, object) Takes(ApiCall call) => (200, call.Path.EndsWith("/accessToken", StringComparison.Ordinal) ? new { accessToken = "token-1", expireIn = 7200 }
        : call.Path.EndsWith("/batchSend", StringComparison.Ordinal) ? new { processQueryKey = "p1" } : new { errcode = 0, errmsg = "ok" });

    private static Task<WholeHost> StartAsync(FakeApi api) => WholeHost.StartAsync(
        "--Channels:DingTalk:AppKey", "app-1", "--Channels:DingTalk:AppSecret", Secret, "--Channels:DingTalk:RobotCode", "robot-1", "--Channels:DingTalk:ApiUrl", api.Url, "--Channels:DingTalk:SessionHost", new Uri(api.Url).Authority);

    private static Task<HttpStatusCode> SayAsync(WholeHost host, FakeApi api, string text, int minutes, string sender = "\"senderId\":\"$:x\",\"senderStaffId\":\"staff-1\"") => PostAsync(host,
        $$$"""{"conversationId":"cid","conversationType":"1","msgId":"{{{Ulid.NewUlid()}}}",{{{sender}}},"msgtype":"text","text":{"content":" {{{text}}}"},"sessionWebhook":"{{{api.Url}}}robot/sendBySession?session=s1","sessionWebhookExpiredTime":{{{DateTimeOffset.UtcNow.AddMinutes(minutes).ToUnixTimeMilliseconds()}}},"createAt":1700000000000}""");

    private static async Task<HttpStatusCode> PostAsync(WholeHost host, string body, string secret = Secret, DateTimeOffset? at = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/channels/dingtalk") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        var timestamp = $"{(at ?? DateTimeOffset.UtcNow).ToUnixTimeMilliseconds()}";
        request.Headers.Add("timestamp", timestamp);
        request.Headers.Add("sign", DingTalkSignature.Of(timestamp, secret));
        using var response = await host.Http.SendAsync(request, Now);
        return response.StatusCode;
    }
}

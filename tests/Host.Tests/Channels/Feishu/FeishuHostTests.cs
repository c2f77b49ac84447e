using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotHost.App.Outbox;
using BotHost.Channels.Feishu;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Channels.Feishu;

public class FeishuHostTests
{
    private const string EncryptKey = "kudryavka", Token = "vt0ken";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void The_recorded_event_is_signed_over_its_raw_bytes_and_opened()
    {
        var vector = Vectors.Of("feishu");
        var (crypt, body, headers) = (new FeishuCrypt(vector.Text("encryptKey")), Encoding.UTF8.GetBytes(vector.Text("body")), vector.GetProperty("headers"));
        Assert.Equal(headers.Text("X-Lark-Signature"), crypt.Sign(headers.Text("X-Lark-Request-Timestamp"), headers.Text("X-Lark-Request-Nonce"), body));
        Assert.False(crypt.IsSigned(headers.Text("X-Lark-Signature"), headers.Text("X-Lark-Request-Timestamp"), headers.Text("X-Lark-Request-Nonce"), [.. body, (byte)' ']));
        Assert.Equal(vector.Text("plaintext"), Encoding.UTF8.GetString(crypt.Open(body)!));
        Assert.Equal(vector.Text("encrypt"), Seal(vector.Text("plaintext"), Convert.FromHexString(vector.Text("ivHex"))));
        var push = FeishuDecoder.Decode(crypt.Open(body))!;
        Assert.Equal((Token, "ou_1", "低保怎么办", "5e3702a84e847582be8db7fb73283c02"), (push.Token, push.OpenId, push.Activity!.Text, push.Activity.Id));
    }

    [Fact]
    public async Task Words_are_answered_with_a_card_whose_buttons_say_their_words()
    {
        await using var api = await FakeApi.StartAsync(Takes);
        await using var host = await StartAsync(api);
        Assert.Equal("{}", (await SendAsync(host, Words("e1", "你好"))).Body);
        await WholeHost.UntilAsync(() => Task.FromResult(api.To("/messages").Count == 1));
        var sent = api.To("/messages")[0];
        Assert.Equal(("?receive_id_type=open_id", "Bearer token-1", "ou_1", "interactive"), (sent.Query, sent.Headers["Authorization"], sent.Json.Text("receive_id"), sent.Json.Text("msg_type")));
        var card = JsonSerializer.Deserialize<JsonElement>(sent.Json.Text("content"));
        var button = card.GetProperty("elements")[1].GetProperty("actions")[0];
        Assert.Equal("报困难", button.GetProperty("value").Text("say"));
        var press = Press("e2", button.GetProperty("value").ToString());
        Assert.Equal("""{"toast":{"type":"info","content":"已收到"}}""", (await SendAsync(host, press)).Body);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, press)).Status);
        await WholeHost.UntilAsync(() => Task.FromResult(api.To("/messages").Count == 2));
        Assert.Contains("可以记吗", api.To("/messages")[1].Body, StringComparison.Ordinal);
        Assert.Single(api.To("/internal"));
        Assert.Equal(2, api.To("/messages").Select(c => c.Json.Text("uuid")).Distinct().Count());
    }

    [Fact]
    public async Task A_token_that_is_no_longer_taken_is_renewed_and_who_left_is_unreachable()
    {
        await using var api = await FakeApi.StartAsync(Takes);
        await using var host = await StartAsync(api);
        var refused = 0;
        api.Answer = call => call.Path.EndsWith("/messages", StringComparison.Ordinal) && Interlocked.Increment(ref refused) == 1 ? (400, new { code = 99991663, msg = "token expired" }) : Takes(call);
        await SendAsync(host, Words("e1", "你好"));
        await WholeHost.UntilAsync(() => Task.FromResult(api.To("/messages").Count == 2));
        Assert.Equal(2, api.To("/internal").Count);
        api.Answer = call => call.Path.EndsWith("/messages", StringComparison.Ordinal) ? (400, new { code = 230013, msg = "no availability" }) : Takes(call);
        await SendAsync(host, Words("e2", "在吗"));
        var outbox = host.Services.GetRequiredService<IOutbox>();
        await WholeHost.UntilAsync(async () => (await outbox.SetAsideAsync(10, Now)).Any(u => u.Channel == "feishu" && u.Error == "Unreachable: code 230013"));
    }

    [Theory, InlineData("img_v3_1", "image"), InlineData("file_v3_1", "file")]
    public async Task A_photo_or_a_recording_is_fetched_by_its_message_and_key(string key, string kind)
    {
        await using var api = await FakeApi.StartAsync(Takes);
        await using var host = await StartAsync(api);
        var source = host.Services.GetServices<BotHost.App.Media.IMediaSource>().Single(s => s.Scheme == "feishu");
        var bytes = new byte[] { 0xFF, 0xD8, 1, 2 };
        api.Answer = call => call.Path.Contains("/resources/", StringComparison.Ordinal) ? (200, bytes) : Takes(call);
        Assert.Equal(bytes, await source.FetchAsync("om_1/" + key, 100, Now));
        var asked = api.To("/resources/" + key)[0];
        Assert.Equal(("/open-apis/im/v1/messages/om_1/resources/" + key, "?type=" + kind, "Bearer token-1"), (asked.Path, asked.Query, asked.Headers["Authorization"]));
        Assert.Null(await source.FetchAsync("om_1/" + key, 3, Now));
        Assert.Null(await source.FetchAsync("nonsense", 100, Now));
        api.Answer = call => call.Path.Contains("/resources/", StringComparison.Ordinal) ? (400, new { code = 234003, msg = "gone" }) : Takes(call);
        Assert.Null(await source.FetchAsync("om_1/" + key, 100, Now));
        api.Answer = call => call.Path.Contains("/resources/", StringComparison.Ordinal) ? (400, new { code = 99991663, msg = "token" }) : Takes(call);
        await Assert.ThrowsAsync<HttpRequestException>(() => source.FetchAsync("om_1/" + key, 100, Now));
    }

    [Fact]
    public async Task The_platform_checks_the_address_and_forgeries_are_refused()
    {
        await using var api = await FakeApi.StartAsync(Takes);
        await using var host = await StartAsync(api);
        var check = """{"challenge":"ajls384k","token":"vt0ken","type":"url_verification"}""";
        Assert.Equal((HttpStatusCode.OK, """{"challenge":"ajls384k"}"""), await SendAsync(host, check, signature: ""));
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(host, check.Replace(Token, "other", StringComparison.Ordinal), signature: "")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(host, Words("e1", "x"), signature: "")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(host, Words("e1", "x"), signature: new string('0', 64))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(host, Words("e1", "x"), at: DateTimeOffset.UtcNow.AddMinutes(-11))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(host, Words("e1", "x").Replace(Token, "other", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(host, "[]")).Status);
        foreach (var raw in new[] { "", "{}", """{"encrypt":"AAAA"}""", """{"encrypt":"not base64"}""", """{"encrypt":1}""", check })
            Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(host, raw, "", DateTimeOffset.UtcNow)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(host, new string(' ', 10_000_000), "", DateTimeOffset.UtcNow)).Status);
        Assert.Equal("{}", (await SendAsync(host, Words("e9", "x").Replace("p2p", "group", StringComparison.Ordinal))).Body);
        Assert.Empty(api.Calls);
    }

    private static (int, object) Takes(ApiCall call) => (200, call.Path.EndsWith("/internal", StringComparison.Ordinal)
        ? new { code = 0, tenant_access_token = "token-1", expire = 7200 } : new { code = 0, data = new { message_id = "om_9" } });

    private static Task<WholeHost> StartAsync(FakeApi api) => WholeHost.StartAsync(
        "--Channels:Feishu:AppId", "cli_a1", "--Channels:Feishu:AppSecret", "s", "--Channels:Feishu:EncryptKey", EncryptKey, "--Channels:Feishu:VerificationToken", Token, "--Channels:Feishu:ApiUrl", api.Url);

    private static string Words(string id, string text) =>
        $$$"""{"schema":"2.0","header":{"event_id":"{{{id}}}","event_type":"im.message.receive_v1","create_time":"1700000000000","token":"vt0ken"},"event":{"sender":{"sender_id":{"open_id":"ou_1"}},"message":{"message_id":"om_1","chat_id":"oc_1","chat_type":"p2p","message_type":"text","content":"{\"text\":\"{{{text}}}\"}"} } }""";

    private static string Press(string id, string value) =>
        $$$"""{"schema":"2.0","header":{"event_id":"{{{id}}}","event_type":"card.action.trigger","create_time":"1700000000000000","token":"vt0ken"},"event":{"operator":{"open_id":"ou_1"},"token":"c-1","action":{"value":{{{value}}},"tag":"button"},"context":{"open_message_id":"om_9","open_chat_id":"oc_1"} } }""";

    private static string Seal(string json, byte[] iv)
    {
        using var aes = Aes.Create();
        aes.Key = SHA256.HashData(Encoding.UTF8.GetBytes(EncryptKey));
        return Convert.ToBase64String([.. iv, .. aes.EncryptCbc(Encoding.UTF8.GetBytes(json), iv)]);
    }

    private static Task<(HttpStatusCode Status, string Body)> SendAsync(WholeHost host, string json, string? signature = null, DateTimeOffset? at = null) =>
        PostAsync(host, JsonSerializer.Serialize(new { encrypt = Seal(json, RandomNumberGenerator.GetBytes(16)) }), signature, at ?? DateTimeOffset.UtcNow);

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(WholeHost host, string body, string? signature, DateTimeOffset at)
    {
        var (timestamp, nonce) = ($"{at.ToUnixTimeSeconds()}", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/channels/feishu") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Lark-Request-Timestamp", timestamp);
        request.Headers.Add("X-Lark-Request-Nonce", nonce);
        request.Headers.Add("X-Lark-Signature", signature ?? new FeishuCrypt(EncryptKey).Sign(timestamp, nonce, Encoding.UTF8.GetBytes(body)));
        using var response = await host.Http.SendAsync(request, Now);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Now));
    }
}

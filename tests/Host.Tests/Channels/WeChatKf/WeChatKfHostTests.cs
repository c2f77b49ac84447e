using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using BotHost.App.Claims;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Claims;
using Host.Tests.Channels.WeCom;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Channels.WeChatKf;

public class WeChatKfHostTests
{
    private const string User = "wmVillager1", Account = "wkAJ2G";

    private readonly ConcurrentQueue<object> waiting = new();
    private int sent, sync;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hardship_is_reported_by_messages_that_are_pulled()
    {
        await using var platform = await FakeApi.StartAsync(Answer);
        await using var host = await StartAsync(platform);
        foreach (var (words, answer) in new[]
        {
            ("我想报困难，房子漏雨", "可以记吗"), ("可以记", "叫什么名字"), ("王秀英", "哪个乡镇"), ("周河乡毛铺村", "几口人"), ("三口", "一年到手"), ("九千", "电话"), ("13837612345", "都对吗"), ("都对", "不收一分钱"), ("行", "收到了，编号"),
        })
        {
            waiting.Enqueue(Message(words));
            Assert.Equal(HttpStatusCode.OK, await CallAsync(host, $"<Event><![CDATA[kf_msg_or_event]]></Event><Token>T</Token><OpenKfId>{Account}</OpenKfId>"));
            await WholeHost.UntilAsync(() => Task.FromResult(platform.To("kf/send_msg") is { Count: > 0 } calls && calls[^1].Body.Contains(answer, StringComparison.Ordinal)));
        }

        var claim = Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), new("u", "镇上", Level.Township, "411523201"), Now)).Claims);
        Assert.DoesNotContain(User, claim.ConversationId, StringComparison.Ordinal);
        var first = platform.To("kf/send_msg")[0].Json;
        Assert.Equal((User, Account, "msgmenu"), (first.GetProperty("touser").GetString(), first.GetProperty("open_kfid").GetString(), first.GetProperty("msgtype").GetString()));
    }

    [Fact]
    public async Task What_comes_twice_is_one_message_and_a_pull_that_fails_is_called_again()
    {
        await using var platform = await FakeApi.StartAsync(Answer);
        await using var host = await StartAsync(platform);
        var message = Message("你好");
        waiting.Enqueue(message);
        waiting.Enqueue(message);
        var call = $"<Event><![CDATA[kf_msg_or_event]]></Event><Token>T</Token><OpenKfId>{Account}</OpenKfId>";
        sync = 95000;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await CallAsync(host, call));
        sync = 0;
        Assert.Equal(HttpStatusCode.OK, await CallAsync(host, call));
        await WholeHost.UntilAsync(() => Task.FromResult(platform.To("kf/send_msg").Count == 1));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(host, "<Event><![CDATA[something_else]]></Event>"));
        Assert.Equal(HttpStatusCode.BadRequest, await CallAsync(host, "<Event><![CDATA[kf_msg_or_event]]></Event>"));
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(host, call, token: "another"));
        Assert.Single(platform.To("kf/send_msg"));
    }

    private static object Message(string words) => new
    {
        msgid = Convert.ToHexString(RandomNumberGenerator.GetBytes(8)), open_kfid = Account, external_userid = User, send_time = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), origin = 3, msgtype = "text", text = new { content = words },
    };

    private static Task<WholeHost> StartAsync(FakeApi platform) => WholeHost.StartAsync(
        "--Channels:WeChatKf:CorpId", WeComMember.CorpId, "--Channels:WeChatKf:Secret", "s", "--Channels:WeChatKf:Token", WeComMember.Token, "--Channels:WeChatKf:EncodingAesKey", WeComMember.Key, "--Channels:WeChatKf:ApiUrl", platform.Url);

    private static async Task<HttpStatusCode> CallAsync(WholeHost host, string inner, string token = WeComMember.Token)
    {
        var crypt = new MessageCrypt(token, WeComMember.CorpId, [WeComMember.Key]);
        var (seconds, nonce) = (DateTimeOffset.UtcNow.ToUnixTimeSeconds(), Convert.ToHexString(RandomNumberGenerator.GetBytes(8)));
        var encrypted = crypt.Encrypt(Encoding.UTF8.GetBytes($"<xml><ToUserName>{WeComMember.CorpId}</ToUserName><CreateTime>{seconds}</CreateTime><MsgType>event</MsgType>{inner}</xml>"), RandomNumberGenerator.GetBytes(16), 0);
        using var content = new StringContent($"<xml><ToUserName>{WeComMember.CorpId}</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>", Encoding.UTF8, "text/xml");
        using var response = await host.Http.PostAsync($"/channels/wechat-kf?msg_signature={crypt.Sign($"{seconds}", nonce, encrypted)}&timestamp={seconds}&nonce={nonce}", content, Now);
        return response.StatusCode;
    }

    private (int Status, object Answer) Answer(ApiCall call)
    {
        if (call.Path.EndsWith("gettoken", StringComparison.Ordinal)) return (200, new { errcode = 0, access_token = "t", expires_in = 7200 });
        if (call.Path.EndsWith("send_msg", StringComparison.Ordinal)) return (200, new { errcode = 0, msgid = $"s{++sent}" });
        if (sync != 0) return (200, new { errcode = sync });
        var messages = new List<object>();
        while (waiting.TryDequeue(out var message)) messages.Add(message);
        return (200, new { errcode = 0, next_cursor = "c", has_more = 0, msg_list = messages });
    }
}

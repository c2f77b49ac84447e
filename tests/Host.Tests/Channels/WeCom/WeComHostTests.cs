using System.Globalization;
using System.Net;
using System.Text;
using BotHost.Channels.WxCrypt;
using Host.Tests.Channels.WeChat;

namespace Host.Tests.Channels.WeCom;

public class WeComHostTests
{
    [Fact]
    public async Task The_platform_checks_the_address_with_an_encrypted_word()
    {
        await using var api = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(api, safe: true);
        var vector = Vectors.Of("wechat").GetProperty("official_vectors").EnumerateArray().Single(v => v.Text("name") == "wecom_official_echostr");
        var query = $"timestamp={vector.Text("timestamp")}&nonce={vector.Text("nonce")}&echostr={Uri.EscapeDataString(vector.Text("encrypted"))}";
        Assert.Equal(vector.Text("plaintext"), await host.Http.GetStringAsync($"/channels/wecom?msg_signature={vector.Text("msgSignature")}&{query}", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Http.GetAsync($"/channels/wecom?msg_signature=00&{query}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_push_that_somebody_caught_is_not_opened_as_if_it_were_the_platforms_word()
    {
        await using var api = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(api, safe: true);
        var crypt = new MessageCrypt(WeComMember.Token, WeComMember.CorpId, [WeComMember.Key]);
        var caught = crypt.Encrypt(Encoding.UTF8.GetBytes("<xml><Content>俺家的事</Content></xml>"), new byte[16], 0);
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var answer = await host.Http.GetAsync($"/channels/wecom?msg_signature={crypt.Sign(timestamp, "n", caught)}&timestamp={timestamp}&nonce=n&echostr={Uri.EscapeDataString(caught)}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_card_that_is_there_already_is_not_a_dead_letter()
    {
        await using var api = await FakePlatforms.StartAsync();
        api.Fail = (_, _) => 42014;
        await using var host = await WeChatHostTests.StartAsync(api, safe: true);
        await new WeComMember(host.Http, "ZhangSan").SayAsync("你好");
        var outbox = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<BotHost.App.Outbox.IOutbox>(host.Services);
        await Story.WholeHost.UntilAsync(async () => (await outbox.CountAsync(TestContext.Current.CancellationToken)).Any(c => c is { Channel: "wecom", State: BotHost.App.Outbox.DeliveryState.Sent }));
    }

    [Fact]
    public async Task What_is_forged_is_refused_and_what_is_unknown_is_taken_quietly()
    {
        await using var api = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(api, safe: true);
        var member = new WeComMember(host.Http, "ZhangSan");
        Assert.Equal(HttpStatusCode.Forbidden, await member.SendAsync("<MsgType>text</MsgType><Content>x</Content>", token: "another"));
        Assert.Equal(HttpStatusCode.BadRequest, await member.SendAsync("<MsgType>"));
        Assert.Equal(HttpStatusCode.OK, await member.SendAsync("<MsgType>event</MsgType><Event>batch_job_result</Event>"));
        Assert.Empty(api.Received);
    }

    [Fact]
    public async Task Somebody_who_cannot_see_the_app_is_a_dead_letter()
    {
        await using var api = await FakePlatforms.StartAsync();
        api.Fail = (_, _) => 81013;
        await using var host = await WeChatHostTests.StartAsync(api, safe: true);
        await new WeComMember(host.Http, "ZhangSan").SayAsync("你好");
        var outbox = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<BotHost.App.Outbox.IOutbox>(host.Services);
        await Story.WholeHost.UntilAsync(async () => (await outbox.SetAsideAsync(10, TestContext.Current.CancellationToken)).Any(u => u.Channel == "wecom" && u.Error.StartsWith("Unreachable", StringComparison.Ordinal)));
    }
}

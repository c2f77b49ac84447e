using BotHost.App.Claims;
using BotHost.Core.Claims;
using Host.Tests.Channels;
using Host.Tests.Channels.WeChat;
using Host.Tests.Story;
using Host.Tests.Understanding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Media;

/// <summary>A voice message from the phone over the transcriber into a claim, and what becomes of it where nothing can be heard.</summary>
public class VoiceStoryTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_said_into_the_phone_is_heard_after_a_yes_read_back_and_stands_in_the_claim_with_its_place_in_the_recording()
    {
        await using var service = await FakeModel.StartAsync(http => http.Response.WriteAsJsonAsync(new { text = "我想报困难，房子漏雨，欠了两万块钱" }));
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true, Speech(service));
        var phone = new WeChatPhone(host.Http, "oVillager1", safe: true);
        Assert.Contains("可以记吗", await SendVoiceAsync(wechat, phone, "V1"), StringComparison.Ordinal);
        Assert.Contains("让机器听一听，行吗", await phone.AskAsync(wechat, "可以"), StringComparison.Ordinal);
        Assert.Empty(service.Calls);

        await phone.AskAsync(wechat, "行");
        await WholeHost.UntilAsync(() => Task.FromResult(Heard(wechat, phone).Contains("欠债2万元", StringComparison.Ordinal)));
        Assert.Single(service.Calls);
        Assert.Contains("叫什么名字", await phone.AskAsync(wechat, "对"), StringComparison.Ordinal);
        foreach (var words in new[] { "王秀英", "周河乡毛铺村", "三口", "九千", "13837612345", "都对", "行" }) await phone.AskAsync(wechat, words);
        var claim = Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), new("u", "镇上", Level.Township, "411523201"), Now)).Claims);
        var debt = claim.Fact("debt.total")!;
        Assert.Equal("20000", debt.Value!.ToString());
        var source = Assert.Single(debt.Evidence);
        Assert.Equal("欠了两万块钱", source.Quote);
        Assert.Contains(source.Speech!.MediumId, claim.Attachments.Select(a => a.Id));
    }

    [Fact]
    public async Task A_recording_that_nobody_understands_is_kept_the_keyboard_is_shown_and_a_second_one_goes_to_a_person()
    {
        await using var service = await FakeModel.StartAsync(http => { http.Response.StatusCode = 500; return Task.CompletedTask; });
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true, Speech(service));
        var phone = new WeChatPhone(host.Http, "oVillager1", safe: true);
        await phone.AskAsync(wechat, "我想报困难，房子漏雨");
        await phone.AskAsync(wechat, "可以");
        foreach (var words in new[] { "王秀英", "周河乡毛铺村" }) await phone.AskAsync(wechat, words);
        Assert.Contains("让机器听一听，行吗", await SendVoiceAsync(wechat, phone, "V1"), StringComparison.Ordinal);
        await phone.AskAsync(wechat, "行");
        await WholeHost.UntilAsync(() => Task.FromResult(Heard(wechat, phone).Contains("按住键盘上的话筒说", StringComparison.Ordinal)));
        await SendVoiceAsync(wechat, phone, "V2");
        await WholeHost.UntilAsync(async () => (await host.Services.GetRequiredService<IClaimStore>().EscalationsAsync(new("u", "村里", Level.Village, "411523201203"), false, Now)).Any(e => e.Kind == "listen"));
    }

    private static string[] Speech(FakeModel service) =>
        ["--Understanding:AllowedRegions:0", "here", "--Understanding:Speech:Kind", "openai", "--Understanding:Speech:Endpoint", service.Address, "--Understanding:Speech:Model", "fake", "--Understanding:Speech:Region", "here",
            "--Content:Root", ContentCopy.With("dialogs/rules/consent.yaml", rules => rules.Replace("ask_voice: false", "ask_voice: true", StringComparison.Ordinal))];

    private static string Heard(FakePlatforms wechat, WeChatPhone phone) => wechat.Received.TryGetValue(phone.OpenId, out var heard) ? string.Join('\n', heard) : "";

    /// <summary>Sends a recording and returns the answer to it.</summary>
    private static async Task<string> SendVoiceAsync(FakePlatforms wechat, WeChatPhone phone, string id)
    {
        wechat.Media[id] = "#!AMR\n\u0001\u0002\u0003"u8.ToArray();
        var before = Heard(wechat, phone).Length;
        if (phone.ReadReply(await phone.SendAsync($"<MsgType><![CDATA[voice]]></MsgType><MediaId><![CDATA[{id}]]></MediaId><Format><![CDATA[amr]]></Format><MsgId>{WeChatPhone.NewMessageId()}</MsgId>")) is { } reply) return reply;
        await WholeHost.UntilAsync(() => Task.FromResult(Heard(wechat, phone).Length > before));
        return Heard(wechat, phone)[before..];
    }
}

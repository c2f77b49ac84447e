using System.Net;
using System.Text.RegularExpressions;
using BotHost.App.Claims;
using BotHost.Core.Claims;
using Host.Tests.Channels;
using Host.Tests.Channels.WeChat;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Subjects;

/// <summary>One resident on many channels.</summary>
public partial class PhoneTests
{
    private static readonly Reviewer Township = new("u", "镇上", Level.Township, "411523201");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resident_goes_on_where_they_wrote_last_and_a_lost_phone_is_shut_out()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var (old, thief) = (new WeChatPhone(host.Http, "oOld", safe: true), new WeChatPhone(host.Http, "oThief", safe: true));
        await WeChatHostTests.ReportAsync(wechat, old);
        Assert.Contains("报过1件事", await old.AskAsync(wechat, "我的资料给我看看"), StringComparison.Ordinal);
        var code = Digits().Match(await old.AskAsync(wechat, "换个手机用")).Value;

        var page = await host.ResidentAsync();
        await page.SayAsync($"绑定 {code}", "接上了");
        Assert.Contains("绑定码不对", await thief.AskAsync(wechat, $"绑定 {code}"), StringComparison.Ordinal);
        await page.SayAsync("到哪一步了", "查询码");

        // News goes to the page, where the resident spoke last.
        await AcceptAsync(host, ReviewDecision.Verify, new("v", "村里", Level.Village, "411523201203"));
        await page.HearAsync("有新消息");
        Assert.False(wechat.Received.ContainsKey("oOld"));

        // Back on the old phone, then it is lost: the page shuts it out.
        await old.SayAsync("你好");
        var claim = await ClaimAsync(host);
        var token = await host.CadreAsync("zhen", Level.Township, "411523201");
        var (status, unlinked, _) = await host.ApiAsync(HttpMethod.Post, $"/api/v1/claims/{claim.Id}/phones/unlink", token, new { });
        Assert.Equal((HttpStatusCode.OK, 2), (status, unlinked.GetProperty("accounts").GetInt32()));
        Assert.DoesNotContain("王秀英", await old.AskAsync(wechat, "我的资料给我看看"), StringComparison.Ordinal);

        // News finds no phone that knows them: nobody's chat is told, somebody calls.
        var told = await page.ToldAsync();
        await AcceptAsync(host, ReviewDecision.Accept, Township);
        var store = host.Services.GetRequiredService<IClaimStore>();
        await WholeHost.UntilAsync(async () => (await store.EscalationsAsync(Township, includeClosed: false, Now)).Any(e => e.Kind == "call"));
        var call = (await store.EscalationsAsync(Township, includeClosed: false, Now)).Single(e => e.Kind == "call");
        Assert.Equal((claim.SubjectId, claim.Place), (call.SubjectId, call.Place));
        Assert.Equal(told, await page.ToldAsync());

        var (_, fresh, _) = await host.ApiAsync(HttpMethod.Post, $"/api/v1/claims/{claim.Id}/phones/code", token, new { });
        var next = new WeChatPhone(host.Http, "oNew", safe: true);
        Assert.Contains("接上了", await next.AskAsync(wechat, $"绑定 {fresh.GetProperty("digits").GetString()}"), StringComparison.Ordinal);
        var village = await host.CadreAsync("cun", Level.Village, "411523201203");
        Assert.Equal(HttpStatusCode.Forbidden, (await host.ApiAsync(HttpMethod.Post, $"/api/v1/claims/{claim.Id}/phones/code", village, new { })).Status);
    }

    [Fact]
    public async Task Codes_cannot_be_tried_out()
    {
        await using var host = await WholeHost.StartAsync();
        var guesser = await host.ResidentAsync();
        for (var i = 0; i < 4; i++) await guesser.SayAsync($"绑定 1234567{i}", "绑定码不对");
        await guesser.SayAsync("绑定 12345678", "绑定码不对");
        await guesser.SayAsync("绑定 12345679", "次数太多");
    }

    private static async Task<Claim> ClaimAsync(WholeHost host) => Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), Township, Now)).Claims);

    private static async Task AcceptAsync(WholeHost host, ReviewDecision decision, Reviewer reviewer) =>
        Assert.Null((await host.Services.GetRequiredService<DecideClaim>().RunAsync((await ClaimAsync(host)).Id, reviewer, new(decision, "属实"), null, Now)).Refusal);

    [GeneratedRegex(@"\d{8}")]
    private static partial Regex Digits();
}

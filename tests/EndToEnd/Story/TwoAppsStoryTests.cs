using System.Text.RegularExpressions;
using Benchmarks;
using BotHost.Accounts;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Storage.Accounts;
using EndToEnd.Clients;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Story;

/// <summary>A resident in WeChat and two cadres in WeCom, from the cry for help to the news that the township has accepted; nobody at a console.</summary>
public partial class TwoAppsStoryTests
{
    private const string WeChatKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", CorpKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", Wang = "oWang";

    private static readonly Reviewer County = new("u", "县里", Level.County, "411523");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_urgent_report_is_taken_spoken_about_handed_back_accepted_and_told()
    {
        var port = HostProcess.FreePort();
        await using var host = await StartAsync(port);
        await using var apps = await Apps.StartAsync(host.Http.BaseAddress!, port, new
        {
            wechat = new { token = "spamtest", key = WeChatKey, id = "wx2c2769f8efd9abc2" },
            corp = new { token = "QDG6eK", key = CorpKey, id = "wx5823bf96d3bd56c7", agent = 1000002 },
        });
        await LinkAsync(host, apps, "ZhangSan", "李秀兰", Level.Village, "411523201203");
        await LinkAsync(host, apps, "LiSi", "张建国", Level.Township, "411523201");
        foreach (var words in new[] { "我想报困难", "可以记", "家里断粮两天了,能不能先给点吃的", "周河乡毛铺村", "13837612345" }) await apps.SayAsync("wechat", Wang, words);

        var card = await apps.HearAsync("zhangsan", "没有吃的");
        Assert.Equal("template_card", card.Kind);
        Assert.DoesNotContain("断粮", card.Text, StringComparison.Ordinal);
        await apps.PressAsync("ZhangSan", card.Buttons[0], card.Code);
        Assert.Equal("update_template_card", (await apps.HearAsync("zhangsan", "已")).Kind);
        await apps.HearAsync("zhangsan", "您接了");
        await apps.HearAsync(Wang, "李秀兰");
        await SpeakAsync(apps);

        await apps.SayAsync("wecom", "ZhangSan", "交回");
        await apps.HearAsync(Wang, "我接着帮您");
        foreach (var words in new[] { "继续", "13", "王秀英", "周河乡毛铺村", "三口", "九千", "1", "13837612345", "都对", "行" }) await apps.SayAsync("wechat", Wang, words);
        var code = Code().Match((await apps.HearAsync(Wang, "收到了，编号")).Text).Value;

        await DecideAsync(host, apps, "ZhangSan", $"{code} 属实，上门看过");
        await ToldAsync(apps, times: 1);
        await DecideAsync(host, apps, "LiSi", $"{code} 受理，材料齐");
        await ToldAsync(apps, times: 2);
        var claims = host.Services.GetRequiredService<IClaimStore>();
        await WholeHost.UntilAsync(async () => (await claims.QueryAsync(new([ClaimStatus.Delivered]), County, Now)).Claims.Count == 1);
        await apps.SayAsync("wechat", Wang, "查进度");
        await apps.HearAsync(Wang, $"编号 {code}，刚刚报的。已经交到县里。");
        var claim = Assert.Single((await claims.QueryAsync(new([]), County, Now)).Claims);
        Assert.Equal([("李秀兰", ReviewDecision.Verify), ("张建国", ReviewDecision.Accept)], claim.Reviews.Select(r => (r.ByName, r.Decision)));
    }

    /// <summary>A cadre decides, and the five minutes in which it can be taken back go by.</summary>
    private static async Task DecideAsync(WholeHost host, Apps apps, string user, string words)
    {
        await apps.SayAsync("wecom", user, words);
        await apps.HearAsync(user.ToLowerInvariant(), "5分钟后生效");
        await host.Services.GetRequiredService<IConversationStore>().ReleaseDueSchedulesAsync(DateTimeOffset.UtcNow.AddMinutes(5), 100, Now);
        await apps.HearAsync(user.ToLowerInvariant(), "已经生效");
    }

    /// <summary>News on the resident's phone, which names nothing.</summary>
    private static async Task ToldAsync(Apps apps, int times)
    {
        await WholeHost.UntilAsync(() => Task.FromResult(apps.ListenFor(Wang).Count(h => h.Text.Contains("您报的事有新消息", StringComparison.Ordinal)) >= times));
        Assert.Equal("您报的事有新消息。想看就说\"查进度\"。", apps.ListenFor(Wang)[^1].Text);
    }

    /// <summary>Three messages each way, and not a word of the bot between them.</summary>
    private static async Task SpeakAsync(Apps apps)
    {
        var before = apps.ListenFor(Wang).Count;
        for (var i = 1; i <= 3; i++)
        {
            await apps.SayAsync("wecom", "ZhangSan", $"我第{i}句话");
            await apps.HearAsync(Wang, $"我第{i}句话");
            await apps.SayAsync("wechat", Wang, $"俺第{i}句话");
            await apps.HearAsync("zhangsan", $"俺第{i}句话");
        }

        Assert.Equal([.. Enumerable.Range(1, 3).Select(i => $"李秀兰：我第{i}句话")], apps.ListenFor(Wang).Skip(before).Select(h => h.Text));
    }

    private static async Task LinkAsync(WholeHost host, Apps apps, string user, string name, Level level, string area)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        Assert.Null((await desk.SaveAsync(user, name, level, area, null, [Roles.Cadre])).Problem);
        await apps.SayAsync("wecom", user, $"绑定 {await desk.ChatCodeAsync(user, Now)}");
        await apps.HearAsync(user.ToLowerInvariant(), "绑定好了");
    }

    private static Task<WholeHost> StartAsync(int port) => WholeHost.StartAsync(
        "--Channels:WeChat:AppId", "wx2c2769f8efd9abc2", "--Channels:WeChat:AppSecret", "s", "--Channels:WeChat:Token", "spamtest", "--Channels:WeChat:EncodingAesKey", WeChatKey,
        "--Channels:WeChat:ApiUrl", $"http://127.0.0.1:{port}/", "--Channels:WeCom:CorpId", "wx5823bf96d3bd56c7", "--Channels:WeCom:AgentId", "1000002", "--Channels:WeCom:Secret", "s",
        "--Channels:WeCom:Token", "QDG6eK", "--Channels:WeCom:EncodingAesKey", CorpKey, "--Channels:WeCom:ApiUrl", $"http://127.0.0.1:{port}/");

    [GeneratedRegex(@"王-\d+")]
    private static partial Regex Code();
}

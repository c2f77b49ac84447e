using BotHost.Accounts;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Desk;
using BotHost.Core.Claims;
using BotHost.Storage.Accounts;
using BotHost.Storage.Database;
using Host.Tests.Channels;
using Host.Tests.Channels.WeChat;
using Host.Tests.Channels.WeCom;
using Host.Tests.Story;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Desk;

/// <summary>A resident and a cadre, each in their own chat app, and nobody at a console.</summary>
public class DeskStoryTests
{
    private const string Village = "411523201203", Township = "411523201";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_urgent_report_is_taken_spoken_about_and_handed_back_in_chat()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var (resident, cadre, stranger) = (Phone(host, "oWang"), new WeComMember(host.Http, "ZhangSan"), Phone(host, "oLi"));
        await cadre.SayAsync($"绑定 {await CodeAsync(host, "cun", Level.Village, Village)}");
        await HeardAsync(wechat, "zhangsan", "绑定好了");
        await LinkAsync(wechat, host, stranger, "bie", Level.Village, "411523201204");
        foreach (var words in new[] { "我想报困难", "可以记", "家里断粮两天了,能不能先给点吃的", "周河乡毛铺村", "13837612345" }) await resident.SayAsync(words);
        var card = await HeardAsync(wechat, "zhangsan", "没有吃的");
        Assert.DoesNotContain("断粮", card, StringComparison.Ordinal);
        Assert.DoesNotContain("13837612345", card, StringComparison.Ordinal);
        var code = card[..card.IndexOf('：', StringComparison.Ordinal)];

        await cadre.PressAsync($"接 {code}", "rc-1");
        await HeardAsync(wechat, "zhangsan", "card updated rc-1");
        await HeardAsync(wechat, "zhangsan", "您接了");
        await HeardAsync(wechat, "oWang", "cun");
        for (var i = 1; i <= 3; i++)
        {
            await cadre.SayAsync($"我第{i}句话");
            await HeardAsync(wechat, "oWang", $"我第{i}句话");
            Assert.Null(await resident.SayAsync($"俺第{i}句话"));
            await HeardAsync(wechat, "zhangsan", $"俺第{i}句话");
        }

        await cadre.SayAsync("交回");
        await HeardAsync(wechat, "zhangsan", "交还给小助手");
        await HeardAsync(wechat, "oWang", "我接着帮您");
        Assert.NotEmpty(await resident.AskAsync(wechat, "继续"));
        await cadre.SayAsync($"办结 {code}");
        await HeardAsync(wechat, "zhangsan", "办结了");
        Assert.False(wechat.Received.ContainsKey("oLi"));
        Assert.Contains("没有找到", await stranger.AskAsync(wechat, $"接 {code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_waits_five_minutes_and_can_be_taken_back()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var (cadre, claims) = (Phone(host, "oZhang"), host.Services.GetRequiredService<IClaimStore>());
        var user = await LinkAsync(wechat, host, cadre, "cun", Level.Village, Village);
        await WeChatHostTests.ReportAsync(wechat, Phone(host, "oWang"));
        var reviewer = new Reviewer(user, "cun", Level.Village, Village);
        var claim = Assert.Single((await claims.QueryAsync(new([]), reviewer, Now)).Claims);

        Assert.Contains(claim.Reference, await cadre.AskAsync(wechat, "待办"), StringComparison.Ordinal);
        var opened = await cadre.AskAsync(wechat, claim.Reference);
        Assert.Contains("王秀英", opened, StringComparison.Ordinal);
        Assert.DoesNotContain("13837612345", opened, StringComparison.Ordinal);
        Assert.DoesNotContain("9000", opened, StringComparison.Ordinal);

        var held = await cadre.AskAsync(wechat, $"{claim.Reference} 属实，房子我看过");
        Assert.Contains("王秀英", held, StringComparison.Ordinal);
        Assert.Contains("毛铺村", held, StringComparison.Ordinal);
        Assert.Contains("撤回了", await cadre.AskAsync(wechat, "撤回"), StringComparison.Ordinal);
        Assert.Contains("没有可以撤回", await cadre.AskAsync(wechat, "撤回"), StringComparison.Ordinal);
        Assert.Contains("上一级", await cadre.AskAsync(wechat, $"{claim.Reference} 驳回 不行"), StringComparison.Ordinal);

        await cadre.SayAsync($"{claim.Reference} 属实，房子我看过");
        Assert.Equal(ClaimStatus.Submitted, (await claims.FindAsync(claim.Id, Now))!.Status);
        await host.Services.GetRequiredService<IConversationStore>().ReleaseDueSchedulesAsync(DateTimeOffset.UtcNow.AddMinutes(5), 100, Now);
        await WholeHost.UntilAsync(async () => (await claims.FindAsync(claim.Id, Now))!.Status == ClaimStatus.Verified);
        await HeardAsync(wechat, "oZhang", "已经生效");
        await HeardAsync(wechat, "oWang", "有新消息");
        var review = Assert.Single((await claims.FindAsync(claim.Id, Now))!.Reviews);
        Assert.Equal((user, "房子我看过"), (review.By, review.Reason));
    }

    [Fact]
    public async Task A_village_asks_a_resident_about_a_claim_and_hears_the_answer_under_its_code()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var (cadre, resident) = (Phone(host, "oZhang"), Phone(host, "oWang"));
        await LinkAsync(wechat, host, cadre, "cun", Level.Village, Village);
        await WeChatHostTests.ReportAsync(wechat, resident);
        var claim = Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), new("u", "cun", Level.Village, Village), Now)).Claims);
        // Only a code was typed: name and village are said first, and nothing goes to anybody before a yes. A second thought costs nothing.
        var echoed = await cadre.AskAsync(wechat, $"问{claim.Reference} 病历带了没");
        Assert.Contains("王秀英", echoed, StringComparison.Ordinal);
        Assert.Contains("毛铺村", echoed, StringComparison.Ordinal);
        Assert.Contains("什么都没办", await cadre.AskAsync(wechat, "不对"), StringComparison.Ordinal);
        Assert.False(wechat.Received.TryGetValue("oWang", out var before) && before.Any(t => t.Contains("病历", StringComparison.Ordinal)));
        await cadre.AskAsync(wechat, $"问{claim.Reference} 病历带了没");
        Assert.Contains("已经转给王秀英", await cadre.AskAsync(wechat, "1"), StringComparison.Ordinal);
        await HeardAsync(wechat, "oWang", "cun：病历带了没");
        Assert.Null(await resident.SayAsync("带了，在家，我电话13837612345"));
        Assert.StartsWith($"{claim.Reference} 王秀英说：", await HeardAsync(wechat, "oZhang", "带了，在家，我电话13837612345"), StringComparison.Ordinal);
        await cadre.SayAsync($"问{claim.Reference} 拍张照片中不");
        await HeardAsync(wechat, "oWang", "拍张照片中不");
        await cadre.SayAsync("交回");
        await HeardAsync(wechat, "oWang", "我接着帮您");
        Assert.Contains("您想办哪件事", await resident.AskAsync(wechat, "嗯嗯啊"), StringComparison.Ordinal);
        Assert.Equal(ClaimStatus.Submitted, (await host.Services.GetRequiredService<IClaimStore>().FindAsync(claim.Id, Now))!.Status);
    }

    [Fact]
    public async Task Secrets_stand_behind_a_link_that_opens_once_and_only_by_a_press()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true, "--Desk:PublicUrl", "https://help.example.gov.cn");
        var cadre = Phone(host, "oZhang");
        await LinkAsync(wechat, host, cadre, "cun", Level.Village, Village);
        await WeChatHostTests.ReportAsync(wechat, Phone(host, "oWang"));
        var claim = Assert.Single((await host.Services.GetRequiredService<IClaimStore>().QueryAsync(new([]), new("u", "cun", Level.Village, Village), Now)).Claims);
        var said = await cadre.AskAsync(wechat, claim.Reference);
        Assert.DoesNotContain("9000", said, StringComparison.Ordinal);
        var path = PathIn(said);

        // Only who and where stand in the chat.
        Assert.Contains("王秀英", said, StringComparison.Ordinal);
        foreach (var hidden in new[] { "漏雨", "房子", "九千", "13837612345" }) Assert.DoesNotContain(hidden, said, StringComparison.Ordinal);

        // The chat app looks at the link by itself, and so may anybody: nothing is shown and nothing is used up.
        for (var i = 0; i < 3; i++) Assert.DoesNotContain("9000", await host.Http.GetStringAsync(path, Now), StringComparison.Ordinal);
        var (status, shown) = await PressAsync(host, path);
        Assert.Equal(System.Net.HttpStatusCode.OK, status);
        Assert.Contains("9000", shown, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await PressAsync(host, path)).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await PressAsync(host, path[..^1] + "0")).Status);
    }

    [Fact]
    public async Task The_words_and_the_phone_of_somebody_in_need_stand_behind_a_link_and_the_danger_in_the_chat()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true, "--Desk:PublicUrl", "https://help.example.gov.cn");
        var (cadre, resident) = (Phone(host, "oZhang"), Phone(host, "oWang"));
        await LinkAsync(wechat, host, cadre, "cun", Level.Village, Village);
        foreach (var words in new[] { "我想报困难", "可以记", "家里断粮两天了,能不能先给点吃的", "周河乡毛铺村", "13837612345" }) await resident.SayAsync(words);
        var card = await HeardAsync(wechat, "oZhang", "没有吃的");
        // The card that knows the village comes second.
        await HeardAsync(wechat, "oZhang", "毛铺村");
        var taken = await cadre.AskAsync(wechat, $"接 {card[..card.IndexOf('：', StringComparison.Ordinal)]}");
        Assert.DoesNotContain("断粮", taken, StringComparison.Ordinal);
        Assert.DoesNotContain("13837612345", taken, StringComparison.Ordinal);
        var path = PathIn(taken);
        var (status, shown) = await PressAsync(host, path);
        Assert.Equal(System.Net.HttpStatusCode.OK, status);
        Assert.Contains("断粮两天了", shown, StringComparison.Ordinal);
        Assert.Contains("13837612345", shown, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await PressAsync(host, path)).Status);
    }

    [Fact]
    public async Task A_login_that_was_tried_too_often_leaves_the_chat_alone_and_a_closed_account_loses_nothing_untold()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var cadre = Phone(host, "oZhang");
        var user = await LinkAsync(wechat, host, cadre, "cun", Level.Village, Village);
        await WeChatHostTests.ReportAsync(wechat, Phone(host, "oWang"));
        var (claims, store) = (host.Services.GetRequiredService<IClaimStore>(), host.Services.GetRequiredService<IConversationStore>());
        var claim = Assert.Single((await claims.QueryAsync(new([]), new(user, "cun", Level.Village, Village), Now)).Claims);

        await LockAsync(host, "cun", DateTimeOffset.UtcNow.AddMinutes(15));
        Assert.Contains(claim.Reference, await cadre.AskAsync(wechat, "待办"), StringComparison.Ordinal);
        await cadre.AskAsync(wechat, $"{claim.Reference} 属实，房子我看过");

        await LockAsync(host, "cun", DateTimeOffset.MaxValue);
        await store.ReleaseDueSchedulesAsync(DateTimeOffset.UtcNow.AddDays(1), 100, Now);
        Assert.Contains("没有办成", await HeardAsync(wechat, "oZhang", claim.Reference + "没有"), StringComparison.Ordinal);
        Assert.Equal(ClaimStatus.Submitted, (await claims.FindAsync(claim.Id, Now))!.Status);
        Assert.DoesNotContain(wechat.Received["oZhang"], t => t.Contains("件事等着", StringComparison.Ordinal));

        // The digest that fell due meanwhile said nothing, and the next one stands: opened again, the account has its digests.
        await WholeHost.UntilAsync(async () =>
        {
            await using var db = await host.Services.GetRequiredService<IDbContextFactory<BotHostDb>>().CreateDbContextAsync(Now);
            return await db.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM schedules WHERE name = 'desk.digest'").SingleAsync(Now) == 1;
        });
    }

    [Fact]
    public async Task A_held_decision_is_not_applied_to_a_claim_that_changed_meanwhile()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var (cadre, claims) = (Phone(host, "oZhang"), host.Services.GetRequiredService<IClaimStore>());
        var user = await LinkAsync(wechat, host, cadre, "cun", Level.Village, Village);
        await WeChatHostTests.ReportAsync(wechat, Phone(host, "oWang"));
        var claim = Assert.Single((await claims.QueryAsync(new([]), new(user, "cun", Level.Village, Village), Now)).Claims);
        await cadre.AskAsync(wechat, $"{claim.Reference} 属实");
        Assert.Null((await host.Services.GetRequiredService<DecideClaim>().RunAsync(claim.Id, new("other", "另一位", Level.Village, Village), new(ReviewDecision.Doubt, "房子不是他的"), null, Now)).Refusal);
        await host.Services.GetRequiredService<IConversationStore>().ReleaseDueSchedulesAsync(DateTimeOffset.UtcNow.AddMinutes(5), 100, Now);
        Assert.Contains("再看一遍", await HeardAsync(wechat, "oZhang", "没有办成"), StringComparison.Ordinal);
        Assert.Equal(ReviewDecision.Doubt, Assert.Single((await claims.FindAsync(claim.Id, Now))!.Reviews).Decision);

        // What was shown and changed since is shown again before anything is held.
        Assert.Contains("王秀英", await cadre.AskAsync(wechat, claim.Reference), StringComparison.Ordinal);
        Assert.Null((await host.Services.GetRequiredService<DecideClaim>().RunAsync(claim.Id, new("other", "另一位", Level.Village, Village), new(ReviewDecision.Add, "租的房"), null, Now)).Refusal);
        Assert.Contains("刚刚有变动", await cadre.AskAsync(wechat, $"{claim.Reference} 属实"), StringComparison.Ordinal);
        Assert.Contains("5分钟后生效", await cadre.AskAsync(wechat, $"{claim.Reference} 属实"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_township_decides_with_buttons_and_finds_a_claim_by_its_code_whatever_became_of_it()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var cadre = new WeComMember(host.Http, "LiSi");
        await cadre.SayAsync($"绑定 {await CodeAsync(host, "zhen", Level.Township, Township)}");
        await HeardAsync(wechat, "lisi", "绑定好了");
        await WeChatHostTests.ReportAsync(wechat, Phone(host, "oWang"));
        var claims = host.Services.GetRequiredService<IClaimStore>();
        var claim = Assert.Single((await claims.QueryAsync(new([]), new("u", "zhen", Level.Township, Township), Now)).Claims);
        await cadre.SayAsync(claim.Reference);
        await HeardAsync(wechat, "lisi", "困难申报，等审核");
        foreach (var button in new[] { "受理", "退回" }) Assert.Contains(wechat.Calls, c => c.Contains($"\"key\":\"{claim.Reference} {button}\"", StringComparison.Ordinal));
        Assert.DoesNotContain(wechat.Calls, c => c.Contains("属实\"", StringComparison.Ordinal));
        await cadre.PressAsync($"{claim.Reference} 退回", "rc-1");
        await HeardAsync(wechat, "lisi", "直接写");
        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Calls.Any(c => c.Contains("已按：退回", StringComparison.Ordinal))));
        await cadre.SayAsync("病历带了没");
        await HeardAsync(wechat, "lisi", "5分钟后生效");
        await host.Services.GetRequiredService<IConversationStore>().ReleaseDueSchedulesAsync(DateTimeOffset.UtcNow.AddMinutes(5), 100, Now);
        await WholeHost.UntilAsync(async () => (await claims.FindAsync(claim.Id, Now))!.Status == ClaimStatus.Returned);
        Assert.Equal("病历带了没", Assert.Single((await claims.FindAsync(claim.Id, Now))!.Questions).Words);

        // It waits for nobody here any more, and its code still finds it.
        await HeardAsync(wechat, "lisi", "已经生效");
        await cadre.SayAsync(claim.Reference);
        await HeardAsync(wechat, "lisi", "退回问本人了");
    }

    [Fact]
    public async Task Mornings_and_evenings_a_digest_lists_what_waits()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var cadre = Phone(host, "oZhang");
        await LinkAsync(wechat, host, cadre, "cun", Level.Village, Village);
        await WeChatHostTests.ReportAsync(wechat, Phone(host, "oWang"));
        Assert.False(wechat.Received.ContainsKey("oZhang"));
        await host.Services.GetRequiredService<IConversationStore>().ReleaseDueSchedulesAsync(DateTimeOffset.UtcNow.AddDays(1), 100, Now);
        Assert.Contains("王秀英", await HeardAsync(wechat, "oZhang", "有1件事等着"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_works_once_and_a_lost_phone_sees_nothing_more()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var (cadre, thief) = (Phone(host, "oZhang"), Phone(host, "oThief"));
        await host.CadreAsync("cun", Level.Village, Village);
        await using var scope = host.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var code = await desk.ChatCodeAsync("cun", Now);
        Assert.Contains("绑定码不对", await thief.AskAsync(wechat, "绑定 ABCDEFGH"), StringComparison.Ordinal);
        Assert.Contains("绑定好了", await cadre.AskAsync(wechat, $"绑定 {code}"), StringComparison.Ordinal);
        Assert.Contains("绑定码不对", await thief.AskAsync(wechat, $"绑定{code}"), StringComparison.Ordinal);
        Assert.Contains("没有等着您的事", await cadre.AskAsync(wechat, "待办"), StringComparison.Ordinal);
        Assert.Equal(1, await desk.UnlinkChatsAsync("cun", "admin", Now));
        Assert.DoesNotContain("等着您的事", await cadre.SayAsync("待办") ?? "", StringComparison.Ordinal);
    }

    /// <summary>Presses the button of a page, as a browser does.</summary>
    private static async Task<(System.Net.HttpStatusCode Status, string Page)> PressAsync(WholeHost host, string path)
    {
        using var door = await host.Http.GetAsync(path, Now);
        var page = await door.Content.ReadAsStringAsync(Now);
        var field = System.Text.RegularExpressions.Regex.Match(page, "name=\"([^\"]+)\" value=\"([^\"]+)\"");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new(field.Groups[1].Value, field.Groups[2].Value)]) };
        if (door.Headers.TryGetValues("Set-Cookie", out var cookies)) request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => c.Split(';')[0])));
        using var shown = await host.Http.SendAsync(request, Now);
        return (shown.StatusCode, await shown.Content.ReadAsStringAsync(Now));
    }

    /// <summary>The link in a chat message, without its host.</summary>
    private static string PathIn(string said) => said.Split('\n').Single(line => line.StartsWith("https://", StringComparison.Ordinal)).Trim()["https://help.example.gov.cn".Length..];

    private static async Task LockAsync(WholeHost host, string account, DateTimeOffset? until)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Cadre>>();
        Assert.True((await users.SetLockoutEndDateAsync((await users.FindByNameAsync(account))!, until)).Succeeded);
    }

    private static WeChatPhone Phone(WholeHost host, string openId) => new(host.Http, openId, safe: true);

    private static async Task<string> CodeAsync(WholeHost host, string account, Level level, string area)
    {
        await host.CadreAsync(account, level, area);
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AccountDesk>().ChatCodeAsync(account, Now))!;
    }

    private static async Task<string> LinkAsync(FakePlatforms wechat, WholeHost host, WeChatPhone phone, string account, Level level, string area)
    {
        Assert.Contains("绑定好了", await phone.AskAsync(wechat, $"绑定 {await CodeAsync(host, account, level, area)}"), StringComparison.Ordinal);
        var chat = host.Services.GetRequiredService<IConversationIds>().For("wechat", phone.OpenId);
        return (await host.Services.GetRequiredService<ICadreChats>().FindAsync(chat, Now))!.UserId;
    }

    private static async Task<string> HeardAsync(FakePlatforms wechat, string openId, string part)
    {
        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received.TryGetValue(openId, out var heard) && heard.Any(t => t.Contains(part, StringComparison.Ordinal))));
        return wechat.Received[openId].Last(t => t.Contains(part, StringComparison.Ordinal));
    }
}

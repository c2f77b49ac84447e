using BotHost.Accounts;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Desk;
using BotHost.Core.Claims;
using Host.Tests.Channels;
using Host.Tests.Channels.WeChat;
using Host.Tests.Channels.WeCom;
using Host.Tests.Story;
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
        var card = await HeardAsync(wechat, "zhangsan", "有急难");
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
        var written = await cadre.AskAsync(wechat, $"问{claim.Reference} 病历带了没");
        Assert.Contains("王秀英", written, StringComparison.Ordinal);
        Assert.Contains("毛铺村", written, StringComparison.Ordinal);
        await HeardAsync(wechat, "oWang", "cun：病历带了没");
        Assert.Null(await resident.SayAsync("带了，在家"));
        await HeardAsync(wechat, "oZhang", "带了，在家");
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
        var path = said[said.IndexOf("https://", StringComparison.Ordinal)..].Trim()["https://help.example.gov.cn".Length..];

        // The chat app looks at the link by itself, and so may anybody: nothing is shown and nothing is used up.
        for (var i = 0; i < 3; i++) Assert.DoesNotContain("9000", await host.Http.GetStringAsync(path, Now), StringComparison.Ordinal);
        var (status, shown) = await PressAsync(host, path);
        Assert.Equal(System.Net.HttpStatusCode.OK, status);
        Assert.Contains("9000", shown, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await PressAsync(host, path)).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await PressAsync(host, path[..^1] + "0")).Status);
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

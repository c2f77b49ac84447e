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
        await LinkAsync(host, stranger, "bie", Level.Village, "411523201204");
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
        Assert.NotNull(await resident.SayAsync("继续"));
        await cadre.SayAsync($"办结 {code}");
        await HeardAsync(wechat, "zhangsan", "办结了");
        Assert.False(wechat.Received.ContainsKey("oLi"));
        Assert.Contains("没有找到", await stranger.SayAsync($"接 {code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_waits_five_minutes_and_can_be_taken_back()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var (cadre, claims) = (Phone(host, "oZhang"), host.Services.GetRequiredService<IClaimStore>());
        var user = await LinkAsync(host, cadre, "cun", Level.Village, Village);
        await WeChatHostTests.ReportAsync(Phone(host, "oWang"));
        var reviewer = new Reviewer(user, "cun", Level.Village, Village);
        var claim = Assert.Single((await claims.QueryAsync(new([]), reviewer, Now)).Claims);

        Assert.Contains(claim.Reference, await cadre.SayAsync("待办"), StringComparison.Ordinal);
        var opened = await cadre.SayAsync(claim.Reference);
        Assert.Contains("王秀英", opened, StringComparison.Ordinal);
        Assert.DoesNotContain("13837612345", opened, StringComparison.Ordinal);
        Assert.DoesNotContain("9000", opened, StringComparison.Ordinal);

        var held = await cadre.SayAsync($"{claim.Reference} 属实，房子我看过");
        Assert.Contains("王秀英", held, StringComparison.Ordinal);
        Assert.Contains("毛铺村", held, StringComparison.Ordinal);
        Assert.Contains("撤回了", await cadre.SayAsync("撤回"), StringComparison.Ordinal);
        Assert.Contains("没有可以撤回", await cadre.SayAsync("撤回"), StringComparison.Ordinal);
        Assert.Contains("上一级", await cadre.SayAsync($"{claim.Reference} 驳回 不行"), StringComparison.Ordinal);

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
    public async Task A_code_works_once_and_a_lost_phone_sees_nothing_more()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var (cadre, thief) = (Phone(host, "oZhang"), Phone(host, "oThief"));
        await host.CadreAsync("cun", Level.Village, Village);
        await using var scope = host.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var code = await desk.ChatCodeAsync("cun", Now);
        Assert.Contains("绑定码不对", await thief.SayAsync("绑定 ABCDEFGH"), StringComparison.Ordinal);
        Assert.Contains("绑定好了", await cadre.SayAsync($"绑定 {code}"), StringComparison.Ordinal);
        Assert.Contains("绑定码不对", await thief.SayAsync($"绑定{code}"), StringComparison.Ordinal);
        Assert.Contains("没有等着您的事", await cadre.SayAsync("待办"), StringComparison.Ordinal);
        Assert.Equal(1, await desk.UnlinkChatsAsync("cun", "admin", Now));
        Assert.DoesNotContain("等着您的事", await cadre.SayAsync("待办") ?? "", StringComparison.Ordinal);
    }

    private static WeChatPhone Phone(WholeHost host, string openId) => new(host.Http, openId, safe: true);

    private static async Task<string> CodeAsync(WholeHost host, string account, Level level, string area)
    {
        await host.CadreAsync(account, level, area);
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AccountDesk>().ChatCodeAsync(account, Now))!;
    }

    private static async Task<string> LinkAsync(WholeHost host, WeChatPhone phone, string account, Level level, string area)
    {
        Assert.Contains("绑定好了", await phone.SayAsync($"绑定 {await CodeAsync(host, account, level, area)}"), StringComparison.Ordinal);
        var chat = host.Services.GetRequiredService<IConversationIds>().For("wechat", phone.OpenId);
        return (await host.Services.GetRequiredService<ICadreChats>().FindAsync(chat, Now))!.UserId;
    }

    private static async Task<string> HeardAsync(FakePlatforms wechat, string openId, string part)
    {
        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received.TryGetValue(openId, out var heard) && heard.Any(t => t.Contains(part, StringComparison.Ordinal))));
        return wechat.Received[openId].Last(t => t.Contains(part, StringComparison.Ordinal));
    }
}

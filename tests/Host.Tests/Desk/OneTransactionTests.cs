using BotHost.Accounts;
using BotHost.App.Claims;
using BotHost.App.Desk;
using BotHost.Core.Claims;
using BotHost.Storage.Database;
using Host.Tests.Channels;
using Host.Tests.Channels.WeChat;
using Host.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Desk;

/// <summary>What a cadre does to somebody else's records and the turn that says so are one transaction.</summary>
public class OneTransactionTests
{
    private static readonly Reviewer Village = new("u", "村里", Level.Village, "411523201203");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_that_cannot_be_stored_has_done_nothing_and_done_again_it_does_it_once()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var (resident, cadre) = (new WeChatPhone(host.Http, "oWang", safe: true), new WeChatPhone(host.Http, "oZhang", safe: true));
        await cadre.SayAsync($"绑定 {await CodeAsync(host)}");
        foreach (var words in new[] { "我想报困难", "可以记", "家里断粮两天了,能不能先给点吃的", "周河乡毛铺村", "13837612345" }) await resident.SayAsync(words);
        var claims = host.Services.GetRequiredService<IClaimStore>();
        var card = Assert.Single(await claims.EscalationsAsync(Village, includeClosed: false, Now), e => e.Urgency is not null);
        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received.TryGetValue("oZhang", out var heard) && heard.Any(t => t.Contains("没有吃的", StringComparison.Ordinal))));
        var code = System.Text.RegularExpressions.Regex.Match(wechat.Received["oZhang"].Last(), @"急-\d+").Value;
        await DeliveredAsync(host);

        await StopTurnsAsync(host, "oZhang");
        foreach (var words in new[] { $"接 {code}", "我这就来", $"办结 {code}" }) Assert.DoesNotContain("您接了", await cadre.SayAsync(words) ?? "", StringComparison.Ordinal);
        Assert.Null((await claims.FindEscalationAsync(card.Id, Village, Now))!.TakenBy);
        await LetTurnsGoOnAsync(host);

        foreach (var (words, answer) in new[] { ($"接 {code}", "您接了"), ("我这就来", "已经转给"), ($"办结 {code}", "办结了") })
        {
            if (await cadre.SayAsync(words) is { } said) wechat.Received["oZhang"].Enqueue(said);
            await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received["oZhang"].Any(t => t.Contains(answer, StringComparison.Ordinal))));
        }

        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received.TryGetValue("oWang", out var heard) && heard.Any(t => t.Contains("我这就来", StringComparison.Ordinal))));
        Assert.Single(wechat.Received["oWang"], t => t.Contains("我这就来", StringComparison.Ordinal));
        Assert.NotNull((await claims.FindEscalationAsync(card.Id, Village, Now))!.ClosedAt);
    }

    /// <summary>Nothing is on its way to anybody.</summary>
    private static Task DeliveredAsync(WholeHost host) => WholeHost.UntilAsync(async () =>
        !(await host.Services.GetRequiredService<BotHost.App.Outbox.IOutbox>().CountAsync(Now)).Any(c => c is { State: BotHost.App.Outbox.DeliveryState.Queued, Count: > 0 }));

    private static async Task<string> CodeAsync(WholeHost host)
    {
        await host.CadreAsync("cun", Level.Village, Village.Area);
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AccountDesk>().ChatCodeAsync("cun", Now))!;
    }

    /// <summary>From now on the last step of every turn of that conversation fails, after all its other writes.</summary>
    private static async Task StopTurnsAsync(WholeHost host, string openId)
    {
        var conversation = host.Services.GetRequiredService<BotHost.App.Conversations.IConversationIds>().For("wechat", openId);
        Assert.DoesNotContain('\'', conversation);
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<BotHostDb>>().CreateDbContextAsync(Now);
#pragma warning disable EF1002 // The name is our own.
        await db.Database.ExecuteSqlRawAsync($"CREATE TRIGGER stop BEFORE INSERT ON messages WHEN NEW.conversation_id = '{conversation}' AND NEW.direction = 1 AND NEW.body IS NOT NULL AND EXISTS (SELECT 1 FROM turns WHERE sequence = NEW.answers) BEGIN SELECT RAISE(ABORT, 'stop'); END", Now);
#pragma warning restore EF1002
    }

    private static async Task LetTurnsGoOnAsync(WholeHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<BotHostDb>>().CreateDbContextAsync(Now);
        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER stop", Now);
    }
}

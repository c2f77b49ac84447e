using System.Text.RegularExpressions;
using BotHost.App.Content;
using BotHost.App.Eligibility;
using BotHost.Content;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Host.Tests.Eligibility;

/// <summary>From a line that was raised, over a person's yes, to words in the chat: each who gains once, who loses or wants no messages never.</summary>
public sealed partial class GainStoryTests
{
    private static readonly Reviewer County = new("xian", "县里", Level.County, "411523");

    private const string Standards = "dialogs/eligibility/standards/xinxian.yaml";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_raised_line_is_told_once_to_the_one_who_gains_and_their_answer_is_counted()
    {
        await using var host = await TurnAsync(240, 521, async resident => await resident.SayAsync("谢谢", "不用谢"));
        var (later, resident) = (host.Host, host.Resident);
        var changes = later.Services.GetRequiredService<IOutcomeChanges>();
        var line = await LineAsync(changes, gains: true);
        Assert.Equal(0, await TellAsync(later));
        var before = await resident.ToldAsync();
        Assert.Null(await Decide(later).ApproveAsync(line, County, Now));
        Assert.NotNull(await Decide(later).ApproveAsync(line, County, Now));

        await TellAsync(later);
        var knock = await resident.HearAsync("有个新消息");
        Assert.DoesNotContain("低保", knock, StringComparison.Ordinal);
        Assert.Equal(0, await TellAsync(later));
        Assert.Equal(before + 1, await resident.ToldAsync());
        Assert.Equal(1, (await changes.CountAsync(County, Now))[TurnedState.Told]);

        Assert.DoesNotContain("低保", await resident.SayAsync("查进度", "查询码"), StringComparison.Ordinal);
        var told = await resident.SayAsync(host.Code, "规定或标准变了");
        Assert.Contains("低保：看着符合申请条件", told, StringComparison.Ordinal);
        Assert.Contains("这不是批了", told, StringComparison.Ordinal);
        await StandsAsync(changes, TurnedState.Read);
        await resident.SayAsync("帮我报上去", "都对吗");
        await StandsAsync(changes, TurnedState.Wanted);
    }

    [Fact]
    public async Task Who_loses_and_who_unsubscribed_are_never_told()
    {
        await using (var losing = await TurnAsync(521, 240, async resident => await resident.SayAsync("谢谢", "不用谢")))
        {
            var changes = losing.Host.Services.GetRequiredService<IOutcomeChanges>();
            var loss = await LineAsync(changes, gains: false);
            var before = await losing.Resident.ToldAsync();
            Assert.NotNull(await Decide(losing.Host).ApproveAsync(loss, County, Now));
            Assert.False(await changes.DecideAsync(loss.ChangeId, loss.SubjectId, "dibao", TurnedState.Approved, County, DateTimeOffset.UtcNow, Now));
            Assert.Equal(0, await TellAsync(losing.Host));
            await losing.Resident.SayAsync("你好", "您想办哪件事");
            Assert.Equal(before + 1, await losing.Resident.ToldAsync());
        }

        await using var silent = await TurnAsync(240, 521, async resident => await resident.SayAsync("退订", "不主动给您发消息"));
        var list = silent.Host.Services.GetRequiredService<IOutcomeChanges>();
        var heard = await silent.Resident.ToldAsync();
        Assert.Null(await Decide(silent.Host).ApproveAsync(await LineAsync(list, gains: true), County, Now));
        await TellAsync(silent.Host);
        await StandsAsync(list, TurnedState.Stopped);
        Assert.Equal(heard, await silent.Resident.ToldAsync());
    }

    /// <summary>Somebody reports while the first line holds; the host is started again on the second.</summary>
    private static async Task<Turned> TurnAsync(int before, int after, Func<Resident, Task> last)
    {
        var content = ContentCopy.With(Standards, _ => Line(before));
        var host = await WholeHost.StartAsync("--Content:Root", content);
        await KeepAsync(host, "none");
        var resident = await host.ResidentAsync();
        foreach (var (words, answer) in new[]
        {
            ("我想报困难，房子漏雨", "可以记吗"), ("可以记", "叫什么名字"), ("王秀英", "哪个乡镇"), ("周河乡毛铺村", "几口人"), ("三口", "一年到手"), ("九千", "电话"), ("没有", "都对吗"), ("都对", "不收一分钱"),
        }) await resident.SayAsync(words, answer);
        var receipt = await resident.SayAsync("行", "收到了，编号");
        var code = Code().Match(receipt).Groups[1].Value;
        await last(resident);
        var data = await host.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(content, Standards), Line(after), Now);
        var later = await WholeHost.StartAgainAsync(data, "--Content:Root", content);
        await KeepAsync(later, "change");
        var rejudge = later.Services.GetRequiredService<RejudgeHouseholds>();
        while (await rejudge.RunAsync(Now))
        {
        }

        return new(later, resident.At(later), code, content);
    }

    /// <summary>What a start does before it listens.</summary>
    private static async Task KeepAsync(WholeHost host, string changeId)
    {
        var live = host.Services.GetRequiredService<LiveContent>().Current;
        await host.Services.GetRequiredService<IContentArchive>().KeepAsync(live.Hash, live.Files, DateTimeOffset.UtcNow, Now);
        await host.Services.GetRequiredService<IOutcomeChanges>().BeginAsync(live.Hash, changeId, DateTimeOffset.UtcNow, Now);
    }

    private static string Line(int amount) => $$"""
        - { standard: dibao_rural_monthly, unit: yuan/month, values: [{ place: "411523", from: 2026-01-01, amount: {{amount}}, source: 县里的文件 }] }
        """;

    private static async Task<TurnedLine> LineAsync(IOutcomeChanges changes, bool gains)
    {
        TurnedLine? line = null;
        await WholeHost.UntilAsync(async () => (line = (await changes.ListAsync(County, gains, TurnedState.Waiting, 0, 50, Now)).Lines.FirstOrDefault(l => l.Outcome.Program == "dibao")) is not null);
        return line!;
    }

    private static Task StandsAsync(IOutcomeChanges changes, TurnedState state) =>
        WholeHost.UntilAsync(async () => (await changes.CountAsync(County, Now)).GetValueOrDefault(state) == 1);

    private static DecideTurned Decide(WholeHost host) => host.Services.GetRequiredService<DecideTurned>();

    /// <summary>Tells as at ten in the morning in China, whatever the hour is here. The host's own sweep may have been first.</summary>
    private static Task<int> TellAsync(WholeHost host) => new TellGains(host.Services.GetRequiredService<IOutcomeChanges>(), host.Services.GetRequiredService<IContentLibrary>(),
        new FakeTimeProvider(new(ChinaTime.DayOf(DateTimeOffset.UtcNow).ToDateTime(new(10, 0)), ChinaTime.Offset))).RunAsync(Now);

    [GeneratedRegex("查询码是 ([0-9]{4})")]
    private static partial Regex Code();

    private sealed record Turned(WholeHost Host, Resident Resident, string Code, string Content) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            Directory.Delete(Content, recursive: true);
        }
    }
}

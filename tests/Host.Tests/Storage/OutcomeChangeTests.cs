using System.Collections.Immutable;
using BotHost.App.Claims;
using BotHost.App.Eligibility;
using BotHost.Content;
using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Host.Tests.Storage;

/// <summary>A changed line turns people's outcomes: who gains waits for a person's yes, who would lose is never told.</summary>
public class OutcomeChangeTests
{
    private static readonly Reviewer County = Sample.Reviewer(Level.County, "411523");
    private static readonly Lazy<Contents> Library = new(() => new Contents());

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_gains_waits_for_a_yes_and_who_loses_stays_with_people()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var (near, far) = (await HouseholdAsync(store, 19_000), await HouseholdAsync(store, 60_000));
        await ChangeAsync(store, Library.Value.Low, Library.Value.High);
        var gain = Assert.Single((await ListAsync(store, gains: true)).Lines, l => l.Outcome.Program == "dibao");
        Assert.Equal((near.SubjectId, EligibilityOutcome.Likely), (gain.SubjectId, gain.Outcome.Now));
        Assert.Contains("D2", gain.Outcome.Criteria);
        Assert.DoesNotContain((await ListAsync(store, gains: true)).Lines, l => l.SubjectId == far.SubjectId && l.Outcome.Program == "dibao");

        Assert.Null(await Decide(store).ApproveAsync(gain, County, Now));
        Assert.Equal("别人已经处理了，刷新看看。", await Decide(store).ApproveAsync(gain, County, Now));
        Assert.Contains((await Changes(store).ListAsync(County, true, TurnedState.Approved, 0, 50, Now)).Lines, l => l.SubjectId == near.SubjectId && l.DecidedBy == "cadre-1");
        Assert.Contains(await store.Audit.ReadAsync(near.SubjectId, null, 10, Now), a => a is { Action: "outcome.approved", Actor: "cadre-1" });

        // Back again: now the same household would lose.
        await ChangeAsync(store, Library.Value.High, Library.Value.Low);
        var loss = Assert.Single((await ListAsync(store, gains: false)).Lines, l => l.Outcome.Program == "dibao");
        Assert.NotNull(await Decide(store).ApproveAsync(loss, County, Now));
        Assert.False(await Changes(store).DecideAsync(loss.ChangeId, loss.SubjectId, "dibao", TurnedState.Approved, County, StoreUnderTest.Start, Now));
        Assert.Null(await Decide(store).SettleAsync(loss, County, Now));
        Assert.Empty(store.Woken.Calls);
    }

    [Fact]
    public async Task A_crash_between_pages_loses_nobody_and_lists_nobody_twice()
    {
        var store = await StoreUnderTest.OpenAsync();
        for (var i = 0; i < 450; i++) await HouseholdAsync(store, 19_000);
        await BeginAsync(store, Library.Value.Low, Library.Value.High);
        Assert.True(await Rejudge(store).RunAsync(Now));
        var stale = await Changes(store).OpenAsync(Now);
        await using var again = await store.RestartAsync();
        Assert.True(await Rejudge(again).RunAsync(Now));
        // The same page once more, as if the process had died before it learnt that the page was kept.
        var (households, cursor, last) = await Changes(again).PageAsync(stale!.Cursor, 200, Now);
        var turned = households.Select(h => new TurnedHousehold(h, [new("dibao", EligibilityOutcome.Unlikely, EligibilityOutcome.Likely, ["D2"])])).ToList();
        await Changes(again).KeepAsync(stale, turned, cursor, last, StoreUnderTest.Start, Now);
        while (await Rejudge(again).RunAsync(Now))
        {
        }

        var seen = new List<TurnedLine>();
        for (var skip = 0; ; skip += 50)
        {
            var page = await Changes(again).ListAsync(County, true, TurnedState.Waiting, skip, 50, Now);
            if (page.Lines.Count == 0) break;
            seen.AddRange(page.Lines.Where(l => l.Outcome.Program == "dibao"));
        }

        Assert.Equal((450, 450), (seen.Count, seen.Select(l => l.SubjectId).Distinct().Count()));
        Assert.False(await Rejudge(again).RunAsync(Now));
    }

    [Fact]
    public async Task Telling_waits_for_the_day_survives_a_crash_and_stops_where_no_chat_is_known()
    {
        var store = await StoreUnderTest.OpenAsync();
        await HouseholdAsync(store, 19_000);
        await ChangeAsync(store, Library.Value.Low, Library.Value.High);
        foreach (var line in (await ListAsync(store, gains: true)).Lines) Assert.Null(await Decide(store).ApproveAsync(line, County, Now));
        var approved = (await Changes(store).CountAsync(County, Now))[TurnedState.Approved];
        Assert.Equal(0, await Tell(store, hour: 21).RunAsync(Now));
        Assert.Equal(approved, (await Changes(store).CountAsync(County, Now))[TurnedState.Approved]);

        // Two hosts that read the same list: only one of them tells.
        var due = Assert.Single(await Changes(store).DueAsync(10, Now));
        Assert.Null(due.ConversationId);
        Assert.Equal(approved, due.Gains.Length);
        await using var again = await store.RestartAsync();
        Assert.Equal(1, await Tell(again, hour: 10).RunAsync(Now));
        Assert.False(await Changes(again).SendAsync(due, null, StoreUnderTest.Start, Now));
        Assert.Equal(0, await Tell(again, hour: 10).RunAsync(Now));
        Assert.Equal(approved, (await Changes(again).CountAsync(County, Now))[TurnedState.Stopped]);
    }

    [Fact]
    public async Task The_list_ends_at_the_border_of_the_area_and_at_the_audience()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await HouseholdAsync(store, 19_000);
        await HouseholdAsync(store, 19_000, c => c with { Audience = new(Level.Prefecture) });
        await HouseholdAsync(store, 19_000, c => c with { Status = ClaimStatus.PrivateLead });
        await HouseholdAsync(store, 19_000, c => c with { Kind = ClaimKind.Complaint, Audience = new(Level.County) });
        await ChangeAsync(store, Library.Value.Low, Library.Value.High);
        var line = Assert.Single((await ListAsync(store, gains: true)).Lines, l => l.Outcome.Program == "dibao");
        var neighbour = Sample.Reviewer(Level.County, "411524");
        Assert.Equal(0, (await Changes(store).ListAsync(neighbour, true, TurnedState.Waiting, 0, 50, Now)).Total);
        Assert.NotNull(await Decide(store).ApproveAsync(line, neighbour, Now));
        Assert.NotNull(await Decide(store).ApproveAsync(line, Sample.Reviewer(Level.Township), Now));
    }

    [Fact]
    public async Task One_yes_serves_all_who_gain_alike_and_nobody_else()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        for (var i = 0; i < 3; i++) await HouseholdAsync(store, 19_000);
        var foreign = await HouseholdAsync(store, 19_000, c => c with { Audience = new(Level.Prefecture) });
        await ChangeAsync(store, Library.Value.Low, Library.Value.High);
        var waiting = (await ListAsync(store, gains: true)).Lines;
        var first = waiting.First(l => l.Outcome.Program == "dibao");
        var counted = new List<int>();
        Assert.Equal(0, await Decide(store).ApproveAlikeAsync(first, Sample.Reviewer(Level.Township), counted.Add, Now));
        Assert.Equal(3, await Decide(store).ApproveAlikeAsync(first, County, counted.Add, Now));
        Assert.Equal(3, counted[^1]);
        var approved = (await Changes(store).ListAsync(County, true, TurnedState.Approved, 0, 50, Now)).Lines;
        Assert.Equal(3, approved.Count);
        Assert.All(approved, l => Assert.Equal(("dibao", "cadre-1"), (l.Outcome.Program, l.DecidedBy)));
        Assert.DoesNotContain(approved, l => l.SubjectId == foreign.SubjectId);
        Assert.Equal(waiting.Count(l => l.Outcome.Program != "dibao"), (await ListAsync(store, gains: true)).Total);
        Assert.Equal(3, (await store.Audit.ReadAsync(null, null, 100, Now)).Count(a => a.Action == "outcome.approved"));
    }

    [Fact]
    public async Task Other_words_alone_turn_nobody()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await HouseholdAsync(store, 19_000);
        await ChangeAsync(store, Library.Value.Low, Library.Value.Reworded);
        Assert.Equal(0, (await ListAsync(store, gains: true)).Total + (await ListAsync(store, gains: false)).Total);
    }

    private static async Task<Claim> HouseholdAsync(StoreUnderTest store, decimal income, Func<Claim, Claim>? like = null)
    {
        var facts = new[] { Sample.Fact("household.size", FactValue.Of(3m)), Sample.Fact("income.household_annual", FactValue.Of(income)), Sample.Fact("expense.medical_self_paid", FactValue.Of(0m)) };
        var subject = Sample.Subject() with { Facts = facts.ToImmutableDictionary(f => f.Id) };
        var claim = (like ?? (c => c))(Sample.Claim(subject.Id, conversation: null) with { Version = 1 });
        await store.Claims.CommitAsync(new(claim, Sample.Step(claim, "submitted"), null, null, "cadre-1") { NewSubject = subject }, StoreUnderTest.Start, Now);
        return claim;
    }

    private static async Task ChangeAsync(StoreUnderTest store, ContentBundle before, ContentBundle after)
    {
        await BeginAsync(store, before, after);
        while (await Rejudge(store).RunAsync(Now))
        {
        }
    }

    private static async Task BeginAsync(StoreUnderTest store, ContentBundle before, ContentBundle after)
    {
        foreach (var content in new[] { before, after })
        {
            await store.Archive.KeepAsync(content.Hash, content.Files, store.Clock.GetUtcNow(), Now);
            store.Clock.Advance(TimeSpan.FromMinutes(1));
            await Changes(store).BeginAsync(content.Hash, Sample.Id(), store.Clock.GetUtcNow(), Now);
        }
    }

    private static IOutcomeChanges Changes(StoreUnderTest store) => store.Services.GetRequiredService<IOutcomeChanges>();

    private static RejudgeHouseholds Rejudge(StoreUnderTest store) => new(Changes(store), Library.Value, store.Clock);

    private static DecideTurned Decide(StoreUnderTest store) => new(Changes(store), store.Clock);

    private static TellGains Tell(StoreUnderTest store, int hour) => new(Changes(store), Library.Value, new FakeTimeProvider(new(2026, 11, 24, hour, 0, 0, ChinaTime.Offset)));

    private static Task<TurnedPage> ListAsync(StoreUnderTest store, bool gains) => Changes(store).ListAsync(County, gains, TurnedState.Waiting, 0, 50, Now);

    private sealed class Contents : IContentLibrary
    {
        public ContentBundle Low { get; } = Load(521);

        public ContentBundle High { get; } = Load(600);

        public ContentBundle Reworded { get; } = Load(521, f => f["prompts/zh-CN/greeting.yaml"] += " ");

        public ContentBundle Current => High;

        public ContentBundle? Find(string hash) => new[] { Low, High, Reworded }.FirstOrDefault(c => c.Hash == hash);

        private static ContentBundle Load(int line, Action<Dictionary<string, string>>? edit = null)
        {
            var files = ContentFolder.Read(Repository.Root);
            files["dialogs/eligibility/standards/xinxian.yaml"] = $$"""
                - { standard: dibao_rural_monthly, unit: yuan/month, values: [{ place: "411523", from: 2026-01-01, amount: {{line}}, source: 县里的文件 }] }
                """;
            edit?.Invoke(files);
            return ContentLoader.Load(files).Bundle!;
        }
    }
}

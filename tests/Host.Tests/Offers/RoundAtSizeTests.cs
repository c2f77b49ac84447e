using System.Diagnostics;
using System.Globalization;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Offers;
using BotHost.App.Opportunities;
using BotHost.Content;
using BotHost.Core.Matching;
using Host.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Host.Tests.Offers;

/// <summary>
/// A round over sealed profiles: what it takes in time and memory. <c>PROFILES=1000000</c> for a province's size; <c>PROFILES_FROM</c> names
/// a data directory that was prepared with as many, and is left as it is but for one draft.
/// </summary>
public class RoundAtSizeTests
{
    private const int Openings = 1_000;

    private static readonly int People = int.TryParse(Environment.GetEnvironmentVariable("PROFILES"), CultureInfo.InvariantCulture, out var asked) ? asked : 3_000;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_over_sealed_profiles_keeps_only_what_it_needs_to_score()
    {
        var given = Environment.GetEnvironmentVariable("PROFILES_FROM");
        var store = await StoreUnderTest.OpenAsync(given, LogLevel.Warning);
        try
        {
            if (given is null) await ManyPeople.JoinAsync(store, People);
            var content = new LiveContent(ContentFolder.LoadOrThrow(Repository.Root).Content, store.Archive);
            var opportunities = store.Services.GetRequiredService<IOpportunityStore>();
            await opportunities.SaveAsync([.. Enumerable.Range(0, Openings).Select(i => (new Opportunity($"job-{i}", OpportunityKind.Job, "杂工", Sample.Village[..9]) { Openings = 2 + i % 3, WageMonthly = 2_000 + i }, $"print-{i}"))], "u", StoreUnderTest.Start, Now);
            var plan = new PlanCampaign(store.Services.GetRequiredService<IOfferStore>(), opportunities, content, store.Services.GetRequiredService<IPlaceNames>(), store.Services.GetRequiredService<FreshIds>(), store.Clock);

            GC.Collect();
            var (watch, before, allocated) = (Stopwatch.StartNew(), GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes());
            var peak = before;
            using (new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20))
            {
                var campaign = await plan.RunAsync("全省", "41", "u", Now);
                Assert.Equal(People, campaign.Summary.People);
                Assert.True(campaign.Summary.Offers > 0 && campaign.Summary.Offers <= Enumerable.Range(0, Openings).Sum(i => 2 + i % 3));
            }

            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{People} sealed profiles, {Openings} openings: {watch.Elapsed.TotalSeconds:F1} s, at most {(peak - before) >> 20} MB more on the heap with what was not collected yet, {(GC.GetTotalAllocatedBytes() - allocated) >> 20} MB allocated in all, {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB process at its peak"));
        }
        finally
        {
            if (given is null) await store.DisposeAsync();
            else await store.StopAsync();
        }
    }
}

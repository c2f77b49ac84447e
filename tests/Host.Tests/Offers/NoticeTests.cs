using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using BotHost.App.Conversations;
using BotHost.App.Offers;
using BotHost.App.Outbox;
using BotHost.Content;
using BotHost.Core.Content;
using BotHost.Core.Matching;
using BotHost.Core.Offers;
using Host.Tests.Conversations;
using Host.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Host.Tests.Offers;

/// <summary>
/// A province hears of offers through a rate-limited channel, and the host is stopped and started in the middle: everybody hears once.
/// <c>NOTICES=1000000</c> for the full size; <c>NOTICES_FROM</c> names a data directory that an earlier run has prepared with as many.
/// </summary>
public class NoticeTests
{
    private static readonly int People = int.TryParse(Environment.GetEnvironmentVariable("NOTICES"), CultureInfo.InvariantCulture, out var asked) ? asked : 1_000;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_hears_of_their_offer_once_though_the_host_stops_in_the_middle()
    {
        var watch = Stopwatch.StartNew();
        var directory = Environment.GetEnvironmentVariable("NOTICES_FROM") ?? await PrepareAsync();
        Tell($"{People} people and their offers prepared", watch);
        var (content, _) = ContentFolder.LoadOrThrow(Repository.Root);
        var heard = new LimitedSender(People <= 1_000 ? 400 : 2_500);
        var stops = 0;
        try
        {
            while (heard.Count < People)
            {
                await using var host = await StartAsync(directory, content, heard);
                var send = new SendOffers(host.Get<IOfferStore>(), host.Get<LiveContent>(), new FakeTimeProvider(StoreUnderTest.Start));
                // The first host stops with half the offers unsent, and half of what it sent on its way.
                var (most, until) = stops == 0 ? (People / 2, People / 4) : (People, People);
                var (queued, idle) = (0, 0);
                while (heard.Count < until && idle < 6_000)
                {
                    var before = heard.Count;
                    var sent = queued < most ? (await send.RunAsync(Now)).People : 0;
                    queued += sent;
                    if (sent == 0) await Task.Delay(10, Now);
                    idle = heard.Count == before ? idle + 1 : 0;
                }

                Tell($"{heard.Count} heard", watch);
                Assert.True(idle < 6_000, $"nothing more is sent after {heard.Count} of {People}");
                stops++;
            }

            // What is left must stay silent.
            await using (var host = await StartAsync(directory, content, heard))
            {
                Assert.Equal(new SentPage(0, HeldBack: false), await new SendOffers(host.Get<IOfferStore>(), host.Get<LiveContent>(), new FakeTimeProvider(StoreUnderTest.Start)).RunAsync(Now));
                await Task.Delay(500, Now);
                Assert.Equal(People, (await host.Get<IOfferStore>().ProgressAsync("campaign", Now)).Offers[OfferStatus.Sent]);
            }

            Assert.True(stops > 1);
            Assert.Equal(People, heard.Count);
            Assert.All(heard.Received.Values, times => Assert.Equal(1, times));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Tell(string what, Stopwatch watch)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{what} after {watch.Elapsed.TotalSeconds:F1} s, {Environment.WorkingSet >> 20} MB");
    }

    private static Task<HostUnderTest> StartAsync(string directory, ContentBundle content, IChannelSender sender) => HostUnderTest.StartAsync(directory, keepDirectory: true, services =>
    {
        services.AddSingleton(content).AddSingleton<LiveContent>().AddSingleton<ILiveContent>(s => s.GetRequiredService<LiveContent>());
        services.AddSingleton(sender);
    }, LogLevel.Warning);

    /// <summary>People who agreed to be matched, and one running campaign with an offer for each.</summary>
    private static async Task<string> PrepareAsync()
    {
        var store = await StoreUnderTest.OpenAsync(remember: LogLevel.Warning);
        var offers = store.Services.GetRequiredService<IOfferStore>();
        await ManyPeople.JoinAsync(store, People);
        var plan = Enumerable.Range(0, People).Select(i => (new Offer("o" + i.ToString("D7", CultureInfo.InvariantCulture), "job", "s" + i.ToString(CultureInfo.InvariantCulture), OpportunityKind.Job, "缝纫工", "周河乡", ["会缝纫"]), 5_000)).ToList();
        await offers.CreateAsync(new("campaign", "全省", "41", CampaignStatus.Draft, "u", StoreUnderTest.Start, "c", new(People, 0, 1, People, People, 0, [])), plan, Now);
        Assert.True(await offers.StartAsync("campaign", "u", StoreUnderTest.Start, Now));
        await store.StopAsync();
        return store.Directory;
    }

    /// <summary>A channel that takes so many a second, and remembers who heard how often.</summary>
    private sealed class LimitedSender(int perSecond) : IChannelSender
    {
        private int count;

        public string Channel => "storm";

        public bool OneMessagePerTurn => false;

        public SendLimits Limits => new(perSecond);

        public int Count => Volatile.Read(ref count);

        public ConcurrentDictionary<string, int> Received { get; } = new();

        public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation)
        {
            Assert.Contains("有1个机会", Assert.Single(turn.Activities).Text, StringComparison.Ordinal);
            Received.AddOrUpdate(turn.ConversationId, 1, (_, times) => times + 1);
            Interlocked.Increment(ref count);
            return Task.FromResult(new SendResult(SendOutcome.Sent));
        }
    }
}

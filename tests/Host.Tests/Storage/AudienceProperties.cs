using BotHost.App.Claims;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;
using CsCheck;

namespace Host.Tests.Storage;

/// <summary>Whatever the claims and whoever asks: every query shows exactly what <see cref="Audience.Admits"/> allows, and nobody a private lead.</summary>
public class AudienceProperties
{
    private static readonly Gen<string> Place = Gen.OneOf(
        "41", "4115", "411523", "411523201", "411523201203", "411523201204", "411523202", "411523202001", "411524", "411524100001", "4116", "410101", "410101999999");

    private static readonly Gen<Level> Levels = Gen.Enum<Level>();

    private static readonly Gen<string?> Desk = Gen.OneOf<string?>(null, null, null, "disability", "education");

    private static readonly Gen<(string Place, Audience Audience, ClaimStatus Status, ClaimKind Kind, bool SamePerson)> Claims =
        Gen.Select(Place, Levels, Desk, Gen.Enum<ClaimStatus>(), Gen.Enum<ClaimKind>(), (place, level, desk, status, kind) => (place, new Audience(level, desk), status, kind))
            .Select(Gen.Bool, (claim, same) => (claim.place, claim.Item2, claim.status, claim.kind, same));

    private static readonly Gen<Reviewer> Reviewers = Gen.Select(Levels, Place, Desk, (level, area, desk) => new Reviewer("r", "李干部", level, area, desk));

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_counts_search_hints_and_single_claims_agree_with_the_rule()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var filed = new List<Claim>();
        Claims.Array[120].Sample(all =>
        {
            foreach (var (place, audience, status, kind, same) in all)
                filed.Add(ClaimStoreTests.FileAsync(store, c => c with
                {
                    Place = place, Audience = audience, Status = status, Kind = kind,
                    Subject = c.Subject with { IdNumber = same ? "411523195003078521" : Sample.Id() },
                }).GetAwaiter().GetResult());
        }, iter: 1, threads: 1);

        Reviewers.Sample(reviewer =>
        {
            var may = filed.Where(c => c.Status != ClaimStatus.PrivateLead && c.Audience.Admits(reviewer, c.Place)).ToList();
            var all = store.Claims.QueryAsync(new([], Take: 1000), reviewer, Now).GetAwaiter().GetResult();
            Assert.Equal(Ids(may), Ids(all.Claims));
            Assert.Equal(may.Count, all.Total);
            Assert.Equal(Ids(may), Ids(store.Claims.QueryAsync(new([], "王秀兰", Take: 1000), reviewer, Now).GetAwaiter().GetResult().Claims));
            Assert.Equal(Ids(may.Where(c => c.Place.StartsWith("411523", StringComparison.Ordinal))), Ids(store.Claims.QueryAsync(new([], PlacePrefix: "411523", Take: 1000), reviewer, Now).GetAwaiter().GetResult().Claims));
            Assert.Equal(may.GroupBy(c => c.Status).ToDictionary(g => g.Key, g => g.Count()), store.Claims.CountAsync(reviewer, Now).GetAwaiter().GetResult());
            var hints = store.Claims.SameIdentityAsync(filed[0] with { Subject = filed[0].Subject with { IdNumber = "411523195003078521" } }, reviewer, Now).GetAwaiter().GetResult();
            Assert.Equal(Ids(may.Where(c => c.Id != filed[0].Id && c.Subject.IdNumber == "411523195003078521" && c.IsOpen)), Ids(hints));
            foreach (var claim in filed.Take(20))
                Assert.Equal(may.Contains(claim), store.Claims.FindAsync(claim.Id, reviewer, Now).GetAwaiter().GetResult() is not null);
        }, iter: 60, threads: 1);
    }

    [Fact]
    public async Task Escalations_agree_with_the_rule()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var raised = new List<Escalation>();
        Gen.Select(Place, Levels, Desk).Array[60].Sample(all =>
        {
            foreach (var (place, level, desk) in all)
                raised.Add(new(Sample.Id(), "human", Sample.Conversation, null, null, "叫人", place, new(level, desk), StoreUnderTest.Start, StoreUnderTest.Start));
        }, iter: 1, threads: 1);
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("叫人"), Now)).Sequence;
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), sequence, null, raised.Select(e => new Effect.SaveEscalation(e))), Now);

        Reviewers.Sample(reviewer =>
        {
            var may = raised.Where(e => e.Audience.Admits(reviewer, e.Place)).ToList();
            Assert.Equal(may.Select(e => e.Id).Order(), store.Claims.EscalationsAsync(reviewer, true, Now).GetAwaiter().GetResult().Select(e => e.Id).Order());
            foreach (var one in raised.Take(10))
                Assert.Equal(may.Contains(one), store.Claims.FindEscalationAsync(one.Id, reviewer, Now).GetAwaiter().GetResult() is not null);
        }, iter: 100, threads: 1);
    }

    private static List<string> Ids(IEnumerable<Claim> claims) => [.. claims.Select(c => c.Id).Order()];
}

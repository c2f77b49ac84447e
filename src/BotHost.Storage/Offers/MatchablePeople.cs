using System.Runtime.CompilerServices;
using System.Text.Json;
using BotHost.App.Offers;
using BotHost.Core.Activities;
using BotHost.Core.Matching;
using BotHost.Core.Offers;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Offers;

/// <summary>Opens the profiles of a place, one page after the other.</summary>
internal sealed class MatchablePeople(IDbContextFactory<BotHostDb> contexts, KeyRing keys)
{
    private const int PageSize = 2_000;

    public async Task<int> CountAsync(string place, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.WorkProfiles.CountAsync(p => p.Place.StartsWith(place), cancellation);
    }

    public async IAsyncEnumerable<IReadOnlyList<MatchablePerson>> PagesAsync(string place, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        for (var from = ""; ;)
        {
            var rows = await db.WorkProfiles.Where(p => p.Place.StartsWith(place) && p.SubjectId.CompareTo(from) > 0).OrderBy(p => p.SubjectId).Take(PageSize)
                .Join(db.Subjects, p => p.SubjectId, s => s.Id, (p, s) => new Row(p.SubjectId, p.Body, p.RoundsWaited, s.DataKey)).ToListAsync(cancellation);
            if (rows.Count == 0) yield break;
            rows.Sort((a, b) => string.CompareOrdinal(a.SubjectId, b.SubjectId));
            var until = rows[^1].SubjectId;
            var known = await KnownAsync(db, from, until, cancellation);
            var declined = await DeclinedAsync(db, known.SelectMany(k => k), cancellation);
            yield return rows.ConvertAll(r => Read(r, known[r.SubjectId].ToList(), declined, now.AddDays(-7)));
            from = until;
        }
    }

    private static async Task<ILookup<string, Known>> KnownAsync(BotHostDb db, string from, string until, CancellationToken cancellation) =>
        (await db.Offers.Where(o => o.SubjectId.CompareTo(from) > 0 && o.SubjectId.CompareTo(until) <= 0 && o.Status > OfferStatus.Proposed)
            .Select(o => new Known(o.SubjectId, o.OpportunityId, o.Status, o.Reason, o.SentAt, o.AnsweredAt)).ToListAsync(cancellation)).ToLookup(o => o.SubjectId, StringComparer.Ordinal);

    private static async Task<Dictionary<string, Opportunity>> DeclinedAsync(BotHostDb db, IEnumerable<Known> known, CancellationToken cancellation)
    {
        var openings = new Dictionary<string, Opportunity>(StringComparer.Ordinal);
        foreach (var part in known.Where(o => o is { Status: OfferStatus.Declined, Reason: not null }).Select(o => o.OpportunityId).Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (var row in await db.Opportunities.Where(o => part.Contains(o.Id)).ToListAsync(cancellation)) openings[row.Id] = JsonSerializer.Deserialize<Opportunity>(row.Body, ActivityJson.Options)!;
        }

        return openings;
    }

    private MatchablePerson Read(Row row, List<Known> mine, Dictionary<string, Opportunity> openings, DateTimeOffset weekAgo)
    {
        var profile = keys.Subject(row.SubjectId, row.DataKey).Open<Resident>(row.Body, OfferWriter.ProfileRowOf(row.SubjectId));
        var lessons = mine.Where(o => o.Status == OfferStatus.Declined && openings.ContainsKey(o.OpportunityId)).OrderBy(o => o.AnsweredAt).Select(o => new Decline(openings[o.OpportunityId], o.Reason));
        return new(DeclineLessons.Apply(profile, lessons) with { RoundsWaited = row.RoundsWaited, Declined = [.. mine.Select(o => o.OpportunityId)] }, mine.Count(o => o.SentAt > weekAgo || o.Status == OfferStatus.Planned));
    }

    private sealed record Row(string SubjectId, byte[] Body, int RoundsWaited, byte[] DataKey);

    private sealed record Known(string SubjectId, string OpportunityId, OfferStatus Status, string? Reason, DateTimeOffset? SentAt, DateTimeOffset? AnsweredAt);
}

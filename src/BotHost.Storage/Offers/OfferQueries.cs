using System.Text.Json;
using BotHost.App.Offers;
using BotHost.Core.Activities;
using BotHost.Core.Facts;
using BotHost.Core.Matching;
using BotHost.Core.Offers;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Subjects;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Offers;

/// <summary>Reads profiles, campaigns and offers.</summary>
internal sealed class OfferQueries(Reads reads, IDbContextFactory<BotHostDb> contexts, KeyRing keys, HostSecrets secrets)
{
    private const string CountAnswered = """
        SELECT op.kind, op.place, p.place, sum(o.status = 3), count(*) FROM offers o JOIN opportunities op ON op.id = o.opportunity_id JOIN work_profiles p ON p.subject_id = o.subject_id
        WHERE o.sent_at >= ?1 AND o.status IN (3, 4, 6) GROUP BY 1, 2, 3
        """;

    /// <summary>Offers that keep a place from others: planned, out, wanted, or to be thought over.</summary>
    private static readonly OfferStatus[] Holding = [OfferStatus.Planned, OfferStatus.Sent, OfferStatus.Wanted, OfferStatus.Later];

    public async Task<IReadOnlyDictionary<string, HeldPlaces>> HeldAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Offers.Where(o => Holding.Contains(o.Status)).GroupBy(o => o.OpportunityId).Select(g => new { g.Key, Wanted = g.Count(o => o.Status == OfferStatus.Wanted), All = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => new HeldPlaces(g.Wanted, g.All - g.Wanted), StringComparer.Ordinal, cancellation);
    }

    public IReadOnlyList<AnsweredOffers> Answered(DateTimeOffset since) =>
        reads.Run(statements => statements.All(CountAnswered, row => new AnsweredOffers((OpportunityKind)row.Number(0), Divisions.Between(row.Text(1), row.Text(2)), (int)row.Number(3), (int)row.Number(4)), since));

    public async Task<IReadOnlyList<Campaign>> CampaignsAsync(string place, int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return [.. (await db.Campaigns.Where(c => c.Place.StartsWith(place)).OrderByDescending(c => c.CreatedAt).Take(limit).ToListAsync(cancellation)).Select(Read)];
    }

    public async Task<Campaign?> FindAsync(string campaignId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Campaigns.SingleOrDefaultAsync(c => c.Id == campaignId, cancellation) is { } row ? Read(row) : null;
    }

    public async Task<IReadOnlyList<ListedOffer>> OffersAsync(string campaignId, int skip, int take, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Offers.Where(o => o.CampaignId == campaignId).OrderBy(o => o.Id).Skip(skip).Take(take).ToListAsync(cancellation);
        var subjects = rows.Select(r => r.SubjectId).Distinct().ToList();
        var places = await db.WorkProfiles.Where(p => subjects.Contains(p.SubjectId)).ToDictionaryAsync(p => p.SubjectId, p => p.Place, StringComparer.Ordinal, cancellation);
        var listed = new List<ListedOffer>(rows.Count);
        foreach (var row in rows)
        {
            if (await keys.SubjectAsync(row.SubjectId, cancellation) is not { } key) continue;
            listed.Add(new(key.Open<Offer>(row.Body, OfferWriter.OfferRowOf(row.Id)), await NameAsync(db, row.SubjectId, key, cancellation), places.GetValueOrDefault(row.SubjectId, ""), row.Score, row.Status, row.SentAt, row.Reason));
        }

        return listed;
    }

    public async Task<CampaignProgress> ProgressAsync(string campaignId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var mine = db.Offers.Where(o => o.CampaignId == campaignId);
        var counts = await mine.GroupBy(o => o.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var reasons = await mine.Where(o => o.Reason != null).GroupBy(o => o.Reason!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        var looks = await db.FollowUps.Where(f => mine.Any(o => o.Id == f.OfferId)).GroupBy(f => f.Outcome).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        // The knock answers the event by which the offers came.
        var events = db.Messages.Where(m => m.Direction == Direction.Internal && m.ActivityId.StartsWith("offers:" + campaignId + ":")).Select(m => m.Sequence);
        var knocks = await db.Messages.Where(m => m.Direction == Direction.Out && m.Answers != null && events.Contains(m.Answers.Value)).GroupBy(m => m.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var done = knocks.Where(k => k.Key == MessageStatus.Done).Sum(k => k.Count);
        return new(counts, done, knocks.Sum(k => k.Count) - done, reasons, looks);
    }

    public async Task<IReadOnlyList<AnsweredOffer>> AnswersAsync(string campaignId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Offers.Where(o => o.CampaignId == campaignId && o.SentAt != null).OrderBy(o => o.Id)
            .Join(db.WorkProfiles, o => o.SubjectId, p => p.SubjectId, (o, p) => new { o.SubjectId, o.Status, o.SentAt, o.AnsweredAt, p.Body }).ToListAsync(cancellation);
        var answers = new List<AnsweredOffer>(rows.Count);
        foreach (var row in rows)
        {
            if (await keys.SubjectAsync(row.SubjectId, cancellation) is not { } key) continue;
            bool? wanted = row.Status switch { OfferStatus.Wanted => true, OfferStatus.Declined => false, _ => null };
            answers.Add(new(key.Open<Resident>(row.Body, OfferWriter.ProfileRowOf(row.SubjectId)), wanted, wanted is null ? null : row.AnsweredAt - row.SentAt));
        }

        return answers;
    }

    private async Task<string?> NameAsync(BotHostDb db, string subjectId, DataKey key, CancellationToken cancellation)
    {
        var factKey = secrets.Blind.Fact(subjectId, "subject.name");
        var body = await db.Facts.Where(f => f.SubjectId == subjectId && f.FactKey == factKey).Select(f => f.Body).SingleOrDefaultAsync(cancellation);
        return body is null ? null : key.Open<Fact>(body, SubjectWriter.FactRowOf(subjectId, factKey)).Value?.ToString();
    }

    private static Campaign Read(CampaignRow row) =>
        new(row.Id, row.Title, row.Place, row.Status, row.CreatedBy, row.CreatedAt, row.ContentVersion, JsonSerializer.Deserialize<CampaignSummary>(row.Summary, ActivityJson.Options)!);
}

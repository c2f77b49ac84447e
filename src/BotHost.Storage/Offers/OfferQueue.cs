using BotHost.App.Offers;
using BotHost.Core.Offers;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Subjects;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Offers;

/// <summary>Which planned offers may go out now.</summary>
internal sealed class OfferQueue(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys)
{
    private const string StopOffer = "UPDATE offers SET status = 7 WHERE id = ?1 AND status = 1";

    private const string EndCampaign = """
        UPDATE campaigns SET status = 3 WHERE id = ?1 AND status = 1 AND NOT EXISTS (SELECT 1 FROM offers WHERE campaign_id = ?1 AND status = 1)
        """;

    public async Task<IReadOnlyList<DueOffers>> DueAsync(DateTimeOffset now, int perWeek, int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var weekAgo = now.AddDays(-7);
        foreach (var campaignId in await db.Campaigns.Where(c => c.Status == CampaignStatus.Running).OrderBy(c => c.CreatedAt).Select(c => c.Id).ToListAsync(cancellation))
        {
            var rows = await db.Offers.Where(o => o.CampaignId == campaignId && o.Status == OfferStatus.Planned
                    && db.Offers.Count(s => s.SubjectId == o.SubjectId && s.SentAt > weekAgo) < perWeek)
                .OrderBy(o => o.Id).Take(limit).ToListAsync(cancellation);
            if (rows.Count > 0) return await TogetherAsync(db, campaignId, rows, weekAgo, perWeek, cancellation);
            await writer.RunAsync(session => session.Execute(EndCampaign, campaignId), null, cancellation);
        }

        return [];
    }

    /// <summary>A person's offers together, best first as the round gave them; those of somebody who is gone are stopped.</summary>
    private async Task<IReadOnlyList<DueOffers>> TogetherAsync(BotHostDb db, string campaignId, List<OfferRow> rows, DateTimeOffset weekAgo, int perWeek, CancellationToken cancellation)
    {
        var subjects = rows.Select(r => r.SubjectId).Distinct(StringComparer.Ordinal).ToList();
        var sent = await db.Offers.Where(o => subjects.Contains(o.SubjectId) && o.SentAt > weekAgo).GroupBy(o => o.SubjectId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        var matched = await db.WorkProfiles.Where(p => subjects.Contains(p.SubjectId)).Select(p => p.SubjectId).ToHashSetAsync(StringComparer.Ordinal, cancellation);
        var conversations = await SpokenOf.LatestAsync(db, matched, cancellation);
        var due = new List<DueOffers>();
        var gone = new List<string>();
        foreach (var person in rows.GroupBy(r => r.SubjectId, StringComparer.Ordinal))
        {
            if (conversations.GetValueOrDefault(person.Key) is { } conversationId && await keys.SubjectAsync(person.Key, cancellation) is { } key)
                due.Add(new(campaignId, person.Key, conversationId, [.. person.Take(perWeek - sent.GetValueOrDefault(person.Key)).Select(r => key.Open<Offer>(r.Body, OfferWriter.OfferRowOf(r.Id)))]));
            else
                gone.AddRange(person.Select(r => r.Id));
        }

        if (gone.Count > 0) await writer.RunAsync(session => { foreach (var id in gone) session.Execute(StopOffer, id); }, null, cancellation);
        return due;
    }
}

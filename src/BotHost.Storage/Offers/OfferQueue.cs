using BotHost.App.Offers;
using BotHost.Core.Offers;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
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
        var due = new List<DueOffers>();
        foreach (var person in rows.GroupBy(r => r.SubjectId, StringComparer.Ordinal))
        {
            var sent = await db.Offers.CountAsync(o => o.SubjectId == person.Key && o.SentAt > weekAgo, cancellation);
            var key = await keys.SubjectAsync(person.Key, cancellation);
            var conversationId = key is null || !await db.WorkProfiles.AnyAsync(p => p.SubjectId == person.Key, cancellation) ? null : await LatestAsync(db, person.Key, cancellation);
            if (key is null || conversationId is null)
            {
                await writer.RunAsync(session => { foreach (var row in person) session.Execute(StopOffer, row.Id); }, null, cancellation);
                continue;
            }

            due.Add(new(campaignId, person.Key, conversationId, [.. person.Take(perWeek - sent).Select(r => key.Open<Offer>(r.Body, OfferWriter.OfferRowOf(r.Id)))]));
        }

        return due;
    }

    /// <summary>Where the subject was spoken of last, by an account that still knows them.</summary>
    private static Task<string?> LatestAsync(BotHostDb db, string subjectId, CancellationToken cancellation) =>
        db.Turns.Where(t => t.SubjectId == subjectId)
            .Join(db.Conversations, t => t.ConversationId, c => c.Id, (t, c) => new { t.Sequence, c.Id, c.AccountId })
            .Where(x => db.AccountSubjects.Any(a => a.SubjectId == subjectId && a.AccountId == x.AccountId))
            .OrderByDescending(x => x.Sequence).Select(x => x.Id).FirstOrDefaultAsync(cancellation);
}

using System.Text.Json;
using BotHost.App.Opportunities;
using BotHost.Core.Activities;
using BotHost.Core.Matching;
using BotHost.Storage.Audit;
using BotHost.Storage.Database;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Opportunities;

internal sealed class OpportunityStore(GroupWriter writer, IDbContextFactory<BotHostDb> contexts) : IOpportunityStore
{
    private const string Upsert = """
        INSERT INTO opportunities (id, fingerprint, kind, title, place, body, expires_on, posted_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
        ON CONFLICT (fingerprint) DO UPDATE SET kind = ?3, title = ?4, place = ?5, body = ?6, expires_on = ?7, changed_at = ?8, closed_at = NULL
        """;

    private const string Close = "UPDATE opportunities SET closed_at = ?2 WHERE id = ?1 AND closed_at IS NULL";

    /// <summary>Rows of one transaction: a long import must not keep residents waiting for the writer.</summary>
    private const int BatchSize = 500;

    public async Task<OpportunityPage> QueryAsync(OpportunityQuery query, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.Opportunities.Where(o => o.Place.StartsWith(query.Place));
        if (query.OpenOn is { } day) rows = rows.Where(o => o.ClosedAt == null && (o.ExpiresOn == null || o.ExpiresOn >= day.DayNumber));
        if (query.Text is { Length: > 0 } text) rows = rows.Where(o => o.Title.Contains(text));
        var total = await rows.CountAsync(cancellation);
        var page = await rows.OrderByDescending(o => o.ChangedAt).ThenBy(o => o.Id).Skip(query.Skip).Take(query.Take).ToListAsync(cancellation);
        return new([.. page.Select(Read)], total);
    }

    public async Task<PostedOpportunity?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Opportunities.SingleOrDefaultAsync(o => o.Id == id, cancellation) is { } row ? Read(row) : null;
    }

    public async Task<IReadOnlyDictionary<string, PostedOpportunity>> SameAsync(IReadOnlyCollection<string> fingerprints, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = new Dictionary<string, PostedOpportunity>(StringComparer.Ordinal);
        foreach (var part in fingerprints.Distinct(StringComparer.Ordinal).Chunk(BatchSize))
        {
            foreach (var row in await db.Opportunities.Where(o => part.Contains(o.Fingerprint)).ToListAsync(cancellation)) found[row.Fingerprint] = Read(row);
        }

        return found;
    }

    public async Task SaveAsync(IReadOnlyCollection<(Opportunity Opportunity, string Fingerprint)> opportunities, string actor, DateTimeOffset at, CancellationToken cancellation)
    {
        foreach (var part in opportunities.Chunk(BatchSize))
        {
            await writer.RunAsync(
                session =>
                {
                    foreach (var (o, fingerprint) in part)
                        session.Execute(Upsert, o.Id, fingerprint, (int)o.Kind, o.Title, o.Place, JsonSerializer.Serialize(o, ActivityJson.Options), o.Expires?.DayNumber, at);
                    AuditTrail.Write(session, new(at, actor, "opportunities.imported", null, null, $"{part.Length} rows"));
                    return true;
                },
                null, cancellation);
        }
    }

    public Task<bool> CloseAsync(string id, string actor, DateTimeOffset at, CancellationToken cancellation) => writer.RunAsync(
        session =>
        {
            if (session.Execute(Close, id, at) == 0) return false;
            AuditTrail.Write(session, new(at, actor, "opportunity.closed", null, null, id));
            return true;
        },
        null, cancellation);

    private static PostedOpportunity Read(OpportunityRow row) =>
        new(JsonSerializer.Deserialize<Opportunity>(row.Body, ActivityJson.Options)! with { Id = row.Id }, row.Fingerprint, row.PostedAt, row.ClosedAt);
}

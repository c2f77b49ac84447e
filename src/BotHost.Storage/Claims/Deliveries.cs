using BotHost.App.Claims;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Claims;

/// <summary>Claims on their way to the back-office.</summary>
internal sealed class Deliveries(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys)
{
    private const string MarkDone = "UPDATE deliveries SET done_at = ?2, body = NULL, last_error = NULL WHERE id = ?1 AND done_at IS NULL";

    private const string PutOff = "UPDATE deliveries SET attempts = attempts + 1, next_at = ?2, last_error = ?3 WHERE id = ?1 AND done_at IS NULL";

    public async Task<IReadOnlyList<PendingDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await OpenAsync(db, db.Deliveries.Where(d => d.DoneAt == null && d.NextAt != null && d.NextAt <= now).OrderBy(d => d.NextAt).Take(limit), cancellation);
    }

    public async Task<IReadOnlyList<PendingDelivery>> UndeliveredAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await OpenAsync(db, db.Deliveries.Where(d => d.DoneAt == null), cancellation);
    }

    public static void Complete(WriteSession session, string deliveryId, DateTimeOffset at)
    {
        if (session.Execute(MarkDone, deliveryId, at) != 1) throw new App.Conversations.StaleRecordException($"delivery {deliveryId} is done");
    }

    public Task DeferAsync(string deliveryId, DateTimeOffset? retryAt, string error, CancellationToken cancellation) =>
        writer.RunAsync(session => { session.Execute(PutOff, deliveryId, retryAt, error); }, null, cancellation);

    private async Task<IReadOnlyList<PendingDelivery>> OpenAsync(BotHostDb db, IQueryable<DeliveryRow> rows, CancellationToken cancellation)
    {
        var found = await rows.Join(db.Subjects, d => d.SubjectId, s => s.Id, (d, s) => new { Row = d, s.DataKey }).ToListAsync(cancellation);
        return [.. found.OrderBy(f => f.Row.CreatedAt).ThenBy(f => f.Row.Id, StringComparer.Ordinal).Select(f => new PendingDelivery(
            f.Row.Id, f.Row.ClaimId, f.Row.IdempotencyKey,
            keys.Subject(f.Row.SubjectId, f.DataKey).Open(f.Row.Body, ClaimWriter.DeliveryRowOf(f.Row.IdempotencyKey)),
            f.Row.Attempts, f.Row.CreatedAt, f.Row.LastError) { SetAside = f.Row.NextAt is null })];
    }
}

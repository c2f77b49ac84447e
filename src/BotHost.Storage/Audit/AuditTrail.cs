using BotHost.App.Audit;
using BotHost.Storage.Database;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Audit;

internal sealed class AuditTrail(GroupWriter writer, IDbContextFactory<BotHostDb> contexts) : IAuditTrail
{
    private const string Insert = "INSERT INTO audit (at, actor, action, subject_id, claim_id, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    public static void Write(WriteSession session, AuditEntry e) => session.Execute(Insert, e.At, e.Actor, e.Action, e.SubjectId, e.ClaimId, e.Detail);

    public Task RecordAsync(AuditEntry entry, CancellationToken cancellation) => writer.RunAsync(session => Write(session, entry), null, cancellation);

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(string? subjectId, string? claimId, int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.Audit.AsQueryable();
        if (subjectId is not null) rows = rows.Where(a => a.SubjectId == subjectId);
        if (claimId is not null) rows = rows.Where(a => a.ClaimId == claimId);
        return await rows.OrderByDescending(a => a.Id).Take(limit)
            .Select(a => new AuditEntry(a.At, a.Actor, a.Action, a.SubjectId, a.ClaimId, a.Detail)).ToListAsync(cancellation);
    }
}

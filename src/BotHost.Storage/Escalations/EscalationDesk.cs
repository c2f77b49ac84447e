using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Escalations;
using BotHost.Storage.Audit;
using BotHost.Storage.Claims;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Escalations;

/// <summary>Escalations as cadres see and take them.</summary>
internal sealed class EscalationDesk(IDbContextFactory<BotHostDb> contexts, KeyRing keys, ConversationDirectory directory, ClaimCommits commits)
{
    private const string StillSo = "SELECT count(*) FROM escalations WHERE id = ?1 AND taken_by IS ?2 AND closed_at IS ?3";

    private const string RaiseRevision = "UPDATE accounts SET revision = revision + 1 WHERE id = ?1";

    /// <summary>Open first; among those urgent first, then by due time and age.</summary>
    public async Task<IReadOnlyList<Escalation>> ListAsync(Reviewer reviewer, bool includeClosed, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.Escalations.VisibleTo(reviewer);
        if (!includeClosed) rows = rows.Where(e => e.ClosedAt == null);
        return await OpenAsync(db, rows.OrderBy(e => e.ClosedAt != null).ThenBy(e => e.Urgency == null).ThenBy(e => e.DueAt).ThenBy(e => e.OpenedAt).ThenBy(e => e.Id), cancellation);
    }

    public async Task<Escalation?> FindAsync(string id, Reviewer reviewer, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return (await OpenAsync(db, db.Escalations.VisibleTo(reviewer).Where(e => e.Id == id), cancellation)).SingleOrDefault();
    }

    public async Task CommitAsync(Escalation? before, Escalation after, InboundActivity? notify, string actor, DateTimeOffset at, TurnWrites? with, CancellationToken cancellation)
    {
        var accountId = await directory.AccountOfAsync(after.ConversationId, cancellation)
            ?? throw new StaleRecordException($"conversation {after.ConversationId} of escalation {after.Id} is gone");
        var key = await keys.AccountAsync(accountId, cancellation);
        var save = EscalationWriter.Prepare(after, key);
        var step = before is null ? "opened" : after.IsOpen != before.IsOpen ? after.IsOpen ? "reopened" : "closed" : after.TakenBy == before.TakenBy ? "changed" : after.TakenBy is null ? "released" : "taken";
        await commits.RunAsync(
            [
                session =>
                {
                    if (before is not null && session.Number(StillSo, before.Id, before.TakenBy, before.ClosedAt) != 1) throw new StaleRecordException($"escalation {before.Id} was changed by somebody else");
                },
                save,
                session => session.Execute(RaiseRevision, accountId),
                session => AuditTrail.Write(session, new(at, actor, $"escalation.{step}", after.SubjectId, null, after.Id)),
            ],
            notify, at, with, null, cancellation);
    }

    private async Task<IReadOnlyList<Escalation>> OpenAsync(BotHostDb db, IQueryable<EscalationRow> rows, CancellationToken cancellation)
    {
        var opened = new List<Escalation>();
        foreach (var row in await rows.ToListAsync(cancellation))
        {
            if (await directory.AccountOfAsync(row.ConversationId, cancellation) is not { } accountId) continue;
            opened.Add(EscalationWriter.Read(row, await keys.AccountAsync(accountId, cancellation)));
        }

        return opened;
    }
}

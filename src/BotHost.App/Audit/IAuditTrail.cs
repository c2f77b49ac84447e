namespace BotHost.App.Audit;

/// <summary>One line of the audit trail: ids, times and hashes, never content, so that it survives erasure.</summary>
public sealed record AuditEntry(DateTimeOffset At, string Actor, string Action, string? SubjectId, string? ClaimId, string? Detail);

/// <summary>Who looked at or changed what.</summary>
public interface IAuditTrail
{
    Task RecordAsync(AuditEntry entry, CancellationToken cancellation);

    Task<IReadOnlyList<AuditEntry>> ReadAsync(string? subjectId, string? claimId, int limit, CancellationToken cancellation);
}

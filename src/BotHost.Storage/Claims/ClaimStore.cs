using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Escalations;
using BotHost.Storage.Escalations;

namespace BotHost.Storage.Claims;

/// <summary>The port, over the parts that do the work.</summary>
internal sealed class ClaimStore(ClaimQueries queries, ClaimCommits commits, Deliveries deliveries, EscalationDesk escalations) : IClaimStore
{
    public Task<Claim?> FindAsync(string claimId, Reviewer reviewer, CancellationToken cancellation) => queries.FindAsync(claimId, reviewer, cancellation);

    public Task<Claim?> FindAsync(string claimId, CancellationToken cancellation) => queries.FindAsync(claimId, null, cancellation);

    public Task<ClaimPage> QueryAsync(ClaimQuery query, Reviewer reviewer, CancellationToken cancellation) => queries.QueryAsync(query, reviewer, cancellation);

    public Task<IReadOnlyDictionary<ClaimStatus, int>> CountAsync(Reviewer reviewer, CancellationToken cancellation) => queries.CountAsync(reviewer, cancellation);

    public Task<IReadOnlyList<ClaimEvent>> HistoryAsync(string claimId, CancellationToken cancellation) => queries.HistoryAsync(claimId, cancellation);

    public Task<IReadOnlyList<Claim>> SameIdentityAsync(Claim claim, Reviewer reviewer, CancellationToken cancellation) => queries.SameIdentityAsync(claim, reviewer, cancellation);

    public Task CommitAsync(ClaimCommit commit, DateTimeOffset at, TurnWrites? with, CancellationToken cancellation) => commits.CommitAsync(commit, null, at, with, cancellation);

    public Task<IReadOnlyList<PendingDelivery>> DueDeliveriesAsync(DateTimeOffset now, int limit, CancellationToken cancellation) => deliveries.DueAsync(now, limit, cancellation);

    public Task<IReadOnlyList<PendingDelivery>> UndeliveredAsync(CancellationToken cancellation) => deliveries.UndeliveredAsync(cancellation);

    public Task CompleteDeliveryAsync(PendingDelivery delivery, ClaimCommit commit, DateTimeOffset at, CancellationToken cancellation) =>
        commits.CommitAsync(commit, session => Deliveries.Complete(session, delivery.Id, at), at, null, cancellation);

    public Task DeferDeliveryAsync(string deliveryId, DateTimeOffset? retryAt, string error, CancellationToken cancellation) =>
        deliveries.DeferAsync(deliveryId, retryAt, error, cancellation);

    public Task<IReadOnlyList<Escalation>> EscalationsAsync(Reviewer reviewer, bool includeClosed, CancellationToken cancellation) =>
        escalations.ListAsync(reviewer, includeClosed, cancellation);

    public Task<Escalation?> FindEscalationAsync(string id, Reviewer reviewer, CancellationToken cancellation) => escalations.FindAsync(id, reviewer, cancellation);

    public Task<string?> ConversationOfAsync(Claim claim, CancellationToken cancellation) => commits.ConversationOfAsync(claim, cancellation);

    public Task CommitEscalationAsync(Escalation? before, Escalation after, InboundActivity? notify, string actor, DateTimeOffset at, TurnWrites? with, CancellationToken cancellation) =>
        escalations.CommitAsync(before, after, notify, actor, at, with, cancellation);
}

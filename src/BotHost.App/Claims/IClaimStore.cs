using System.Collections.Immutable;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Escalations;

namespace BotHost.App.Claims;

/// <summary>What a reviewer looks for. Everything is limited to what the reviewer's audience admits: rows, counts and search alike.</summary>
/// <param name="Statuses">Empty for all.</param>
/// <param name="Text">Part of a name, village or reference; null for all.</param>
/// <param name="PlacePrefix">Narrows to a place below the reviewer's area; null for the whole area.</param>
public sealed record ClaimQuery(ImmutableArray<ClaimStatus> Statuses, string? Text = null, string? PlacePrefix = null, ClaimKind? Kind = null, int Skip = 0, int Take = 50);

/// <summary>A page of claims, oldest first, and how many there are in all (of those the reviewer may know of).</summary>
public sealed record ClaimPage(IReadOnlyList<Claim> Claims, int Total);

/// <summary>A claim ready to be handed over: the key stays the same for every try.</summary>
public sealed record PendingDelivery(string Id, string ClaimId, string IdempotencyKey, ReadOnlyMemory<byte> Body, int Attempts, DateTimeOffset CreatedAt, string? LastError)
{
    /// <summary>True when the back-office refused it for good: it is not tried again until a person has looked.</summary>
    public bool SetAside { get; init; }
}

/// <summary>What a decision writes, in one transaction.</summary>
/// <param name="Claim">The claim afterwards; its version is one more than the stored one (or 1 for a new claim), or the save is refused.</param>
/// <param name="Notify">An event for the claim's conversation (<c>claim.returned</c> …); null when nobody is to be told.</param>
/// <param name="Delivery">A body for the back-office; null when none is due.</param>
/// <param name="Actor">Who did it, for the audit trail.</param>
public sealed record ClaimCommit(Claim Claim, ClaimEvent Event, InboundActivity? Notify, (string IdempotencyKey, ReadOnlyMemory<byte> Body)? Delivery, string Actor)
{
    /// <summary>Facts that a reviewer put right or a cadre supplied, saved to the subject as well.</summary>
    public ImmutableArray<Core.Facts.Fact> SubjectFacts { get; init; } = [];

    /// <summary>Set when the commit also creates the subject (代报).</summary>
    public Core.Facts.Subject? NewSubject { get; init; }
}

/// <summary>Claims at rest.</summary>
public interface IClaimStore
{
    /// <summary>The claim if it exists and the reviewer may know so; otherwise null. The two cases cannot be told apart.</summary>
    Task<Claim?> FindAsync(string claimId, Reviewer reviewer, CancellationToken cancellation);

    /// <summary>The claim for the system itself (delivery, events from the back-office).</summary>
    Task<Claim?> FindAsync(string claimId, CancellationToken cancellation);

    Task<ClaimPage> QueryAsync(ClaimQuery query, Reviewer reviewer, CancellationToken cancellation);

    /// <summary>Number of claims per status that the reviewer may know of.</summary>
    Task<IReadOnlyDictionary<ClaimStatus, int>> CountAsync(Reviewer reviewer, CancellationToken cancellation);

    Task<IReadOnlyList<ClaimEvent>> HistoryAsync(string claimId, CancellationToken cancellation);

    /// <summary>Open claims of other subjects with the same identity number (by blind index): a hint for reviewers whose audience admits them.</summary>
    Task<IReadOnlyList<Claim>> SameIdentityAsync(Claim claim, Reviewer reviewer, CancellationToken cancellation);

    /// <summary>The conversation that news about a claim goes to: where its subject was spoken of last, on a phone that still knows them. Null when there is none.</summary>
    Task<string?> ConversationOfAsync(Claim claim, CancellationToken cancellation);

    /// <exception cref="StaleRecordException">The stored version is not the one this was made from.</exception>
    Task CommitAsync(ClaimCommit commit, DateTimeOffset at, CancellationToken cancellation) => CommitAsync(commit, at, null, cancellation);

    /// <exception cref="StaleRecordException">The stored version is not the one this was made from.</exception>
    /// <param name="with">Set within a turn: written with it. Null: written at once.</param>
    Task CommitAsync(ClaimCommit commit, DateTimeOffset at, TurnWrites? with, CancellationToken cancellation);

    Task<IReadOnlyList<PendingDelivery>> DueDeliveriesAsync(DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>All deliveries that are not done, for the console.</summary>
    Task<IReadOnlyList<PendingDelivery>> UndeliveredAsync(CancellationToken cancellation);

    /// <summary>Marks a delivery done and the claim delivered, and tells the conversation, in one transaction.</summary>
    Task CompleteDeliveryAsync(PendingDelivery delivery, ClaimCommit commit, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Puts a delivery off until <paramref name="retryAt"/>; null sets it aside for a person.</summary>
    Task DeferDeliveryAsync(string deliveryId, DateTimeOffset? retryAt, string error, CancellationToken cancellation);

    /// <summary>Escalations the reviewer may know of: open first, most urgent and oldest first.</summary>
    Task<IReadOnlyList<Escalation>> EscalationsAsync(Reviewer reviewer, bool includeClosed, CancellationToken cancellation);

    Task<Escalation?> FindEscalationAsync(string id, Reviewer reviewer, CancellationToken cancellation);

    /// <summary>Saves an escalation a cadre has taken or closed, and tells its conversation, in one transaction.</summary>
    /// <exception cref="StaleRecordException">Somebody else took it first.</exception>
    /// <param name="before">Null for a new one.</param>
    /// <param name="with">Set within a turn: written with it, and refused then. Null: written at once.</param>
    Task CommitEscalationAsync(Escalation? before, Escalation after, InboundActivity? notify, string actor, DateTimeOffset at, TurnWrites? with, CancellationToken cancellation);
}

using System.Collections.Immutable;
using BotHost.Core.Activities;
using BotHost.Core.Dialogs;
using BotHost.Core.Readings;

namespace BotHost.App.Conversations;

/// <summary>An accepted activity that no turn has answered yet.</summary>
/// <param name="Attempts">How often a turn was begun for it; counted before the turn, so that a crash counts too.</param>
public sealed record PendingActivity(long Sequence, InboundActivity Inbound, int Attempts);

/// <summary>Everything one turn writes, in one transaction.</summary>
/// <param name="Sequence">The inbox entry that this turn answers.</param>
/// <param name="State">The state afterwards; its <c>Turn</c> is one more than the stored one, or the commit is refused.</param>
/// <param name="Outgoing">Activities to send, in order; stored in the transcript and the outbox.</param>
public sealed record TurnCommit(
    string ConversationId, long Sequence, ConversationState State, Reading Reading, TurnSeed Seed, string ContentVersion,
    ImmutableArray<Activity> Outgoing, ImmutableArray<Effect> Effects, DateTimeOffset At);

/// <summary>Somebody else changed the same record first: load again and decide again.</summary>
public sealed class StaleRecordException(string message) : Exception(message);

/// <summary>Conversations at rest. Every write is durable when its task completes.</summary>
public interface IConversationStore
{
    /// <summary>The conversation with its account's subjects (facts, claims, consents) and open escalations; null when it is new.</summary>
    Task<ConversationRecord?> LoadAsync(string conversationId, CancellationToken cancellation);

    /// <summary>Accepted activities without an answer, oldest first.</summary>
    Task<IReadOnlyList<PendingActivity>> PendingAsync(string conversationId, CancellationToken cancellation);

    /// <summary>Conversations that have pending activities accepted before a time: what a crash left behind.</summary>
    Task<IReadOnlyList<string>> ConversationsWithPendingAsync(DateTimeOffset before, int limit, CancellationToken cancellation);

    /// <summary>Counts one more attempt before a turn is retried after a fault; returns the new count.</summary>
    Task<int> CountAttemptAsync(long sequence, CancellationToken cancellation);

    /// <summary>Writes the turn. Turns of different conversations that wait together share a transaction; one that fails is tried alone.</summary>
    /// <exception cref="StaleRecordException">The stored turn or a claim's version is not the one this turn was made from.</exception>
    Task CommitAsync(TurnCommit commit, CancellationToken cancellation);

    /// <summary>Sets a message aside that no turn can answer, with a kind reply to the resident and an escalation for a person.</summary>
    Task ParkAsync(long sequence, string fault, ImmutableArray<Activity> outgoing, ImmutableArray<Effect> effects, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Makes events out of schedules that are due; each becomes one activity in its conversation's inbox. Returns the conversations concerned.</summary>
    Task<IReadOnlyList<string>> ReleaseDueSchedulesAsync(DateTimeOffset now, int limit, CancellationToken cancellation);
}

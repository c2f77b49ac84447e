using System.Collections.Immutable;
using BotHost.Core.Activities;
using BotHost.Core.Dialogs;
using BotHost.Core.Readings;

namespace BotHost.App.Conversations;

/// <summary>An accepted activity that no turn has answered yet.</summary>
/// <param name="Attempts">How often a turn for it failed, or was cut short by a crash.</param>
public sealed record PendingActivity(long Sequence, InboundActivity Inbound, int Attempts);

/// <summary>A conversation as it stands, ready for a turn.</summary>
/// <param name="Revision">
/// Grows whenever anybody changes what the record holds besides the conversation's own state (a reviewer's decision, a corrected
/// fact, an escalation that was taken). A turn made from an older revision is refused, so a kept record may be used without asking.
/// </param>
public sealed record LoadedConversation(ConversationRecord Record, long Revision);

/// <summary>Everything one turn writes, in one transaction.</summary>
/// <param name="Sequence">The inbox entry that this turn answers.</param>
/// <param name="State">The state afterwards; its <c>Turn</c> is one more than the stored one, or the commit is refused.</param>
/// <param name="Revision">The revision of the record that the turn was made from.</param>
/// <param name="Outgoing">Activities to send, in order; stored in the transcript and the outbox.</param>
public sealed record TurnCommit(
    string ConversationId, long Sequence, ConversationState State, long Revision, Reading Reading, TurnSeed Seed, string ContentVersion,
    ImmutableArray<Activity> Outgoing, ImmutableArray<Effect> Effects, DateTimeOffset At)
{
    /// <summary>What it does to records outside the conversation.</summary>
    public TurnWrites Writes { get; init; } = new();
}

/// <summary>A message that no turn can answer: what is stored instead of a turn.</summary>
/// <param name="Fault">Kind of the fault and where it arose; never words from a message.</param>
/// <param name="Outgoing">A kind reply to the resident.</param>
/// <param name="Effects">An escalation, so that a person looks.</param>
public sealed record ParkCommit(
    string ConversationId, long Sequence, string Fault, ImmutableArray<Activity> Outgoing, ImmutableArray<Effect> Effects, DateTimeOffset At);

/// <summary>Somebody else changed the same record first: load again and decide again.</summary>
public sealed class StaleRecordException(string message) : Exception(message);

/// <summary>This message was answered (or set aside) already; nothing is left to do.</summary>
public sealed class AlreadyAnsweredException(long sequence) : Exception($"message {sequence} has been answered");

/// <summary>The store cannot be used now (disk full, file locked, hardware): nothing is wrong with what was to be stored. Try again later.</summary>
public sealed class StorageUnavailableException(string message, Exception inner) : Exception(message, inner);

/// <summary>Conversations at rest. Every write is durable when its task completes.</summary>
public interface IConversationStore
{
    /// <summary>The conversation with its account's subjects (facts, claims, consents) and open escalations; a new one when no turn was taken yet.</summary>
    /// <exception cref="KeyNotFoundException">Nothing was ever accepted for this conversation.</exception>
    Task<LoadedConversation> LoadAsync(string conversationId, CancellationToken cancellation);

    /// <summary>Accepted activities without an answer, oldest first.</summary>
    Task<IReadOnlyList<PendingActivity>> PendingAsync(string conversationId, CancellationToken cancellation);

    /// <summary>Conversations that have pending activities accepted before a time: what a crash left behind.</summary>
    Task<IReadOnlyList<string>> ConversationsWithPendingAsync(DateTimeOffset before, int limit, CancellationToken cancellation);

    /// <summary>Counts one more attempt, before a turn is begun for a message that a crash or a fault left behind; returns the new count.</summary>
    Task<int> CountAttemptAsync(long sequence, CancellationToken cancellation);

    /// <summary>Writes the turn and returns the record's revision afterwards. Turns of different conversations that wait together share a
    /// transaction; one that fails leaves the others alone.</summary>
    /// <exception cref="StaleRecordException">The stored turn, revision or a claim's version is not the one this turn was made from.</exception>
    /// <exception cref="AlreadyAnsweredException">The message is no longer pending.</exception>
    Task<long> CommitAsync(TurnCommit commit, CancellationToken cancellation);

    /// <summary>Sets a message aside that no turn can answer. The conversation's state stays as it was.</summary>
    /// <exception cref="AlreadyAnsweredException">The message is no longer pending.</exception>
    Task ParkAsync(ParkCommit park, CancellationToken cancellation);

    /// <summary>Makes events out of schedules that are due: each becomes one activity (type <c>event</c>, the schedule's name as its name,
    /// <c>{"key": …}</c> as its value) in its conversation's inbox, exactly once. Returns the conversations concerned; they have been woken.</summary>
    Task<IReadOnlyList<string>> ReleaseDueSchedulesAsync(DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>Messages that were set aside because no turn could answer them, newest first: ids, times and the fault, no words.</summary>
    Task<IReadOnlyList<ParkedMessage>> ParkedAsync(int limit, CancellationToken cancellation);
}

/// <summary>A message set aside, as the console lists it.</summary>
public sealed record ParkedMessage(long Sequence, string ConversationId, string ActivityId, DateTimeOffset AcceptedAt, string Fault);

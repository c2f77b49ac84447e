using BotHost.Core.Activities;

namespace BotHost.App.Outbox;

/// <summary>An outgoing activity that waits to be sent.</summary>
/// <param name="Attempts">Tries so far.</param>
/// <param name="PartsSent">Parts that are out already, of the message that begins with it.</param>
public sealed record OutgoingActivity(long Sequence, Activity Activity, int Attempts, int PartsSent);

/// <summary>What is due for one conversation, oldest first.</summary>
public sealed record DueTurn(string Channel, string ConversationId, string AccountAddress, IReadOnlyList<OutgoingActivity> Waiting)
{
    public IReadOnlyList<long> Sequences { get; } = [.. Waiting.Select(w => w.Sequence)];

    public OutgoingTurn ToSend() => new(Channel, ConversationId, AccountAddress, [.. Waiting.Select(w => w.Activity)], Waiting[0].PartsSent);
}

/// <summary>Why and until when something is put off.</summary>
/// <param name="RetryAt">Null sets it aside (dead letter).</param>
/// <param name="UntilTheyWrite">True when the recipient's next message opens the way again at once.</param>
/// <param name="PartsSent">Parts that went out before it failed, counted from the beginning.</param>
/// <param name="Tried">False when it was not even tried (the channel's rate is used up).</param>
public sealed record Deferral(DateTimeOffset? RetryAt, string Error, bool UntilTheyWrite = false, int PartsSent = 0, bool Tried = true);

/// <summary>Outgoing activities at rest. Within a conversation the next is due only when the one before is done.</summary>
public interface IOutbox
{
    /// <param name="wholeTurns">True to get all that waits for a conversation at once, false for one activity at a time.</param>
    Task<IReadOnlyList<DueTurn>> DueAsync(string channel, DateTimeOffset now, int limit, bool wholeTurns, CancellationToken cancellation);

    /// <param name="messageId">The channel's own id, when it gave one.</param>
    Task MarkSentAsync(IReadOnlyList<long> sequences, string? messageId, DateTimeOffset at, CancellationToken cancellation);

    Task DeferAsync(IReadOnlyList<long> sequences, Deferral deferral, CancellationToken cancellation);

    /// <summary>Activities that were set aside, newest first, for the console: ids and the error, no words.</summary>
    Task<IReadOnlyList<UnsentActivity>> SetAsideAsync(int limit, CancellationToken cancellation);

    /// <summary>What was said last, newest first, and what became of it: ids and errors, no words.</summary>
    Task<IReadOnlyList<SentActivity>> RecentAsync(int limit, CancellationToken cancellation);

    /// <summary>Puts a set-aside activity back into the queue; false when it is not set aside (any more).</summary>
    Task<bool> ResendAsync(long sequence, string actor, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>How many outgoing activities of each channel are in each state.</summary>
    Task<IReadOnlyList<DeliveryCount>> CountAsync(CancellationToken cancellation);
}

/// <summary>How far an outgoing activity got.</summary>
public enum DeliveryState
{
    Queued,
    Sent,
    Failed,
    /// <summary>The channel reported that it arrived.</summary>
    Delivered,
}

public sealed record DeliveryCount(string Channel, DeliveryState State, int Count);

/// <summary>An outgoing activity and how far it got.</summary>
/// <param name="At">When it was said.</param>
/// <param name="Error">Why it was put off or set aside.</param>
public sealed record SentActivity(long Sequence, string Channel, string ConversationId, DateTimeOffset At, DeliveryState State, string? Error);

/// <summary>An activity that could not be sent, as the console lists it.</summary>
public sealed record UnsentActivity(long Sequence, string Channel, string ConversationId, int Attempts, string Error);

/// <summary>What a channel reports later about a message it took.</summary>
public interface IDeliveryReports
{
    /// <param name="messageId">The id from <see cref="SendResult.MessageId"/>; an unknown one is ignored.</param>
    /// <param name="why">The channel's error code when it was not delivered.</param>
    Task ReportAsync(string channel, string messageId, bool delivered, string? why, CancellationToken cancellation);

    /// <summary>An activity arrived whose send seemed to fail because the answer to it was lost: it is not sent again.</summary>
    /// <param name="activityId">Our own id of it, where the channel repeats it; an unknown one is ignored.</param>
    Task ArrivedAfterAllAsync(string channel, string activityId, string messageId, CancellationToken cancellation);
}

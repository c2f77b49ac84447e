using BotHost.Core.Activities;

namespace BotHost.App.Outbox;

/// <summary>How a send ended. A closed set, each with what to do next.</summary>
public enum SendOutcome
{
    Sent,
    /// <summary>Try again later.</summary>
    Retry,
    /// <summary>This recipient cannot be reached any more (unfollowed, blocked).</summary>
    Unreachable,
    /// <summary>Our mistake or a wrong configuration: set aside, visible in the console.</summary>
    Failed,
}

/// <param name="RetryAfter">When the channel said how long to wait.</param>
public sealed record SendResult(SendOutcome Outcome, string? Detail = null, TimeSpan? RetryAfter = null);

/// <summary>An outgoing activity that waits to be sent.</summary>
public sealed record OutgoingActivity(long Sequence, string Channel, string ConversationId, string AccountAddress, Activity Activity, int Attempts);

/// <summary>Sends activities on one channel. Never throws for a failing channel.</summary>
public interface IChannelSender
{
    /// <summary>The channel it serves. A channel without a sender (our web chat) is read from the transcript by its client.</summary>
    string Channel { get; }

    Task<SendResult> SendAsync(OutgoingActivity outgoing, CancellationToken cancellation);
}

/// <summary>Outgoing activities at rest. Within a conversation the next is due only when the one before is done.</summary>
public interface IOutbox
{
    Task<IReadOnlyList<OutgoingActivity>> DueAsync(string channel, DateTimeOffset now, int limit, CancellationToken cancellation);

    Task MarkSentAsync(long sequence, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Puts off until <paramref name="retryAt"/>; null sets it aside (dead letter).</summary>
    Task DeferAsync(long sequence, DateTimeOffset? retryAt, string error, CancellationToken cancellation);

    /// <summary>Activities that were set aside, newest first, for the console: ids and the error, no words.</summary>
    Task<IReadOnlyList<UnsentActivity>> SetAsideAsync(int limit, CancellationToken cancellation);
}

/// <summary>An activity that could not be sent, as the console lists it.</summary>
public sealed record UnsentActivity(long Sequence, string Channel, string ConversationId, int Attempts, string Error);

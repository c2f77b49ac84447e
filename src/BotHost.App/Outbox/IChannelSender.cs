using BotHost.Core.Activities;

namespace BotHost.App.Outbox;

/// <summary>How a send ended. A closed set, each with what to do next.</summary>
public enum SendOutcome
{
    Sent,
    /// <summary>Try again later.</summary>
    Retry,
    /// <summary>The channel lets us say nothing more until the person writes again (window or quota used up): kept until then, and a person is asked to call.</summary>
    WindowClosed,
    /// <summary>This recipient cannot be reached any more (unfollowed, blocked).</summary>
    Unreachable,
    /// <summary>Our mistake or a wrong configuration: set aside, visible in the console.</summary>
    Failed,
}

/// <param name="Detail">Error code or kind; never words of a message.</param>
/// <param name="RetryAfter">When the channel said how long to wait.</param>
/// <param name="MessageId">The channel's own id of what was sent, by which a delivery report names it later.</param>
/// <param name="PartsSent">Parts of a long message that are out, when a later part failed: a retry goes on from there.</param>
/// <param name="Noticed">True when the window is closed but the channel could at least tell them that there is news.</param>
public sealed record SendResult(SendOutcome Outcome, string? Detail = null, TimeSpan? RetryAfter = null, string? MessageId = null, int PartsSent = 0, bool Noticed = false);

/// <summary>What waits for one recipient, in order: one activity, or all that may go out as one message.</summary>
/// <param name="PartsSent">Parts of it that an earlier try has sent already.</param>
public sealed record OutgoingTurn(string Channel, string ConversationId, string AccountAddress, IReadOnlyList<Activity> Activities, int PartsSent = 0);

/// <summary>How fast a channel may be used. 0 is without limit.</summary>
/// <param name="PerSecond">Sends a second over the whole channel.</param>
/// <param name="PerRecipientPerMinute">Sends a minute to one recipient.</param>
/// <param name="PerRecipientPerSecond">Sends a second to one recipient; set this or the minute's.</param>
/// <param name="PerRecipientPerHour">Sends an hour to one recipient.</param>
public sealed record SendLimits(int PerSecond = 0, int PerRecipientPerMinute = 0, int PerRecipientPerSecond = 0, int PerRecipientPerHour = 0)
{
    /// <summary>The most that may be asked for at once.</summary>
    public int Burst => new[] { PerSecond, PerRecipientPerMinute, PerRecipientPerSecond, PerRecipientPerHour }.Where(l => l > 0).DefaultIfEmpty(int.MaxValue).Min();
}

/// <summary>Sends activities on one channel. Never throws for a failing channel.</summary>
public interface IChannelSender
{
    /// <summary>The channel it serves. A channel without a sender (our web chat) is read from the transcript by its client.</summary>
    string Channel { get; }

    /// <summary>True where messages are counted (WeChat): everything that waits for a recipient goes out together.</summary>
    bool OneMessagePerTurn { get; }

    SendLimits Limits => new();

    /// <summary>How many messages the channel counts for a turn; a long text may need several.</summary>
    int MessagesIn(OutgoingTurn turn) => 1;

    Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation);
}

using System.Threading.RateLimiting;
using BotHost.App.Conversations;
using Microsoft.Extensions.Logging;

namespace BotHost.App.Outbox;

/// <summary>Sends what is due on a channel: in order within a conversation, several conversations at a time, never faster than the channel allows.</summary>
public sealed class SendOutbox : IDisposable
{
    private const int PageSize = 200;

    /// <summary>Conversations served at the same time.</summary>
    private const int Lanes = 32;

    /// <summary>After this many tries (about two days) an activity is set aside.</summary>
    private const int MostAttempts = 100;

    /// <summary>A closed window opens when the person writes; otherwise it is tried again after this long.</summary>
    private static readonly TimeSpan HeldFor = TimeSpan.FromDays(30);

    private readonly Dictionary<string, (IChannelSender Sender, PartitionedRateLimiter<string> Limiter)> channels;
    private readonly IOutbox outbox;
    private readonly IHostEvents events;
    private readonly TimeProvider clock;
    private readonly ILogger<SendOutbox> log;

    public SendOutbox(IOutbox outbox, IHostEvents events, IEnumerable<IChannelSender> senders, TimeProvider clock, ILogger<SendOutbox> log)
    {
        (this.outbox, this.events, this.clock, this.log) = (outbox, events, clock, log);
        channels = senders.ToDictionary(s => s.Channel, s => (s, LimiterOf(s.Limits)), StringComparer.Ordinal);
    }

    /// <summary>The channels that have a sender.</summary>
    public IReadOnlyCollection<string> Channels => channels.Keys;

    /// <summary>Sends on one channel until nothing is due. Returns how many activities were sent.</summary>
    public async Task<int> RunAsync(string channel, CancellationToken cancellation)
    {
        var (sender, limiter) = channels[channel];
        for (var sent = 0; ;)
        {
            var due = await outbox.DueAsync(channel, clock.GetUtcNow(), PageSize, sender.OneMessagePerTurn, cancellation);
            if (due.Count == 0) return sent;
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellation }, async (turn, token) =>
            {
                if (await SendOneAsync(sender, limiter, turn, token)) Interlocked.Add(ref sent, turn.Waiting.Count);
            });
        }
    }

    public void Dispose()
    {
        foreach (var (_, limiter) in channels.Values) limiter.Dispose();
    }

    private async Task<bool> SendOneAsync(IChannelSender sender, PartitionedRateLimiter<string> limiter, DueTurn turn, CancellationToken cancellation)
    {
        var going = turn.ToSend();
        using var lease = await limiter.AcquireAsync(turn.ConversationId, Math.Clamp(sender.MessagesIn(going) - going.PartsSent, 1, sender.Limits.Burst), cancellation);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(2);
            await outbox.DeferAsync(turn.Sequences, new(clock.GetUtcNow() + wait, "rate-limited", PartsSent: going.PartsSent, Tried: false), cancellation);
            return false;
        }

        var result = await sender.SendAsync(going, cancellation);
        var now = clock.GetUtcNow();
        if (result.Outcome == SendOutcome.Sent)
        {
            await outbox.MarkSentAsync(turn.Sequences, result.MessageId, now, cancellation);
            return true;
        }

        var deferral = After(result, turn.Waiting[0].Attempts + 1, now) with { PartsSent = Math.Max(result.PartsSent, turn.Waiting[0].PartsSent) };
        await outbox.DeferAsync(turn.Sequences, deferral, cancellation);
        // A notice that says only that there is news is itself the way around a closed window.
        if (result.Outcome is SendOutcome.WindowClosed or SendOutcome.Unreachable && turn.Waiting[0].Activity.Type == "message") await AskSomebodyToCallAsync(turn, result, now, cancellation);
        if (deferral.RetryAt is null)
            log.LogWarning("Not sent on {Channel}: {Outcome} {Detail}. Conversation {Conversation}, sequence {Sequence}",
                sender.Channel, result.Outcome, result.Detail, turn.ConversationId, turn.Sequences[0]);
        return false;
    }

    private static Deferral After(SendResult result, int attempts, DateTimeOffset now)
    {
        switch (result.Outcome)
        {
            case SendOutcome.WindowClosed: return new(now + HeldFor, "window-closed", UntilTheyWrite: true);
            case SendOutcome.Retry when attempts < MostAttempts:
                var wait = Backoff.After(attempts);
                return new(now + (result.RetryAfter > wait ? result.RetryAfter.Value : wait), result.Detail ?? "retry");
            default: return new(null, $"{result.Outcome}: {result.Detail}");
        }
    }

    /// <summary>Through the conversation's own inbox, so that the call is a task like any other; once for each activity that is stuck.</summary>
    private async Task AskSomebodyToCallAsync(DueTurn turn, SendResult why, DateTimeOffset now, CancellationToken cancellation) =>
        await events.RaiseAsync(ConversationEvent.For(turn.ConversationId, "message.undelivered", $"undelivered:{turn.Sequences[0]}", new { why = why.Outcome.ToString(), noticed = why.Noticed ? "yes" : "" }, now), cancellation);

    private static PartitionedRateLimiter<string> LimiterOf(SendLimits limits)
    {
        var all = PartitionedRateLimiter.Create<string, int>(_ => limits.PerSecond == 0 ? RateLimitPartition.GetNoLimiter(0)
            : RateLimitPartition.GetTokenBucketLimiter(0, _ => new() { TokenLimit = limits.PerSecond, TokensPerPeriod = limits.PerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = Lanes }));
        var each = PartitionedRateLimiter.Create<string, string>(conversation => limits.PerRecipientPerSecond > 0
            ? RateLimitPartition.GetTokenBucketLimiter(conversation, _ => new() { TokenLimit = limits.PerRecipientPerSecond, TokensPerPeriod = limits.PerRecipientPerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1) })
            : limits.PerRecipientPerMinute == 0 ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(conversation, _ => new() { PermitLimit = limits.PerRecipientPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
        var eachHour = PartitionedRateLimiter.Create<string, string>(conversation => limits.PerRecipientPerHour == 0 ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(conversation, _ => new() { PermitLimit = limits.PerRecipientPerHour, Window = TimeSpan.FromHours(1), SegmentsPerWindow = 12 }));
        return PartitionedRateLimiter.CreateChained(eachHour, each, all);
    }
}

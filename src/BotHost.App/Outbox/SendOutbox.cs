using Microsoft.Extensions.Logging;

namespace BotHost.App.Outbox;

/// <summary>Sends what is due on each channel that has a sender.</summary>
public sealed class SendOutbox(IOutbox outbox, IEnumerable<IChannelSender> senders, TimeProvider clock, ILogger<SendOutbox> log)
{
    private const int PageSize = 100;

    /// <summary>After this many tries (about two days) an activity is set aside.</summary>
    private const int MostAttempts = 100;

    /// <summary>Sends until nothing is due. A failing channel does not hold up the others. Returns how many were sent.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var sent = await Task.WhenAll(senders.Select(sender => SendChannelAsync(sender, cancellation)));
        return sent.Sum();
    }

    private async Task<int> SendChannelAsync(IChannelSender sender, CancellationToken cancellation)
    {
        for (var sent = 0; ;)
        {
            var due = await outbox.DueAsync(sender.Channel, clock.GetUtcNow(), PageSize, cancellation);
            if (due.Count == 0) return sent;
            foreach (var outgoing in due)
            {
                if (await SendOneAsync(sender, outgoing, cancellation)) sent++;
            }
        }
    }

    private async Task<bool> SendOneAsync(IChannelSender sender, OutgoingActivity outgoing, CancellationToken cancellation)
    {
        var result = await sender.SendAsync(outgoing, cancellation);
        var now = clock.GetUtcNow();
        switch (result.Outcome)
        {
            case SendOutcome.Sent:
                await outbox.MarkSentAsync(outgoing.Sequence, now, cancellation);
                return true;
            case SendOutcome.Retry when outgoing.Attempts + 1 < MostAttempts:
                var wait = Backoff.After(outgoing.Attempts + 1);
                await outbox.DeferAsync(outgoing.Sequence, now + (result.RetryAfter > wait ? result.RetryAfter.Value : wait), result.Detail ?? "retry", cancellation);
                return false;
            case SendOutcome.Retry or SendOutcome.Unreachable or SendOutcome.Failed:
                log.LogWarning("Not sent on {Channel}: {Outcome} {Detail}. Conversation {Conversation}, sequence {Sequence}",
                    sender.Channel, result.Outcome, result.Detail, outgoing.ConversationId, outgoing.Sequence);
                await outbox.DeferAsync(outgoing.Sequence, null, $"{result.Outcome}: {result.Detail}", cancellation);
                return false;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }
}

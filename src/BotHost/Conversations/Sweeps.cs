using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Outbox;

namespace BotHost.Conversations;

/// <summary>Re-drives conversations whose inbox holds something that nobody answers: after a crash at once, later what a fault left.</summary>
internal sealed class PendingSweep(IConversationStore store, IGrainFactory grains, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<PendingSweep> log) : Sweep(lifetime, log)
{
    private const int PageSize = 2_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>A turn may well take this long; what is older was lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private bool first = true;

    public override async Task SweepAsync(CancellationToken cancellation)
    {
        var before = first ? clock.GetUtcNow() : clock.GetUtcNow() - Patience;
        foreach (var conversationId in await store.ConversationsWithPendingAsync(before, PageSize, cancellation))
            await grains.GetGrain<IConversationGrain>(conversationId).RecoverAsync();
        first = false;
    }

    protected override Task NextAsync(CancellationToken cancellation) => Task.Delay(Period, clock, cancellation);
}

/// <summary>Releases schedules that are due.</summary>
internal sealed class ScheduleSweep(IConversationStore store, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ScheduleSweep> log) : Sweep(lifetime, log)
{
    private const int PageSize = 500;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public override async Task SweepAsync(CancellationToken cancellation)
    {
        while ((await store.ReleaseDueSchedulesAsync(clock.GetUtcNow(), PageSize, cancellation)).Count == PageSize)
        {
        }
    }

    protected override Task NextAsync(CancellationToken cancellation) => Task.Delay(Period, clock, cancellation);
}

/// <summary>Sends outgoing activities, as soon as they are committed and again when a retry is due. A slow channel does not hold up the others.</summary>
internal sealed class OutboxSweep(SendOutbox send, IGrainFactory grains, OutboxNudges nudges, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<OutboxSweep> log) : Sweep(lifetime, log)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Task> running = new(StringComparer.Ordinal);

    public override async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var channel in send.Channels)
        {
            if (running.TryGetValue(channel, out var before))
            {
                if (!before.IsCompleted) continue;
                running.Remove(channel);
                await before;
            }

            running[channel] = SendAsync(channel);
        }
    }

    /// <summary>What was committed after the sender's last look would wait for the next round: raise again when it is through.</summary>
    private async Task SendAsync(string channel)
    {
        if (await grains.GetGrain<IChannelGrain>(channel).SendAsync() > 0) nudges.Sending.Raise();
    }

    protected override Task NextAsync(CancellationToken cancellation) => nudges.Sending.WaitAsync(Period, clock, cancellation);
}

/// <summary>Delivers accepted claims to the back-office.</summary>
internal sealed class DeliverySweep(DeliverClaims deliver, OutboxNudges nudges, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<DeliverySweep> log) : Sweep(lifetime, log)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    public override async Task SweepAsync(CancellationToken cancellation)
    {
        while (await deliver.RunAsync(cancellation) > 0)
        {
        }
    }

    protected override Task NextAsync(CancellationToken cancellation) => nudges.Delivering.WaitAsync(Period, clock, cancellation);
}

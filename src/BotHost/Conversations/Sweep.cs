using BotHost.App.Conversations;

namespace BotHost.Conversations;

/// <summary>A loop that looks for work again and again, from the moment the host serves until it stops. A failing round is told once and followed by the next.</summary>
internal abstract class Sweep(IHostApplicationLifetime lifetime, ILogger log) : BackgroundService
{
    private bool failing;

    /// <summary>One round.</summary>
    public abstract Task SweepAsync(CancellationToken cancellation);

    /// <summary>Returns when the next round should begin.</summary>
    protected abstract Task NextAsync(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing) log.LogError("{Sweep} failed and goes on: {Fault}", GetType().Name, ParkMessage.Describe(e));
                failing = true;
            }

            await NextAsync(stoppingToken);
        }
    }
}

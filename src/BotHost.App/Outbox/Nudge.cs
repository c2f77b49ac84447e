namespace BotHost.App.Outbox;

/// <summary>Wakes a loop before its next regular round, because there is work. Nudges that come while it works count as one.</summary>
public sealed class Nudge : IDisposable
{
    private readonly SemaphoreSlim signal = new(0, 1);

    public void Raise()
    {
        try
        {
            if (signal.CurrentCount == 0) signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else raised it in the same moment.
        }
    }

    /// <summary>Returns when raised, or after the period.</summary>
    public async Task WaitAsync(TimeSpan period, TimeProvider clock, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var raised = signal.WaitAsync(either.Token);
        var passed = Task.Delay(period, clock, either.Token);
        await Task.WhenAny(raised, passed);
        await either.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose() => signal.Dispose();
}

/// <summary>What the store nudges after a commit: the sender of outgoing activities, and the deliverer of claims.</summary>
public sealed class OutboxNudges : IDisposable
{
    public Nudge Sending { get; } = new();

    public Nudge Delivering { get; } = new();

    public void Dispose()
    {
        Sending.Dispose();
        Delivering.Dispose();
    }
}

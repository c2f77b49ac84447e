namespace BotHost.Channels.Sms;

/// <summary>
/// Which of our orders the gateway took, by our own id, learned from its answers and from receipts. In memory: after a restart the gateway's
/// own rule (the same <c>outId</c> is sent once) still holds.
/// </summary>
internal sealed class SmsTaken
{
    private const int Most = 20_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, string> taken = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public void Remember(string outId, string id)
    {
        lock (gate)
        {
            if (!taken.TryAdd(outId, id)) return;
            order.Enqueue(outId);
            if (order.Count > Most) taken.Remove(order.Dequeue());
        }
    }

    /// <summary>It did not arrive, so it may be sent again.</summary>
    public void Forget(string outId)
    {
        lock (gate) taken.Remove(outId);
    }

    public string? IdOf(string outId)
    {
        lock (gate) return taken.GetValueOrDefault(outId);
    }
}

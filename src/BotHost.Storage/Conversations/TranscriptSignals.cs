using System.Threading.Channels;

namespace BotHost.Storage.Conversations;

/// <summary>Tells those who follow a conversation that something new is committed. Says that, not what: the reader asks the database.</summary>
internal sealed class TranscriptSignals
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Channel<bool>>> followers = new(StringComparer.Ordinal);

    public void Raise(string conversationId)
    {
        lock (gate)
        {
            if (!followers.TryGetValue(conversationId, out var waiting)) return;
            foreach (var follower in waiting) follower.Writer.TryWrite(true);
        }
    }

    /// <summary>Signals from now on; several that were not fetched yet count as one. Dispose to stop.</summary>
    public Subscription Subscribe(string conversationId)
    {
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (gate)
        {
            if (!followers.TryGetValue(conversationId, out var waiting)) followers.Add(conversationId, waiting = []);
            waiting.Add(signal);
        }

        return new(this, conversationId, signal);
    }

    private void Remove(string conversationId, Channel<bool> signal)
    {
        lock (gate)
        {
            if (!followers.TryGetValue(conversationId, out var waiting)) return;
            waiting.Remove(signal);
            if (waiting.Count == 0) followers.Remove(conversationId);
        }
    }

    public sealed class Subscription(TranscriptSignals signals, string conversationId, Channel<bool> signal) : IDisposable
    {
        public ValueTask<bool> NextAsync(CancellationToken cancellation) => signal.Reader.ReadAsync(cancellation);

        public void Dispose() => signals.Remove(conversationId, signal);
    }
}

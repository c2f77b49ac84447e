using Microsoft.Extensions.Options;

namespace BotHost.Channels.DirectLine;

/// <summary>Counts the open streams, so that neither a crowd nor one restless client exhausts the host.</summary>
internal sealed class OpenStreams(IOptions<DirectLineOptions> options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<CancellationTokenSource>> open = [];
    private int count;

    /// <summary>A place for one more, or null when all are taken. A phone that lost its line opens a new stream before we notice: the conversation's oldest one gives way.</summary>
    public IDisposable? Open(string conversation, CancellationTokenSource stop)
    {
        CancellationTokenSource? oldest = null;
        lock (gate)
        {
            if (count >= options.Value.MaxStreams) return null;
            if (!open.TryGetValue(conversation, out var mine)) open[conversation] = mine = [];
            if (mine.Count >= Math.Max(1, options.Value.MaxStreamsPerConversation))
            {
                oldest = mine[0];
                mine.RemoveAt(0);
            }

            mine.Add(stop);
            count++;
        }

        _ = GiveWayAsync(oldest);
        return new Place(this, conversation, stop);
    }

    private static async Task GiveWayAsync(CancellationTokenSource? oldest)
    {
        try
        {
            if (oldest is not null) await oldest.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It went by itself in the meantime.
        }
    }

    private void Close(string conversation, CancellationTokenSource stop)
    {
        lock (gate)
        {
            count--;
            if (!open.TryGetValue(conversation, out var mine)) return;
            mine.Remove(stop);
            if (mine.Count == 0) open.Remove(conversation);
        }
    }

    private sealed class Place(OpenStreams streams, string conversation, CancellationTokenSource stop) : IDisposable
    {
        public void Dispose() => streams.Close(conversation, stop);
    }
}

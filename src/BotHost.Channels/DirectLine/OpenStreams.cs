using Microsoft.Extensions.Options;

namespace BotHost.Channels.DirectLine;

/// <summary>Counts the open streams, so that neither a crowd nor one restless client exhausts the host.</summary>
internal sealed class OpenStreams(IOptions<DirectLineOptions> options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<OpenStream>> open = [];
    private int count;

    /// <summary>A place for one more, or null when all are taken. A phone that lost its line opens a new stream before we notice: the conversation's oldest one gives way.</summary>
    public OpenStream? Open(string conversation, CancellationTokenSource stop)
    {
        OpenStream? oldest = null;
        var stream = new OpenStream(conversation, stop, Close);
        lock (gate)
        {
            if (count >= options.Value.MaxStreams) return null;
            if (!open.TryGetValue(conversation, out var mine)) open[conversation] = mine = [];
            if (mine.Count >= Math.Max(1, options.Value.MaxStreamsPerConversation))
            {
                oldest = mine[0];
                mine.RemoveAt(0);
            }

            mine.Add(stream);
            count++;
        }

        _ = oldest?.GiveWayAsync();
        return stream;
    }

    /// <summary>The streams of a conversation on this host.</summary>
    public IReadOnlyList<OpenStream> Of(string conversation)
    {
        lock (gate) return open.TryGetValue(conversation, out var mine) ? [.. mine] : [];
    }

    private void Close(OpenStream stream)
    {
        lock (gate)
        {
            count--;
            if (!open.TryGetValue(stream.Conversation, out var mine)) return;
            mine.Remove(stream);
            if (mine.Count == 0) open.Remove(stream.Conversation);
        }
    }
}

using System.Net.WebSockets;

namespace BotHost.Channels.DirectLine;

/// <summary>One client's stream. A socket takes one frame at a time, so everybody sends through here.</summary>
internal sealed class OpenStream(string conversation, CancellationTokenSource stop, Action<OpenStream> close) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>The transcript's place up to which the client has everything.</summary>
    private long place;

    public string Conversation => conversation;

    /// <summary>Set once the client's request has become a socket.</summary>
    public WebSocket? Socket { get; set; }

    /// <param name="after">The place of the transcript that the frame brings the client to.</param>
    public Task SendAsync(ActivityFrame frame, long after, CancellationToken cancellation) => SendAsync(_ => frame, after, cancellation);

    /// <summary>Shows that the bot is writing; the client stays where it is in the transcript.</summary>
    public Task ShowTypingAsync(DateTimeOffset at, CancellationToken cancellation) => SendAsync(place => ActivityFrame.Typing(conversation, place, at), null, cancellation);

    /// <summary>Another stream of the conversation takes its place.</summary>
    public async Task GiveWayAsync()
    {
        try
        {
            await stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It went by itself in the meantime.
        }
    }

    /// <remarks>The semaphore is left to the collector: somebody may still wait on it to show typing.</remarks>
    public void Dispose() => close(this);

    private async Task SendAsync(Func<long, ActivityFrame> make, long? after, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var frame = make(place);
            if (frame.Activities.Count > 0 && Socket is { } socket) await socket.SendAsync(frame.ToUtf8(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
            place = after ?? place;
        }
        finally
        {
            turn.Release();
        }
    }
}

using System.Net.WebSockets;
using BotHost.App.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BotHost.Channels.DirectLine;

/// <summary>The WebSocket stream: what was missed at once, then each activity as it is committed. What clients send on it means nothing.</summary>
internal sealed class StreamEndpoint(PassOffice office, ITranscript transcript, OpenStreams streams, IHostApplicationLifetime host, ILogger<StreamEndpoint> log)
{
    private const int PageSize = 100;
    private const int LongestMessage = 64 * 1024;
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    public async Task HandleAsync(HttpContext http)
    {
        var conversation = (string?)http.Request.RouteValues["conversationId"] ?? "";
        if (Refuse(http, conversation) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        using var stream = streams.Open(conversation, stop);
        if (stream is null)
        {
            await Refusal.Busy.ExecuteAsync(http);
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = TimeSpan.FromSeconds(20),
            KeepAliveTimeout = TimeSpan.FromSeconds(30),
        });
        stream.Socket = socket;
        var listening = ListenAsync(socket, stop);
        var status = await SendAsync(stream, socket, ActivityFrame.ReadWatermark(http.Request.Query["watermark"]), stop.Token);
        await stop.CancelAsync();
        await CloseAsync(socket, status, listening);
    }

    private Refusal? Refuse(HttpContext http, string conversation)
    {
        if (!http.WebSockets.IsWebSocketRequest) return Refusal.BadArgument("The stream is a WebSocket.");
        if (http.Request.Query["t"].ToString() is not { Length: > 0 } ticket) return Refusal.MissingToken;
        if (office.Open(ticket, PassUse.Stream, out var pass) is { } refusal) return refusal;
        return pass.Conversation == conversation ? null : Refusal.OtherConversation;
    }

    private async Task<WebSocketCloseStatus> SendAsync(OpenStream stream, WebSocket socket, long after, CancellationToken cancellation)
    {
        var id = DirectLineChannel.IdInHost(stream.Conversation);
        try
        {
            IReadOnlyList<TranscriptEntry> missed;
            do
            {
                missed = await transcript.ReadAsync(id, after, PageSize, cancellation);
                after = await SendAsync(stream, missed, after, cancellation);
            }
            while (missed.Count == PageSize);
            await foreach (var entry in transcript.FollowAsync(id, after, cancellation)) after = await SendAsync(stream, [entry], after, cancellation);
            return WebSocketCloseStatus.EndpointUnavailable;
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException || socket.State != WebSocketState.Open)
        {
            return WebSocketCloseStatus.EndpointUnavailable;
        }
        catch (Exception e)
        {
            log.LogError(e, "The stream of {Conversation} failed; the client will come back", stream.Conversation);
            return WebSocketCloseStatus.InternalServerError;
        }
    }

    private static async Task<long> SendAsync(OpenStream stream, IReadOnlyList<TranscriptEntry> entries, long after, CancellationToken cancellation)
    {
        if (entries.Count > 0) await stream.SendAsync(ActivityFrame.Of(stream.Conversation, entries, after), after = entries[^1].Sequence, cancellation);
        return after;
    }

    /// <summary>Hears the client's close and swallows the rest (clients send empty frames to keep proxies awake).</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource stop)
    {
        var buffer = new byte[1024];
        try
        {
            var length = 0;
            while (true)
            {
                var heard = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (heard.MessageType == WebSocketMessageType.Close || (length += heard.Count) > LongestMessage) break;
                if (heard.EndOfMessage) length = 0;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The line broke: the sender learns it through the token below.
        }

        if (!stop.IsCancellationRequested) await stop.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status, Task listening)
    {
        using var patience = new CancellationTokenSource(Goodbye);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(status, null, patience.Token);
            await listening.WaitAsync(patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Nobody there to say goodbye to.
        }

        socket.Abort();
        await listening;
    }
}

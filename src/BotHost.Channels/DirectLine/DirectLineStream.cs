using System.Collections.Immutable;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.Core.Activities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace BotHost.Channels.DirectLine;

/// <summary>A set of activities as it goes to a client.</summary>
internal sealed record ActivitySet(ImmutableArray<Activity> Activities, string Watermark);

/// <summary>The WebSocket side: everything missed at once, then each activity as it is committed. Frames that the client sends are ignored.</summary>
internal sealed class DirectLineStream(DirectLineTokens tokens, ITranscript transcript, IHostApplicationLifetime lifetime)
{
    /// <summary>A watermark is the sequence of the last activity seen; anything else counts as none.</summary>
    public static long ParseWatermark(string? watermark) =>
        long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;

    /// <summary>What a client is shown: messages only, under the conversation's own id. Events of the host stay inside.</summary>
    public static ActivitySet Frame(IReadOnlyList<TranscriptEntry> entries, long after, string conversationId)
    {
        var shown = entries.Where(e => e.Activity.Type is "message" or "typing").Select(e => e.Activity with { Conversation = new(conversationId), ChannelId = DirectLineDecoder.Channel });
        return new([.. shown], (entries.Count == 0 ? after : entries[^1].Sequence).ToString(CultureInfo.InvariantCulture));
    }

    public async Task ServeAsync(HttpContext http, string conversationId, string? token, string? watermark)
    {
        if (!http.WebSockets.IsWebSocketRequest || tokens.Read(token) is not { ConversationId: { } own } || own != conversationId)
        {
            http.Response.StatusCode = http.WebSockets.IsWebSocketRequest ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { DangerousEnableCompression = false });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var listening = ListenAsync(socket, ending);
        try
        {
            await foreach (var entry in transcript.FollowAsync(DirectLineDecoder.HostConversation(conversationId), ParseWatermark(watermark), ending.Token))
            {
                var frame = JsonSerializer.SerializeToUtf8Bytes(Frame([entry], 0, conversationId), ActivityJson.Options);
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, ending.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The client went away, or the host is stopping: the page comes back with its watermark.
        }

        await ending.CancelAsync();
        await listening;
    }

    /// <summary>Reads and drops what the client sends (it pings with empty frames) until it closes.</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource ending)
    {
        var buffer = new byte[1024];
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer, ending.Token);
                if (got.MessageType != WebSocketMessageType.Close) continue;
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                break;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Gone without a goodbye.
        }

        await ending.CancelAsync();
    }
}

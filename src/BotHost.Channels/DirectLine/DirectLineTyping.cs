using BotHost.App.Conversations;

namespace BotHost.Channels.DirectLine;

/// <summary>Typing for pages that hold a stream on this host. Who polls, or hangs on another host, sees the answer when it is there.</summary>
internal sealed class DirectLineTyping(OpenStreams streams, TimeProvider clock) : ITypingSign
{
    public string Channel => DirectLineChannel.Name;

    public async Task ShowAsync(string conversationId, string accountAddress, CancellationToken cancellation)
    {
        var conversation = conversationId[(DirectLineChannel.Name.Length + 1)..];
        foreach (var stream in streams.Of(conversation)) await stream.ShowTypingAsync(clock.GetUtcNow(), cancellation);
    }
}

using System.Collections.Concurrent;
using BotHost.App.Outbox;

namespace BotHost.Channels.Webhooks;

/// <summary>Sends what needs several messages, in order; after a failure the retry goes on with the part that failed.</summary>
internal sealed class PartsSent
{
    private readonly ConcurrentDictionary<string, int> begun = new(StringComparer.Ordinal);

    /// <param name="id">Names the whole: the first activity's id.</param>
    public async Task<SendResult> SendAsync<TPart>(string id, IReadOnlyList<TPart> parts, Func<TPart, Task<SendResult>> send)
    {
        var result = new SendResult(SendOutcome.Sent);
        for (var i = begun.GetValueOrDefault(id); i < parts.Count; i++)
        {
            result = await send(parts[i]);
            if (result.Outcome == SendOutcome.Sent) continue;
            if (i > 0) begun[id] = i;
            return result;
        }

        begun.TryRemove(id, out _);
        return result;
    }
}

using BotHost.App.Outbox;

namespace BotHost.Channels.Webhooks;

/// <summary>What needs several messages.</summary>
internal static class TurnParts
{
    /// <summary>Sends the parts in order, beginning where an earlier try broke off; the outbox remembers how far this one came.</summary>
    public static async Task<SendResult> SendPartsAsync<TPart>(this OutgoingTurn turn, IReadOnlyList<TPart> parts, Func<TPart, Task<SendResult>> send)
    {
        var result = new SendResult(SendOutcome.Sent);
        for (var i = turn.PartsSent; i < parts.Count; i++)
        {
            result = await send(parts[i]);
            if (result.Outcome != SendOutcome.Sent) return result with { PartsSent = i };
        }

        return result;
    }
}

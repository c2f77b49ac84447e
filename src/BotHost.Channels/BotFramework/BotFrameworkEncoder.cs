using System.Collections.Immutable;
using System.Text.Json;
using BotHost.Core.Activities;

namespace BotHost.Channels.BotFramework;

/// <summary>An activity → the connector's call. Pure.</summary>
internal static class BotFrameworkEncoder
{
    /// <summary>Path below the service URL, and the activity as the wire wants it: nothing is null, <c>suggestedActions.to</c> is always there.</summary>
    public static (string Path, byte[] Body) Request(ConnectorAddress to, Activity activity)
    {
        var replyTo = activity.ReplyToId is { } id ? BotFrameworkDecoder.WireId(id) : null;
        var path = $"v3/conversations/{Uri.EscapeDataString(to.ConversationId)}/activities{(replyTo is null ? "" : "/" + Uri.EscapeDataString(replyTo))}";
        return (path, JsonSerializer.SerializeToUtf8Bytes(activity with
        {
            Id = null,
            ServiceUrl = to.ServiceUrl,
            ChannelId = to.ChannelId,
            Conversation = new(to.ConversationId),
            From = new(to.BotId, activity.From?.Name, "bot"),
            Recipient = new(to.UserId, Role: "user"),
            TextFormat = activity.Text is null ? null : "plain",
            SuggestedActions = activity.SuggestedActions is { } actions ? actions with { To = [to.UserId] } : null,
            ReplyToId = replyTo,
        }, ActivityJson.Options));
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using BotHost.Core.Activities;
using BotHost.Core.Dialogs;

namespace BotHost.App.Conversations;

/// <summary>What a turn says, as activities.</summary>
public static class OutgoingActivities
{
    private const string Locale = "zh-CN";

    /// <summary>The replies in order. Their ids follow from the seed, so a turn that is redone after a crash names them alike.</summary>
    public static ImmutableArray<Activity> From(ImmutableArray<Reply> replies, InboundActivity inbound, TurnSeed seed, string botName, DateTimeOffset at) =>
        [.. replies.Select((reply, i) => Message(reply, inbound, FreshIds.From(seed.Value, "activity", i, at), botName, at))];

    private static Activity Message(Reply reply, InboundActivity inbound, string id, string botName, DateTimeOffset at)
    {
        var to = inbound.Activity.From;
        return new()
        {
            Type = "message",
            Id = id,
            Timestamp = at,
            ChannelId = inbound.Channel,
            ServiceUrl = inbound.Activity.ServiceUrl,
            From = new("bot", botName, "bot"),
            Recipient = to,
            Conversation = inbound.Activity.Conversation ?? new(inbound.ConversationId),
            Text = reply.Text,
            ChannelData = reply.Layout is { } layout ? JsonSerializer.SerializeToElement(new { layout }, ActivityJson.Options) : null,
            Locale = Locale,
            InputHint = reply.Choices.IsDefaultOrEmpty ? null : "expectingInput",
            SuggestedActions = reply.Choices.IsDefaultOrEmpty ? null
                : new(to is null ? [] : [to.Id], [.. reply.Choices.Select(c => new CardAction("imBack", c.Label, c.Label))]),
            // A schedule's event is nothing the channel knows, so nothing can be a reply to it.
            ReplyToId = inbound.Activity.Type == "event" ? null : inbound.Activity.Id,
        };
    }
}

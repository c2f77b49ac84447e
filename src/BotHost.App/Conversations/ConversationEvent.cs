using System.Text.Json;
using BotHost.Core.Activities;
using BotHost.Core.Claims;

namespace BotHost.App.Conversations;

/// <summary>Events that the host itself puts into a conversation's inbox (a schedule that is due, a decision about a claim). Never shown to the resident.</summary>
public static class ConversationEvent
{
    /// <summary>News of a claim: whose it is and where they live, for a conversation that no longer knows them.</summary>
    public static InboundActivity Of(Claim claim, string conversationId, string name, string id, DateTimeOffset at) =>
        For(conversationId, name, id, new { claimId = claim.Id, subjectId = claim.SubjectId, place = claim.Place, audience = claim.Audience.From.ToString() }, at);

    /// <param name="id">Decides whether it is there already: the same id is stored once.</param>
    /// <param name="value">Payload; ids only.</param>
    public static InboundActivity For(string conversationId, string name, string id, object? value, DateTimeOffset at)
    {
        var channel = ChannelOf(conversationId);
        return new(channel, conversationId, "", new()
        {
            Type = "event",
            Id = id,
            Name = name,
            Timestamp = at,
            ChannelId = channel,
            Conversation = new(conversationId),
            Value = value is null ? null : JsonSerializer.SerializeToElement(value, ActivityJson.Options),
        });
    }

    /// <summary>The same event for another conversation.</summary>
    public static InboundActivity To(this InboundActivity hostEvent, string conversationId)
    {
        var channel = ChannelOf(conversationId);
        return hostEvent with { Channel = channel, ConversationId = conversationId, Activity = hostEvent.Activity with { ChannelId = channel, Conversation = new(conversationId) } };
    }

    /// <summary>The channel's name in front of a conversation id (<c>directline:abc</c>).</summary>
    public static string ChannelOf(string conversationId)
    {
        var end = conversationId.IndexOf(':', StringComparison.Ordinal);
        return end > 0 ? conversationId[..end] : throw new ArgumentException($"a conversation id begins with its channel and a colon: '{conversationId}'", nameof(conversationId));
    }
}

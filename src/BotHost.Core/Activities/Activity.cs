using System.Collections.Immutable;
using System.Text.Json;

namespace BotHost.Core.Activities;

/// <summary>One message or event on a channel, with the names of the Bot Framework Activity Protocol.</summary>
public sealed record Activity
{
    /// <summary><c>message</c>, <c>event</c>, <c>typing</c>, <c>conversationUpdate</c> …</summary>
    public required string Type { get; init; }

    /// <summary>Unique within the channel; null only for outgoing activities before a channel named them.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public string? ServiceUrl { get; init; }

    public string? ChannelId { get; init; }

    public ChannelAccount? From { get; init; }

    public ConversationAccount? Conversation { get; init; }

    public ChannelAccount? Recipient { get; init; }

    public string? Text { get; init; }

    public string? TextFormat { get; init; }

    public string? Locale { get; init; }

    public string? LocalTimezone { get; init; }

    public string? InputHint { get; init; }

    public ImmutableArray<ChannelAccount>? MembersAdded { get; init; }

    public ImmutableArray<Attachment>? Attachments { get; init; }

    public SuggestedActions? SuggestedActions { get; init; }

    /// <summary>Name of an event activity.</summary>
    public string? Name { get; init; }

    /// <summary>Payload of an event or of a button.</summary>
    public JsonElement? Value { get; init; }

    public JsonElement? ChannelData { get; init; }

    public string? ReplyToId { get; init; }
}

public sealed record ChannelAccount(string Id, string? Name = null, string? Role = null);

public sealed record ConversationAccount(string Id);

public sealed record Attachment(string ContentType, string? ContentUrl = null, string? Name = null, JsonElement? Content = null);

/// <summary>Quick replies. <c>to</c> is always on the wire: clients require the array.</summary>
public sealed record SuggestedActions(ImmutableArray<string> To, ImmutableArray<CardAction> Actions);

public sealed record CardAction(string Type, string Title, string Value);

/// <summary>How activities look on the wire: camelCase, nulls left out (clients refuse <c>"text": null</c>), Chinese unescaped.</summary>
public static class ActivityJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

using System.Text.Json;
using BotHost.Core.Activities;

namespace BotHost.Channels.BotFramework;

/// <summary>
/// Where somebody is answered. It stands in the inbox as the account's address, sealed like every address, so that news can still be told after a
/// restart; channels move their service URL at times, and the latest one counts.
/// </summary>
/// <param name="ServiceUrl">As the validated call gave it, to the byte.</param>
/// <param name="ConversationId">The channel's own id of the conversation.</param>
/// <param name="BotId">The bot's own account on that channel.</param>
internal sealed record ConnectorAddress(string ServiceUrl, string ChannelId, string ConversationId, string UserId, string BotId)
{
    /// <summary>Who it is: the part that stays.</summary>
    public string Account => $"{ChannelId}\n{ConversationId}\n{UserId}";

    public string Write() => JsonSerializer.Serialize(this, ActivityJson.Options);

    /// <summary>Null when it is none of ours.</summary>
    public static ConnectorAddress? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ConnectorAddress>(text, ActivityJson.Options) is { ServiceUrl: not null, ConversationId: not null, UserId: not null, BotId: not null } address ? address : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

namespace BotHost.App.Conversations;

/// <summary>Names conversations. An address (openid, phone number) never stands in an id, because ids are kept and logged in clear.</summary>
public interface IConversationIds
{
    /// <summary>The channel's name, a colon and a keyed hash of the address: always the same for the same address.</summary>
    string For(string channel, string address);
}

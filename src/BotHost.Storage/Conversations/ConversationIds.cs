using BotHost.App.Conversations;
using BotHost.Storage.Encryption;

namespace BotHost.Storage.Conversations;

internal sealed class ConversationIds(HostSecrets secrets) : IConversationIds
{
    public string For(string channel, string address) => $"{channel}:{secrets.Blind.Of("conversation", channel + "\n" + address)}";
}

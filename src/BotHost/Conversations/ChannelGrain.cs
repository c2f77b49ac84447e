using BotHost.App.Outbox;

namespace BotHost.Conversations;

/// <summary>The one sender of a channel over the whole cluster. The key is the channel's name.</summary>
[Alias("BotHost.Channel")]
internal interface IChannelGrain : IGrainWithStringKey
{
    /// <summary>Sends until nothing is due; returns how many activities were sent.</summary>
    [ResponseTimeout("01:00:00")]
    [Alias("Send")]
    Task<int> SendAsync();
}

/// <summary>Two hosts that sent on one channel would break its rate limits and the order of messages; a grain exists once.</summary>
internal sealed class ChannelGrain(SendOutbox send) : Grain, IChannelGrain
{
    public Task<int> SendAsync() => send.RunAsync(this.GetPrimaryKeyString(), CancellationToken.None);
}

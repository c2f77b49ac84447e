using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Core.Activities;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.BotFramework;

/// <summary>Answers through the connector of the channel that the resident wrote on.</summary>
internal sealed class BotFrameworkSender(ConnectorApi api, IOptions<BotFrameworkOptions> options) : IChannelSender, ITypingSign
{
    public string Channel => BotFrameworkDecoder.Channel;

    public bool OneMessagePerTurn => false;

    /// <summary>Connectors throttle a conversation at about one message a second in the long run; what they say with 429 counts anyway.</summary>
    public SendLimits Limits => new(PerSecond: 50, PerRecipientPerMinute: 60);

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation) => SendAsync(turn.AccountAddress, turn.Activities[0], cancellation);

    public Task ShowAsync(string conversationId, string accountAddress, CancellationToken cancellation) => SendAsync(accountAddress, new() { Type = "typing" }, cancellation);

    private async Task<SendResult> SendAsync(string address, Activity activity, CancellationToken cancellation)
    {
        if (ConnectorAddress.Read(address) is not { } to) return new(SendOutcome.Failed, "no connector address");
        // The list of hosts may have been changed since the address was learned.
        if (!ServiceUrl.IsAllowed(to.ServiceUrl, options.Value.ServiceHosts)) return new(SendOutcome.Failed, "service host not allowed");
        var (path, body) = BotFrameworkEncoder.Request(to, activity);
        return await api.SendAsync(to.ServiceUrl, path, body, cancellation);
    }
}

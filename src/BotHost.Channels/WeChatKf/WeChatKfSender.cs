using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;

namespace BotHost.Channels.WeChatKf;

/// <summary>Five messages in the 48 hours after a resident's, so everything that waits goes out as one.</summary>
internal sealed class WeChatKfSender(WeChatKfApi api) : IChannelSender
{
    public string Channel => WeChatKfDecoder.Channel;

    public bool OneMessagePerTurn => true;

    public SendLimits Limits => new(PerSecond: 50);

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation) =>
        turn.SendPartsAsync(WeChatKfEncoder.Messages(turn.AccountAddress, turn.Activities), part => api.SendAsync("cgi-bin/kf/send_msg", part, cancellation));
}

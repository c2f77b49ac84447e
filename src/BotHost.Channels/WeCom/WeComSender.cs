using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeCom;

/// <summary>Sends to members of the app. Beyond 30 a minute WeCom drops silently, so we stay below.</summary>
internal sealed class WeComSender(WeComApi api, IOptions<WeComOptions> options) : IChannelSender
{
    public string Channel => WeComDecoder.Channel;

    public bool OneMessagePerTurn => false;

    public SendLimits Limits => new(PerSecond: 100, PerRecipientPerMinute: 25);

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation) =>
        turn.SendPartsAsync(WeComEncoder.Messages(turn.AccountAddress, options.Value.AgentId, turn.Activities[0], options.Value.Markdown), part => api.SendAsync("cgi-bin/message/send", part, cancellation));
}

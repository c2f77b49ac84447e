using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeCom;

/// <summary>Sends to members of the app. Beyond 30 a minute and 1000 an hour WeCom drops silently, so we stay below.</summary>
internal sealed class WeComSender(WeComApi api, IOptions<WeComOptions> options) : IChannelSender
{
    public string Channel => WeComDecoder.Channel;

    public bool OneMessagePerTurn => false;

    public SendLimits Limits => new(PerSecond: 100, PerRecipientPerMinute: 25, PerRecipientPerHour: 900);

    public int MessagesIn(OutgoingTurn turn) => Messages(turn).Count;

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation) =>
        turn.SendPartsAsync(Messages(turn), part => api.SendAsync("cgi-bin/message/send", part, cancellation));

    private IReadOnlyList<byte[]> Messages(OutgoingTurn turn) => WeComEncoder.Messages(turn.AccountAddress, options.Value.AgentId, turn.Activities[0], options.Value.Markdown);
}

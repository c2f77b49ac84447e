using BotHost.App.Outbox;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeCom;

/// <summary>Sends to members of the app. Beyond 30 a minute WeCom drops silently, so we stay below.</summary>
internal sealed class WeComSender(WeComApi api, IOptions<WeComOptions> options) : IChannelSender
{
    public string Channel => WeComDecoder.Channel;

    public bool OneMessagePerTurn => false;

    public SendLimits Limits => new(PerSecond: 100, PerRecipientPerMinute: 25);

    public async Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation)
    {
        var result = new SendResult(SendOutcome.Sent);
        foreach (var message in WeComEncoder.Messages(turn.AccountAddress, options.Value.AgentId, turn.Activities[0]))
        {
            result = await api.SendAsync("cgi-bin/message/send", message, cancellation);
            if (result.Outcome != SendOutcome.Sent) return result;
        }

        return result;
    }
}

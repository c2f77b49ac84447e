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
        var parts = WeComEncoder.Messages(turn.AccountAddress, options.Value.AgentId, turn.Activities[0]);
        for (var i = turn.PartsSent; i < parts.Count; i++)
        {
            result = await api.SendAsync("cgi-bin/message/send", parts[i], cancellation);
            if (result.Outcome != SendOutcome.Sent) return result with { PartsSent = i };
        }

        return result;
    }
}

using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Core.Dialogs;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.Sms;

/// <summary>
/// Whatever is to be said to a phone number, it gets the notice that there is something: free text cannot be sent, and must not be, since who
/// looks over a shoulder would learn it. A number that is none, a number that said no, and the night are held off before the gateway is asked.
/// </summary>
internal sealed class SmsSender(SmsGateway gateway, IOptOuts optOuts, IConversationIds ids, IOptions<SmsOptions> options, TimeProvider clock) : IChannelSender
{
    public string Channel => SmsDecoder.Channel;

    public bool OneMessagePerTurn => true;

    /// <summary>Vendors stop at one a minute for a number.</summary>
    public SendLimits Limits => new(PerSecond: 20, PerRecipientPerMinute: 1);

    /// <remarks>A send whose answer was lost goes out with the same <c>outId</c>, which the gateway sends once; a receipt in the meantime ends it in the outbox.</remarks>
    public async Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation)
    {
        if (SmsNumber.Of(turn.AccountAddress) is not { } number) return new(SendOutcome.Unreachable, "not a mobile number");
        if (await optOuts.HasAsync(ids.For(SmsDecoder.Channel, number), cancellation)) return new(SendOutcome.Unreachable, "opted out");
        if (QuietFor(options.Value, clock.GetUtcNow()) is { } wait) return new(SendOutcome.Retry, "quiet hours", wait);
        return await gateway.SendAsync(SmsEncoder.Order(options.Value, number, turn.Activities[0].Id ?? ""), cancellation);
    }

    /// <summary>How long the night still lasts; null by day.</summary>
    public static TimeSpan? QuietFor(SmsOptions options, DateTimeOffset now)
    {
        var time = TimeOnly.FromTimeSpan(now.ToOffset(ChinaTime.Offset).TimeOfDay);
        return options.QuietFrom != options.QuietUntil && time.IsBetween(options.QuietFrom, options.QuietUntil) ? options.QuietUntil - time : null;
    }
}

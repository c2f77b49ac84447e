using BotHost.App.Outbox;

namespace BotHost.Channels.Sms;

/// <summary>Whatever is to be said to a phone number, it gets the notice that there is something: free text cannot be sent, and must not be.</summary>
internal sealed class SmsSender(SmsNotices notices) : IChannelSender
{
    public string Channel => SmsDecoder.Channel;

    public bool OneMessagePerTurn => true;

    /// <summary>Vendors stop at one a minute for a number.</summary>
    public SendLimits Limits => new(PerSecond: 20, PerRecipientPerMinute: 1);

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation) =>
        notices.TellThereIsNewsAsync(turn.AccountAddress, turn.Activities[0].Id ?? "", cancellation);
}

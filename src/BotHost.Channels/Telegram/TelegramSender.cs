using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;

namespace BotHost.Channels.Telegram;

/// <summary>Sends to private chats: one message a second to each, thirty over all, as Telegram asks; so a turn goes out as one message.</summary>
internal sealed class TelegramSender(TelegramApi api) : IChannelSender, ITypingSign
{
    public string Channel => TelegramDecoder.Channel;

    public bool OneMessagePerTurn => true;

    public SendLimits Limits => new(PerSecond: 30, PerRecipientPerSecond: 1);

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation) =>
        turn.SendPartsAsync(TelegramEncoder.Messages(turn.AccountAddress, turn.Activities), part => api.SendAsync(part, cancellation));

    public Task ShowAsync(string conversationId, string accountAddress, CancellationToken cancellation) => api.SendAsync(TelegramEncoder.Typing(accountAddress), cancellation);
}

using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeChat;

/// <summary>Customer-service messages: five in the 48 hours after a resident's message, so everything that waits goes out as one.</summary>
internal sealed class WeChatSender(WeChatApi api, IOptions<WeChatOptions> options) : IChannelSender, ITypingSign
{
    private const string SendPath = "cgi-bin/message/custom/send", NoticePath = "cgi-bin/message/subscribe/bizsend", TypingPath = "cgi-bin/message/custom/typing";

    /// <summary>A phone shows it unasked, so it says nothing of what it is about.</summary>
    private const string NewsSentence = "您有新消息，请点开看";

    public string Channel => WeChatDecoder.Channel;

    public bool OneMessagePerTurn => true;

    public SendLimits Limits => new(PerSecond: 100);

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation) =>
        turn.SendPartsAsync(WeChatEncoder.CustomerService(turn.AccountAddress, turn.Activities), async part =>
        {
            var result = await api.SendAsync(SendPath, part, cancellation);
            return result.Outcome == SendOutcome.WindowClosed ? result with { Noticed = await NoticeAsync(turn.AccountAddress, cancellation) } : result;
        });

    public Task ShowAsync(string conversationId, string accountAddress, CancellationToken cancellation) => api.SendAsync(TypingPath, WeChatEncoder.Typing(accountAddress), cancellation);

    /// <summary>Outside the window only a subscription message gets through, to those who agreed to it. Where it does not, the phone gets a short message; either way the message itself waits,
    /// and somebody calls.</summary>
    private async Task<bool> NoticeAsync(string openId, CancellationToken cancellation) => options.Value.NoticeTemplateId is { Length: > 0 } template
        && (await api.SendAsync(NoticePath, WeChatEncoder.Notice(openId, template, options.Value.NoticeField, NewsSentence), cancellation)).Outcome == SendOutcome.Sent;
}

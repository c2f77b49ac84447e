using BotHost.App.Conversations;
using BotHost.App.Outbox;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.Sms;

/// <summary>The one way to a phone: a number that is none, a number that said no, and the night are held off before the gateway is asked.</summary>
internal sealed class SmsNotices(SmsGateway gateway, SmsTaken taken, IOptOuts optOuts, IConversationIds ids, IOptions<SmsOptions> options, TimeProvider clock) : IContentFreeNotices
{
    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    public Task<SendResult> TellThereIsNewsAsync(string phone, string key, CancellationToken cancellation) => SendAsync(phone, key, null, cancellation);

    public Task<SendResult> TellHowManyWaitAsync(string phone, int waiting, string key, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(waiting, 1);
        return SendAsync(phone, key, waiting, cancellation);
    }

    /// <summary>How long the night still lasts; null by day.</summary>
    public static TimeSpan? QuietFor(SmsOptions options, DateTimeOffset now)
    {
        var time = TimeOnly.FromTimeSpan(now.ToOffset(ChinaOffset).TimeOfDay);
        return options.QuietFrom != options.QuietUntil && time.IsBetween(options.QuietFrom, options.QuietUntil) ? options.QuietUntil - time : null;
    }

    private async Task<SendResult> SendAsync(string phone, string key, int? waiting, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, 64);
        if (SmsNumber.Of(phone) is not { } number) return new(SendOutcome.Unreachable, "not a mobile number");
        if (await optOuts.HasAsync(ids.For(SmsDecoder.Channel, number), cancellation)) return new(SendOutcome.Unreachable, "opted out");
        // A send whose answer was lost may have arrived: the receipt says so, and it is not sent again.
        if (taken.IdOf(key) is { } id) return new(SendOutcome.Sent, MessageId: id);
        if (QuietFor(options.Value, clock.GetUtcNow()) is { } wait) return new(SendOutcome.Retry, "quiet hours", wait);
        var result = await gateway.SendAsync(SmsEncoder.Order(options.Value, number, key, waiting), cancellation);
        if (result.Outcome == SendOutcome.Sent) taken.Remember(key, result.MessageId ?? "");
        return result;
    }
}

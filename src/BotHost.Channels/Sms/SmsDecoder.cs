using System.Text.Json;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;

namespace BotHost.Channels.Sms;

/// <summary>What somebody answered to a message.</summary>
/// <param name="WantsMessages">False after 退订, true after 恢复, null for anything else.</param>
internal sealed record SmsReply(string Number, Activity Activity, bool? WantsMessages);

/// <summary>What became of a message.</summary>
/// <param name="Id">The gateway's own id.</param>
/// <param name="OutId">Ours.</param>
internal sealed record SmsReceipt(string Id, string OutId, bool Delivered, string? Why);

/// <summary>The gateway's callbacks → activities and receipts. Pure. Entries that cannot be read are left out: sent again, they would be no better.</summary>
internal static class SmsDecoder
{
    public const string Channel = "sms";

    private const int Longest = 500;

    /// <summary>Null for a body that is no list.</summary>
    public static IReadOnlyList<SmsReply>? Replies(ReadOnlySpan<byte> body) =>
        JsonBudget.Read<List<ReplyEntry?>>(body, ActivityJson.Options)?.Select(Reply).OfType<SmsReply>().ToList();

    /// <summary>Null for a body that is no list.</summary>
    public static IReadOnlyList<SmsReceipt>? Receipts(ReadOnlySpan<byte> body) =>
        JsonBudget.Read<List<ReceiptEntry?>>(body, ActivityJson.Options)?.Select(Receipt).OfType<SmsReceipt>().ToList();

    private static SmsReply? Reply(ReplyEntry? entry)
    {
        if (entry is not { Id: { Length: > 0 and <= 64 } id, Text: { Length: > 0 and <= Longest } text } || SmsNumber.Of(entry.From) is not { } number) return null;
        var isOut = SmsWords.IsOptOut(text);
        var activity = isOut ? new Activity { Type = "event", Name = "channel.unsubscribed" } : new Activity { Type = "message", Text = text };
        return new(number, activity with { Id = id, Timestamp = entry.ReceivedAt, ChannelId = Channel, From = new(number, Role: "user"), Locale = "zh-CN" }, isOut ? false : SmsWords.IsOptIn(text) ? true : null);
    }

    private static SmsReceipt? Receipt(ReceiptEntry? entry) =>
        entry is { Id: { Length: > 0 and <= 64 } id, Status: "delivered" or "failed" }
            ? new(id, entry.OutId is { Length: <= 64 } outId ? outId : "", entry.Status == "delivered", entry.ErrCode is { Length: > 0 and <= 64 } why ? why : null) : null;

    private sealed record ReplyEntry(string? Id, string? From, string? Text, DateTimeOffset? ReceivedAt);

    private sealed record ReceiptEntry(string? Id, string? OutId, string? Status, string? ErrCode);
}

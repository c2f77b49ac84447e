using BotHost.App.BackOffice;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.Sms;

/// <summary>Where the gateway reports what was delivered, and brings what people answered. Both signed; sent again, nothing happens twice.</summary>
internal sealed class SmsWebhook(
    IInbox inbox, IConversationIds ids, IDeliveryReports reports, IOptOuts optOuts, INoticeAnswers notices, IOptions<SmsOptions> options, TimeProvider clock)
{
    private const int MostBytes = 128 * 1024;

    public async Task<IResult> ReceiptsAsync(HttpContext http)
    {
        var (body, refusal) = await OpenAsync(http);
        if (body is null) return refusal!;
        if (SmsDecoder.Receipts(body) is not { } receipts) return Refuse(WebhookCounters.Malformed);
        foreach (var receipt in receipts)
        {
            if (receipt.Delivered) await reports.ArrivedAfterAllAsync(SmsDecoder.Channel, receipt.OutId, receipt.Id, CancellationToken.None);
            await reports.ReportAsync(SmsDecoder.Channel, receipt.Id, receipt.Delivered, receipt.Why, CancellationToken.None);
        }

        return Results.Json(new { taken = receipts.Count });
    }

    public async Task<IResult> RepliesAsync(HttpContext http)
    {
        var (body, refusal) = await OpenAsync(http);
        if (body is null) return refusal!;
        if (SmsDecoder.Replies(body) is not { } replies) return Refuse(WebhookCounters.Malformed);
        foreach (var reply in replies) await TakeAsync(reply);
        return Results.Json(new { taken = replies.Count });
    }

    private async Task TakeAsync(SmsReply reply)
    {
        var conversationId = ids.For(SmsDecoder.Channel, reply.Number);
        if (reply.WantsMessages == false) await optOuts.RememberAsync(conversationId, optedOut: true, clock.GetUtcNow(), CancellationToken.None);
        // Words that answer a notice go to whoever knocked; others are heard as anybody's.
        if (reply is { WantsMessages: null, Activity: { Id: { } id, Text: { } words } } && await notices.PassOnAsync(conversationId, id, words, clock.GetUtcNow(), CancellationToken.None))
        {
            WebhookCounters.Take(SmsDecoder.Channel);
            return;
        }

        var accepted = await inbox.AcceptAsync(new(SmsDecoder.Channel, conversationId, reply.Number, reply.Activity with { Conversation = new(conversationId) }), CancellationToken.None);
        // An old 恢复 that comes again does not undo a 退订 after it.
        if (reply.WantsMessages == true && !accepted.Duplicate) await optOuts.RememberAsync(conversationId, optedOut: false, clock.GetUtcNow(), CancellationToken.None);
        WebhookCounters.Take(SmsDecoder.Channel);
    }

    private async Task<(byte[]? Body, IResult? Refusal)> OpenAsync(HttpContext http)
    {
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, MostBytes, http.RequestAborted) is not { } body) return (null, Refuse(WebhookCounters.TooLarge));
        var header = http.Request.Headers[HostSignature.Header].ToString();
        return HostSignature.Verify(options.Value.Key, header, body, clock.GetUtcNow(), ReplayGuard.Window) ? (body, null) : (null, Refuse(WebhookCounters.BadSignature));
    }

    private static IResult Refuse(string reason) => WebhookCounters.Refuse(SmsDecoder.Channel, reason);
}

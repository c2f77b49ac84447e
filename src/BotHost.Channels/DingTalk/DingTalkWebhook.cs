using BotHost.App.Conversations;
using BotHost.Channels.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.DingTalk;

/// <summary>The callback address: verifies, stores. The answer goes out through the sender.</summary>
internal sealed class DingTalkWebhook(IInbox inbox, IConversationIds ids, IOptions<DingTalkOptions> options, TimeProvider clock)
{
    private const int MostBytes = 128 * 1024;

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        if (!DingTalkSignature.Verify(headers["timestamp"].ToString(), headers["sign"].ToString(), options.Value.AppSecret, clock.GetUtcNow())) return Refuse(WebhookCounters.BadSignature);
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, MostBytes, http.RequestAborted) is not { } body) return Refuse(WebhookCounters.TooLarge);
        if (DingTalkDecoder.Decode(body, options.Value.SessionHost) is not { } push) return Refuse(WebhookCounters.Malformed);
        if (push.Activity is not { } activity) return Results.Json(new { });
        var conversationId = ids.For(DingTalkDecoder.Channel, push.Address);
        await inbox.AcceptAsync(new(DingTalkDecoder.Channel, conversationId, push.Address, activity with { Conversation = new(conversationId) }), CancellationToken.None);
        WebhookCounters.Take(DingTalkDecoder.Channel);
        return Results.Json(new { });
    }

    private static IResult Refuse(string reason) => WebhookCounters.Refuse(DingTalkDecoder.Channel, reason);
}

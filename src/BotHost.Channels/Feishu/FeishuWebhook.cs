using BotHost.App.Conversations;
using BotHost.Channels.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.Feishu;

/// <summary>The callback address of events and of card buttons: verifies, decrypts, stores. The answer goes out through the sender.</summary>
internal sealed class FeishuWebhook(IInbox inbox, IConversationIds ids, ReplayGuard replays, IOptions<FeishuOptions> options)
{
    /// <summary>Base64 of an encrypted event whose text may have 150 KB; what people type is far smaller.</summary>
    private const int MostBytes = 128 * 1024;

    private readonly FeishuCrypt crypt = new(options.Value.EncryptKey);

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, MostBytes, http.RequestAborted) is not { } body) return Refuse(WebhookCounters.TooLarge);
        if (crypt.Open(body) is not { } json) return Refuse(WebhookCounters.BadSignature);
        var push = FeishuDecoder.Decode(json);
        // The check of the address is encrypted but not signed.
        if (push?.Challenge is { } challenge) return SharedSecret.Matches(push.Token, options.Value.VerificationToken) ? Results.Json(new { challenge }) : Refuse(WebhookCounters.BadSignature);
        var (timestamp, nonce) = (Header(http, "Timestamp"), Header(http, "Nonce"));
        if (!crypt.IsSigned(http.Request.Headers["X-Lark-Signature"].ToString(), timestamp, nonce, body) || !replays.Admits(timestamp, nonce, body)) return Refuse(WebhookCounters.BadSignature);
        if (push is null) return Refuse(WebhookCounters.Malformed);
        if (!SharedSecret.Matches(push.Token, options.Value.VerificationToken)) return Refuse(WebhookCounters.BadSignature);
        if (push.Activity is not { } activity) return Results.Json(new { });

        var conversationId = ids.For(FeishuDecoder.Channel, push.OpenId);
        await inbox.AcceptAsync(new(FeishuDecoder.Channel, conversationId, push.OpenId, activity with { Conversation = new(conversationId) }), CancellationToken.None);
        WebhookCounters.Take(FeishuDecoder.Channel);
        return push.IsPress ? Results.Json(new { toast = new { type = "info", content = "已收到" } }) : Results.Json(new { });
    }

    private static string Header(HttpContext http, string name) => http.Request.Headers["X-Lark-Request-" + name].ToString();

    private static IResult Refuse(string reason) => WebhookCounters.Refuse(FeishuDecoder.Channel, reason);
}

using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.Channels.Webhooks;
using BotHost.Channels.Platforms;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeCom;

/// <summary>The callback address: verifies, decrypts, stores. The answer goes out through the sender.</summary>
internal sealed class WeComWebhook(IInbox inbox, IConversationIds ids, WeComApi api, ReplayGuard replays, IOptions<WeComOptions> options, ILogger<WeComWebhook> log)
{
    /// <summary>Many times what a push of 2048 bytes has, encrypted and in base64.</summary>
    private const int MostBytes = 64 * 1024;

    private readonly MessageCrypt crypt = new(options.Value.Token, options.Value.CorpId, [options.Value.EncodingAesKey]);

    /// <summary>The platform checks the address; unlike WeChat's, this <c>echostr</c> is encrypted.</summary>
    public IResult Handshake(HttpContext http) =>
        new SignedCall(http.Request.Query, crypt, replays).OpenEcho() is { } echo ? Results.Bytes(echo, "text/plain") : Refuse(WebhookCounters.BadSignature);

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, MostBytes, http.RequestAborted) is not { } body)
            return Refuse(WebhookCounters.TooLarge);
        var opened = new SignedCall(http.Request.Query, crypt, replays).OpenSealed(body);
        if (opened.Fields is not { } fields) return Refuse(opened.Refusal!);
        if (WeComDecoder.Decode(fields) is not { } push) return Refuse(WebhookCounters.Malformed);
        if (push.Activity is not { } activity) return Results.Ok();

        var conversationId = ids.For(WeComDecoder.Channel, push.UserId);
        var accepted = await inbox.AcceptAsync(new(WeComDecoder.Channel, conversationId, push.UserId, activity with { Conversation = new(conversationId) }), CancellationToken.None);
        WebhookCounters.Take(WeComDecoder.Channel);
        if (push.Clicked is { } code && !accepted.Duplicate) _ = MarkClickedAsync(push.UserId, code, activity.Text ?? "");
        return Results.Ok();
    }

    /// <summary>For the eye only: what was pressed is on disk already.</summary>
    private async Task MarkClickedAsync(string userId, string responseCode, string key)
    {
        try
        {
            await api.PostAsync("cgi-bin/message/update_template_card", WeComEncoder.Clicked(userId, options.Value.AgentId, responseCode, key), CancellationToken.None);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException or NoTokenException)
        {
            log.LogInformation("A card could not be updated: {Kind}", e.GetType().Name);
        }
    }

    private static IResult Refuse(string reason) => WebhookCounters.Refuse(WeComDecoder.Channel, reason);
}

using System.Security.Cryptography;
using BotHost.App.Conversations;
using BotHost.Channels.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.BotFramework;

/// <summary>
/// The messaging endpoint. Nothing is read before the token is genuine, and nothing is believed before the token covers it. No or a bad token is
/// answered 401, a genuine one for something else 403, one that cannot be judged now 503.
/// </summary>
internal sealed class BotFrameworkWebhook(TokenCheck tokens, IInbox inbox, IConversationIds ids, TimeProvider clock, IOptions<BotFrameworkOptions> options)
{
    private const int MostBytes = 256 * 1024;

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        try
        {
            if (await tokens.OpenAsync(http.Request.Headers.Authorization.ToString(), http.RequestAborted) is not { } token) return Refuse(WebhookCounters.BadToken);
            if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, MostBytes, http.RequestAborted) is not { } body) return Refuse(WebhookCounters.TooLarge);
            if (BotFrameworkDecoder.Decode(body) is not { } post) return Refuse(WebhookCounters.Malformed);
            if (token.RefusalFor(post.From.ServiceUrl, post.From.ChannelId) is { } uncovered) return Refuse(uncovered);
            if (!ServiceUrl.IsAllowed(post.From.ServiceUrl, options.Value.ServiceHosts)) return Refuse("service-host");
            if (post.Activity is null) WebhookCounters.Ignore(BotFrameworkDecoder.Channel, post.Type);
            else await AcceptAsync(post.From, post.Activity, body);
            return post.Type == BotFrameworkDecoder.Invoke ? Results.Json(new { }) : Results.Ok();
        }
        catch (KeysUnavailableException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (BadHttpRequestException e)
        {
            return Refuse(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? WebhookCounters.TooLarge : WebhookCounters.Malformed);
        }
    }

    private async Task AcceptAsync(ConnectorAddress from, Core.Activities.Activity activity, byte[] body)
    {
        var conversationId = ids.For(BotFrameworkDecoder.Channel, from.Account);
        // A call without an id is itself when it comes again.
        var wireId = activity.Id ?? "body-" + Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16));
        var named = activity with
        {
            Id = BotFrameworkDecoder.HostId(conversationId, wireId), Timestamp = activity.Timestamp ?? clock.GetUtcNow(), Conversation = new(conversationId),
        };
        // Once it is on disk the resident will be answered, whether or not the channel is still listening.
        await inbox.AcceptAsync(new(BotFrameworkDecoder.Channel, conversationId, from.Account, named) { ReplyTo = from.Write() }, CancellationToken.None);
        WebhookCounters.Take(BotFrameworkDecoder.Channel);
    }

    private static IResult Refuse(string reason) => WebhookCounters.Refuse(BotFrameworkDecoder.Channel, reason);
}

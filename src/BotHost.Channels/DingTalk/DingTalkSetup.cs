using BotHost.App.Conversations;
using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.DingTalk;

/// <summary>A DingTalk robot as a channel. Rests on <c>IInbox</c> and the outbox; settings: <see cref="DingTalkOptions"/>.</summary>
public static class DingTalkSetup
{
    public const string Path = "/channels/dingtalk";

    private const int MostBytes = 128 * 1024;

    /// <exception cref="OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddDingTalk(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlatform<DingTalkOptions>(configuration, DingTalkOptions.Section, DingTalkSender.Client) ? services.AddSingleton<DingTalkWebhook>().AddSingleton<DingTalkSender>().AddSingleton<IChannelSender>(s => s.GetRequiredService<DingTalkSender>()).AddSingleton<IMediaSource>(s => s.GetRequiredService<DingTalkSender>()) : services;

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapDingTalk(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<DingTalkWebhook>() is null) return endpoints;
        endpoints.MapPost(Path, (HttpContext http, DingTalkWebhook dingTalk) => dingTalk.ReceiveAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }

    /// <summary>The callback address: verifies, stores. The answer goes out through the sender.</summary>
    internal sealed class DingTalkWebhook(IInbox inbox, IConversationIds ids, IOptions<DingTalkOptions> options, TimeProvider clock)
    {
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
}

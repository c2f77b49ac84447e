using BotHost.Channels.Platforms;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.WeChatKf;

/// <summary>WeChat Customer Service (微信客服) as a channel for residents. Rests on <c>IInbox</c> and the outbox; settings: <see cref="WeChatKfOptions"/>.</summary>
public static class WeChatKfSetup
{
    public const string Path = "/channels/wechat-kf";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddWeChatKf(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlatform<WeChatKfOptions, WeChatKfWebhook, WeChatKfSender>(configuration, WeChatKfApi.Client, on => on.AddMediaSource<WeChatKfApi>());

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapWeChatKf(this IEndpointRouteBuilder endpoints) => endpoints.MapPlatform(
        PlatformCall<WeChatKfWebhook>.Handshake(Path, (webhook, http) => webhook.Handshake(http)),
        PlatformCall<WeChatKfWebhook>.Push(Path, (webhook, http) => webhook.ReceiveAsync(http)));
}

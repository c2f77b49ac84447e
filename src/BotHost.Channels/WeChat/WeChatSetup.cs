using BotHost.Channels.Platforms;
using BotHost.Channels.Webhooks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.WeChat;

/// <summary>A WeChat Official Account as a channel. Rests on <c>IInbox</c>, <c>IAnswers</c> and the outbox; settings: <see cref="WeChatOptions"/>.</summary>
public static class WeChatSetup
{
    public const string Path = "/channels/wechat";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddWeChat(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlatform<WeChatOptions, WeChatWebhook, WeChatSender>(configuration, WeChatApi.Client, on => on.AddMediaSource<WeChatApi>().AddTypingSign<WeChatSender>().AddSingleton<OneByOne>());

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapWeChat(this IEndpointRouteBuilder endpoints) => endpoints.MapPlatform(
        PlatformCall<WeChatWebhook>.Handshake(Path, (webhook, http) => webhook.Handshake(http)),
        PlatformCall<WeChatWebhook>.Push(Path, (webhook, http) => webhook.ReceiveAsync(http)));
}

using BotHost.Channels.Platforms;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.WeCom;

/// <summary>WeCom (企业微信) as a channel for cadres. Rests on <c>IInbox</c> and the outbox; settings: <see cref="WeComOptions"/>.</summary>
public static class WeComSetup
{
    public const string Path = "/channels/wecom";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddWeCom(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlatform<WeComOptions, WeComWebhook, WeComSender>(configuration, WeComApi.Client, on => on.AddMediaSource<WeComApi>());

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapWeCom(this IEndpointRouteBuilder endpoints) => endpoints.MapPlatform(
        PlatformCall<WeComWebhook>.Handshake(Path, (webhook, http) => webhook.Handshake(http)),
        PlatformCall<WeComWebhook>.Push(Path, (webhook, http) => webhook.ReceiveAsync(http)));
}

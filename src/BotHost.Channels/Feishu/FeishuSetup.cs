using BotHost.Channels.Platforms;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.Feishu;

/// <summary>A Feishu app as a channel. Rests on <c>IInbox</c> and the outbox; settings: <see cref="FeishuOptions"/>.</summary>
public static class FeishuSetup
{
    public const string Path = "/channels/feishu";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddFeishu(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlatform<FeishuOptions, FeishuWebhook, FeishuSender>(configuration, FeishuSender.Client, on => on.AddMediaSource<FeishuSender>());

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapFeishu(this IEndpointRouteBuilder endpoints) => endpoints.MapPlatform(
        PlatformCall<FeishuWebhook>.Push(Path, (webhook, http) => webhook.ReceiveAsync(http)));
}

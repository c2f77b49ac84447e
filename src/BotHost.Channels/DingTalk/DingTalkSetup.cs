using BotHost.Channels.Platforms;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.DingTalk;

/// <summary>A DingTalk robot as a channel. Rests on <c>IInbox</c> and the outbox; settings: <see cref="DingTalkOptions"/>.</summary>
public static class DingTalkSetup
{
    public const string Path = "/channels/dingtalk";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddDingTalk(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlatform<DingTalkOptions, DingTalkWebhook, DingTalkSender>(configuration, DingTalkSender.Client, on => on.AddMediaSource<DingTalkSender>());

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapDingTalk(this IEndpointRouteBuilder endpoints) => endpoints.MapPlatform(
        PlatformCall<DingTalkWebhook>.Push(Path, (webhook, http) => webhook.ReceiveAsync(http)));
}

using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.WeChat;

/// <summary>A WeChat Official Account as a channel. Rests on <c>IInbox</c>, <c>IAnswers</c> and the outbox; settings: <see cref="WeChatOptions"/>.</summary>
public static class WeChatSetup
{
    public const string Path = "/channels/wechat";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddWeChat(this IServiceCollection services, IConfiguration configuration)
    {
        if (!services.AddPlatform<WeChatOptions>(configuration, WeChatOptions.Section, WeChatApi.Client)) return services;
        services.AddSingleton<WeChatApi>().AddSingleton<IMediaSource>(s => s.GetRequiredService<WeChatApi>()).AddSingleton<OneByOne>().AddSingleton<WeChatWebhook>();
        return services.AddSingleton<IChannelSender, WeChatSender>();
    }

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapWeChat(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<WeChatWebhook>() is null) return endpoints;
        endpoints.MapGet(Path, (HttpContext http, WeChatWebhook wechat) => wechat.Handshake(http)).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost(Path, (HttpContext http, WeChatWebhook wechat) => wechat.ReceiveAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }
}

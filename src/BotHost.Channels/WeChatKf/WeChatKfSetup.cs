using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.WeChatKf;

/// <summary>WeChat Customer Service (微信客服) as a channel for residents. Rests on <c>IInbox</c> and the outbox; settings: <see cref="WeChatKfOptions"/>.</summary>
public static class WeChatKfSetup
{
    public const string Path = "/channels/wechat-kf";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddWeChatKf(this IServiceCollection services, IConfiguration configuration)
    {
        if (!services.AddPlatform<WeChatKfOptions>(configuration, WeChatKfOptions.Section, WeChatKfApi.Client)) return services;
        services.AddSingleton<WeChatKfApi>().AddSingleton<IMediaSource>(s => s.GetRequiredService<WeChatKfApi>()).AddSingleton<WeChatKfWebhook>();
        return services.AddSingleton<IChannelSender, WeChatKfSender>();
    }

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapWeChatKf(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<WeChatKfWebhook>() is null) return endpoints;
        endpoints.MapGet(Path, (HttpContext http, WeChatKfWebhook kf) => kf.Handshake(http)).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost(Path, (HttpContext http, WeChatKfWebhook kf) => kf.ReceiveAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }
}

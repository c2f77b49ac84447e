using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.WeCom;

/// <summary>WeCom (企业微信) as a channel for cadres. Rests on <c>IInbox</c> and the outbox; settings: <see cref="WeComOptions"/>.</summary>
public static class WeComSetup
{
    public const string Path = "/channels/wecom";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddWeCom(this IServiceCollection services, IConfiguration configuration)
    {
        if (!services.AddPlatform<WeComOptions>(configuration, WeComOptions.Section, WeComApi.Client)) return services;
        services.AddSingleton<WeComApi>().AddSingleton<IMediaSource>(s => s.GetRequiredService<WeComApi>()).AddSingleton<WeComWebhook>();
        return services.AddSingleton<IChannelSender, WeComSender>();
    }

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapWeCom(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<WeComWebhook>() is null) return endpoints;
        endpoints.MapGet(Path, (HttpContext http, WeComWebhook wecom) => wecom.Handshake(http)).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost(Path, (HttpContext http, WeComWebhook wecom) => wecom.ReceiveAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }
}

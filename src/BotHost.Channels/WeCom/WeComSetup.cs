using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeCom;

/// <summary>WeCom (企业微信) as a channel for cadres. Rests on <c>IInbox</c> and the outbox; settings: <see cref="WeComOptions"/>.</summary>
public static class WeComSetup
{
    public const string Path = "/channels/wecom";

    /// <exception cref="OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddWeCom(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(WeComOptions.Section).Get<WeComOptions>() ?? new();
        if (!options.IsOn) return services;
        if (options.Problems().ToList() is { Count: > 0 } problems) throw new OptionsValidationException(WeComOptions.Section, typeof(WeComOptions), problems);
        services.Configure<WeComOptions>(configuration.GetSection(WeComOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReplayGuard>();
        services.AddHttpClient(WeComApi.Client, (s, http) =>
        {
            http.BaseAddress = new(s.GetRequiredService<IOptions<WeComOptions>>().Value.ApiUrl);
            http.Timeout = TimeSpan.FromSeconds(20);
        });
        services.AddSingleton<WeComApi>().AddSingleton<WeComWebhook>();
        return services.AddSingleton<IChannelSender, WeComSender>().AddSingleton<IMediaSource, WeComMediaSource>();
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

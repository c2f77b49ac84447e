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

namespace BotHost.Channels.WeChat;

/// <summary>A WeChat Official Account as a channel. Rests on <c>IInbox</c>, <c>IAnswers</c> and the outbox; settings: <see cref="WeChatOptions"/>.</summary>
public static class WeChatSetup
{
    public const string Path = "/channels/wechat";

    /// <exception cref="OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddWeChat(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(WeChatOptions.Section).Get<WeChatOptions>() ?? new();
        if (!options.IsOn) return services;
        if (options.Problems().ToList() is { Count: > 0 } problems) throw new OptionsValidationException(WeChatOptions.Section, typeof(WeChatOptions), problems);
        services.Configure<WeChatOptions>(configuration.GetSection(WeChatOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReplayGuard>();
        services.AddHttpClient(WeChatApi.Client, (s, http) =>
        {
            http.BaseAddress = new(s.GetRequiredService<IOptions<WeChatOptions>>().Value.ApiUrl);
            http.Timeout = TimeSpan.FromSeconds(20);
        });
        services.AddSingleton<WeChatApi>().AddSingleton<WeChatWebhook>();
        return services.AddSingleton<IChannelSender, WeChatSender>().AddSingleton<IMediaSource, WeChatMediaSource>();
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

using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.Telegram;

/// <summary>A Telegram bot as a channel. Rests on <c>IInbox</c> and the outbox; settings: <see cref="TelegramOptions"/>.</summary>
public static class TelegramSetup
{
    public const string Path = "/channels/telegram";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddTelegram(this IServiceCollection services, IConfiguration configuration)
    {
        if (!services.AddPlatform<TelegramOptions>(configuration, TelegramOptions.Section, TelegramApi.Client)) return services;
        // The bot's token is part of every address.
        services.AddHttpClient(TelegramApi.Client).RemoveAllLoggers();
        services.AddSingleton<TelegramApi>().AddSingleton<IMediaSource>(s => s.GetRequiredService<TelegramApi>()).AddSingleton<TelegramWebhook>().AddHostedService<TelegramRegistration>();
        return services.AddSingleton<IChannelSender, TelegramSender>();
    }

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapTelegram(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<TelegramWebhook>() is null) return endpoints;
        endpoints.MapPost(Path, (HttpContext http, TelegramWebhook telegram) => telegram.ReceiveAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }
}

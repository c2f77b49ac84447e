using BotHost.Channels.Platforms;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.Telegram;

/// <summary>A Telegram bot as a channel. Rests on <c>IInbox</c> and the outbox; settings: <see cref="TelegramOptions"/>.</summary>
public static class TelegramSetup
{
    public const string Path = "/channels/telegram";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddTelegram(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlatform<TelegramOptions, TelegramWebhook, TelegramSender>(configuration, TelegramApi.Client, on =>
        {
            // The bot's token is part of every address.
            on.AddHttpClient(TelegramApi.Client).RemoveAllLoggers();
            on.AddMediaSource<TelegramApi>().AddTypingSign<TelegramSender>().AddHostedService<TelegramRegistration>();
        });

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapTelegram(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPlatform(PlatformCall<TelegramWebhook>.Push(Path, (webhook, http) => webhook.ReceiveAsync(http)));
}

using BotHost.App.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.BotFramework;

/// <summary>Bot Framework as a channel: whatever Azure Bot Service connects (Teams, Web Chat, LINE …). Rests on <c>IInbox</c> and the outbox; settings:
/// <see cref="BotFrameworkOptions"/>.</summary>
public static class BotFrameworkSetup
{
    public const string Path = "/api/messages";

    /// <summary>Keys and answers are small.</summary>
    private const int MostAnswerBytes = 1024 * 1024;

    /// <exception cref="OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddBotFramework(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(BotFrameworkOptions.Section);
        var options = section.Get<BotFrameworkOptions>() ?? new();
        if (!options.IsOn) return services;
        if (options.Problems().ToList() is { Count: > 0 } problems) throw new OptionsValidationException(BotFrameworkOptions.Section, typeof(BotFrameworkOptions), problems);
        services.Configure<BotFrameworkOptions>(section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(ConnectorApi.Client, http =>
        {
            http.Timeout = TimeSpan.FromSeconds(20);
            http.MaxResponseContentBufferSize = MostAnswerBytes;
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddSingleton<SigningKeys>().AddSingleton<TokenCheck>().AddSingleton<ConnectorApi>().AddSingleton<BotFrameworkWebhook>();
        return services.AddSingleton<IChannelSender, BotFrameworkSender>();
    }

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapBotFramework(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<BotFrameworkWebhook>() is null) return endpoints;
        endpoints.MapPost(Path, (HttpContext http, BotFrameworkWebhook bot) => bot.ReceiveAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }
}

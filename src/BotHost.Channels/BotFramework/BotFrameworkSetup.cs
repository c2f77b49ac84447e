using BotHost.Channels.Platforms;
using BotHost.Channels.Webhooks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.BotFramework;

/// <summary>Bot Framework as a channel: whatever Azure Bot Service connects (Teams, Web Chat, LINE …). Rests on <c>IInbox</c> and the outbox; settings:
/// <see cref="BotFrameworkOptions"/>.</summary>
public static class BotFrameworkSetup
{
    public const string Path = "/api/messages";

    /// <summary>Keys and answers are small.</summary>
    private const int MostAnswerBytes = 1024 * 1024;

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddBotFramework(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlatform<BotFrameworkOptions, BotFrameworkWebhook, BotFrameworkSender>(configuration, ConnectorApi.Client, on =>
        {
            on.AddHttpClient(ConnectorApi.Client, http => http.MaxResponseContentBufferSize = MostAnswerBytes)
                .ConfigurePrimaryHttpMessageHandler(s => PublicConnections.Handler(s.GetRequiredService<IOptions<BotFrameworkOptions>>().Value.Names));
            on.AddSingleton<SigningKeys>().AddSingleton<TokenCheck>().AddMediaSource<ConnectorApi>().AddTypingSign<BotFrameworkSender>();
        });

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapBotFramework(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPlatform(PlatformCall<BotFrameworkWebhook>.Push(Path, (webhook, http) => webhook.ReceiveAsync(http)));
}

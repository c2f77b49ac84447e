using BotHost.App.Conversations;
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

namespace BotHost.Channels.Platforms;

/// <summary>What every platform's channel needs: settings that are checked, an HTTP client, a sender, and addresses that the platform calls.</summary>
internal static class PlatformSetup
{
    /// <summary>Adds the channel, unless its settings leave it off.</summary>
    /// <param name="client">Name of its HTTP client.</param>
    /// <param name="andMore">What else the channel needs.</param>
    /// <exception cref="OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddPlatform<TOptions, TWebhook, TSender>(
        this IServiceCollection services, IConfiguration configuration, string client, Action<IServiceCollection>? andMore = null)
        where TOptions : class, IPlatformOptions, new() where TWebhook : class where TSender : class, IChannelSender
    {
        var section = configuration.GetSection(TOptions.Section);
        var options = section.Get<TOptions>() ?? new();
        if (!options.IsOn) return services;
        if (options.Problems().ToList() is { Count: > 0 } problems) throw new OptionsValidationException(TOptions.Section, typeof(TOptions), problems);
        services.Configure<TOptions>(section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReplayGuard>();
        services.AddHttpClient(client, http =>
        {
            http.BaseAddress = new(options.ApiUrl);
            http.Timeout = TimeSpan.FromSeconds(20);
        });
        andMore?.Invoke(services);
        services.TryAddSingleton<TSender>();
        return services.AddSingleton<TWebhook>().AddSingleton<IChannelSender>(s => s.GetRequiredService<TSender>());
    }

    /// <summary>The channel's photos and recordings are fetched by <typeparamref name="TSource"/>, of which there is one.</summary>
    public static IServiceCollection AddMediaSource<TSource>(this IServiceCollection services) where TSource : class, IMediaSource
    {
        services.TryAddSingleton<TSource>();
        return services.AddSingleton<IMediaSource>(s => s.GetRequiredService<TSource>());
    }

    /// <summary><typeparamref name="TSign"/>, of which there is one, shows that an answer is being written.</summary>
    public static IServiceCollection AddTypingSign<TSign>(this IServiceCollection services) where TSign : class, ITypingSign
    {
        services.TryAddSingleton<TSign>();
        return services.AddSingleton<ITypingSign>(s => s.GetRequiredService<TSign>());
    }

    /// <summary>Maps the calls that the platform makes; none while the channel is off. They carry their own proof, so they are anonymous to the host.</summary>
    public static IEndpointRouteBuilder MapPlatform<TWebhook>(this IEndpointRouteBuilder endpoints, params ReadOnlySpan<PlatformCall<TWebhook>> calls) where TWebhook : class
    {
        if (endpoints.ServiceProvider.GetService<TWebhook>() is null) return endpoints;
        foreach (var call in calls)
            endpoints.MapMethods(call.Path, [call.Method], (HttpContext http, TWebhook webhook) => AnswerAsync(call, webhook, http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }

    /// <summary>Every platform calls again where it hears that we could not take it now.</summary>
    private static async Task<IResult> AnswerAsync<TWebhook>(PlatformCall<TWebhook> call, TWebhook webhook, HttpContext http)
    {
        try
        {
            return await call.Answer(webhook, http);
        }
        catch (StorageUnavailableException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}

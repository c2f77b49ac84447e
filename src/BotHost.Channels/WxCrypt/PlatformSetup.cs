using BotHost.Channels.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WxCrypt;

/// <summary>Settings of a platform.</summary>
public interface IPlatformOptions
{
    /// <summary>False: the channel is off and nothing of it is there.</summary>
    bool IsOn { get; }

    string ApiUrl { get; }

    /// <summary>What is wrong with the settings, in words for whoever set them; empty when nothing is.</summary>
    IEnumerable<string> Problems();
}

/// <summary>What every platform's channel needs.</summary>
internal static class PlatformSetup
{
    /// <summary>Binds and checks the settings, and adds the HTTP client; false while the channel is off.</summary>
    /// <exception cref="OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static bool AddPlatform<TOptions>(this IServiceCollection services, IConfiguration configuration, string section, string client)
        where TOptions : class, IPlatformOptions, new()
    {
        var options = configuration.GetSection(section).Get<TOptions>() ?? new();
        if (!options.IsOn) return false;
        if (options.Problems().ToList() is { Count: > 0 } problems) throw new OptionsValidationException(section, typeof(TOptions), problems);
        services.Configure<TOptions>(configuration.GetSection(section));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReplayGuard>();
        services.AddHttpClient(client, http =>
        {
            http.BaseAddress = new(options.ApiUrl);
            http.Timeout = TimeSpan.FromSeconds(20);
        });
        return true;
    }
}

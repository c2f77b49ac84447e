using MudBlazor.Services;

namespace BotHost.Consoles;

/// <summary>The consoles at /console: Blazor pages for cadres, administrators and auditors.</summary>
internal static class ConsoleSetup
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        return services;
    }

    public static void MapConsole(this WebApplication app) => app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
}

namespace BotHost.Consoles;

/// <summary>The consoles at /console.</summary>
internal static class ConsoleSetup
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        return services;
    }

    public static void MapConsole(this WebApplication app)
    {
    }
}

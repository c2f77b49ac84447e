using BotHost.Core.Claims;
using BotHost.Storage.Accounts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;

namespace BotHost.Accounts;

/// <summary>Until an administrator has a password, each start prints a link that lets one be set, once.</summary>
internal sealed class FirstAdministrator(IServiceProvider services, IServer server, IHostApplicationLifetime lifetime) : IHostedService
{
    public const string UserName = "admin";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The link needs the address, and the first reply must not wait for it.
        lifetime.ApplicationStarted.Register(() => _ = Task.Run(PrintAsync, CancellationToken.None));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrintAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Cadre>>();
        if (scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>() is { } roles && await roles.RoleExistsAsync(Roles.Administrator)
            && (await users.GetUsersInRoleAsync(Roles.Administrator)).Any(u => u.PasswordHash is not null)) return;
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var (user, problem) = await desk.SaveAsync(UserName, "管理员", Level.Province, "41", null, [Roles.Administrator, Roles.Auditor]);
        if (user is null) throw new InvalidOperationException(problem);
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5000";
        Console.WriteLine($"First administrator: open {address}{await desk.WelcomePathAsync(user)}  (works once, for 24 hours)");
    }
}

using System.CommandLine;
using BotHost.Core.Claims;
using BotHost.Storage;
using BotHost.Storage.Accounts;

namespace BotHost.Accounts;

/// <summary><c>users add</c> and <c>tokens create</c>: work beside a running host on the same data directory.</summary>
internal static class AccountCommands
{
    public static Command Users()
    {
        var name = new Argument<string>("name") { Description = "Account name to sign in with" };
        var display = new Option<string>("--display-name") { Description = "Name that residents and colleagues see", Required = true };
        var level = new Option<Level>("--level") { Description = "village, township, county, prefecture or province", DefaultValueFactory = _ => Level.Village };
        var area = new Option<string>("--area") { Description = "Division code; they see this area and everything below it", DefaultValueFactory = _ => "" };
        var desk = new Option<string?>("--desk") { Description = "A named desk; absent for the general window" };
        var role = new Option<string[]>("--role") { Description = "cadre, administrator or auditor; may be given several times", DefaultValueFactory = _ => [Roles.Cadre] };
        var url = new Option<string>("--url") { Description = "Address of the host, for the printed link", DefaultValueFactory = _ => "http://localhost:5000" };
        var add = new Command("add", "Open an account, or change one; prints a link for setting the password that works once.") { name, display, level, area, desk, role, url };
        add.SetAction((result, cancellation) => RunAsync(async desks =>
        {
            var (user, problem) = await desks.SaveAsync(result.GetValue(name)!, result.GetValue(display)!, result.GetValue(level), result.GetValue(area)!, result.GetValue(desk), result.GetValue(role)!);
            if (user is null) return Fail(problem!);
            Console.WriteLine(result.GetValue(url)!.TrimEnd('/') + await desks.WelcomePathAsync(user));
            return 0;
        }, cancellation));
        var whose = new Argument<string>("name") { Description = "Account name" };
        var chatCode = new Command("chat-code", "Print a code that links a chat app to the account: send 绑定 and the code there within 15 minutes.") { whose };
        chatCode.SetAction((result, cancellation) => RunAsync(async desks =>
        {
            if (await desks.ChatCodeAsync(result.GetValue(whose)!, cancellation) is not { } code) return Fail($"there is no account '{result.GetValue(whose)}'");
            Console.WriteLine(code);
            return 0;
        }, cancellation));
        return new("users", "Accounts of cadres, administrators and auditors.") { add, chatCode };
    }

    public static Command Tokens()
    {
        var user = new Argument<string>("user") { Description = "Account that the token acts for" };
        var name = new Option<string>("--name") { Description = "What the token is for", DefaultValueFactory = _ => "token" };
        var days = new Option<int>("--days") { Description = "Days until it expires", DefaultValueFactory = _ => 90 };
        var create = new Command("create", "Make a bearer token for the Case API; it is printed once.") { user, name, days };
        create.SetAction((result, cancellation) => RunAsync(async desk =>
        {
            if (await desk.CreateTokenAsync(result.GetValue(user)!, result.GetValue(name)!, result.GetValue(days), cancellation) is not { } token) return Fail($"there is no account '{result.GetValue(user)}'");
            Console.WriteLine(token);
            return 0;
        }, cancellation));
        return new("tokens", "Bearer tokens of the Case API.") { create };
    }

    private static int Fail(string problem)
    {
        Console.Error.WriteLine(problem);
        return 1;
    }

    private static async Task<int> RunAsync(Func<AccountDesk, Task<int>> work, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddStorage(builder.Configuration).AddAccounts().AddSingleton<App.Conversations.IConversationWaker, NobodyWaits>();
        using var host = builder.Build();
        await host.Services.OpenStorageBesideHostAsync(cancellation);
        await using var scope = host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AccountDesk>());
    }

    /// <summary>A verb answers nobody: the running host finds what is new by its own sweep.</summary>
    private sealed class NobodyWaits : App.Conversations.IConversationWaker
    {
        public void Wake(string conversationId, App.Conversations.CommittedActivity? committed)
        {
        }
    }
}

using System.Diagnostics;
using Benchmarks;
using EndToEnd.WebChat;
using Microsoft.Playwright;

namespace EndToEnd.Story;

/// <summary>The host as residents and cadres meet it: the program itself, in a process and a data directory of its own.</summary>
public sealed class RealHost : IAsyncDisposable
{
    private readonly HostProcess process;

    private RealHost(HostProcess process, string data) => (this.process, Data) = (process, data);

    public static string Root { get; } = FindRoot();

    /// <summary>The program, built with the same configuration as these tests.</summary>
    public static string Program => HostProcess.Program;

    public string Data { get; }

    public Uri Address => new($"http://127.0.0.1:{process.Port}");

    /// <param name="settings">Further command-line settings.</param>
    public static async Task<RealHost> StartAsync(params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("bothost-story-").FullName;
        return new(await HostProcess.StartAsync(Program, null, data, null, settings), data);
    }

    /// <summary>Runs a verb beside the host and returns what it printed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["Storage__Directory"] = Data;
        using var verb = Process.Start(start)!;
        var (output, errors) = (verb.StandardOutput.ReadToEndAsync(), verb.StandardError.ReadToEndAsync());
        await verb.WaitForExitAsync();
        return verb.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {verb.ExitCode}: {await errors}");
    }

    /// <summary>Opens an account, sets its password as its owner would, and signs in.</summary>
    public async Task<IPage> SignInAsync(Phone phone, string account, string name, string level, string area, int width)
    {
        const string password = "long-enough-1";
        var link = await RunAsync("users", "add", account, "--display-name", name, "--level", level, "--area", area, "--url", Address.ToString());
        var page = await phone.OpenAsync(new(link), width, 800);
        await page.FillAsync("#password", password);
        await page.ClickAsync("button");
        await page.FillAsync("#user", account);
        await page.FillAsync("#password", password);
        await page.ClickAsync("button");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BotHost.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no repository above the tests");
        return folder;
    }
}

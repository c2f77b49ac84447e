using System.Diagnostics;
using System.Text.Json;

namespace EndToEnd.Clients;

/// <summary>Runs a script of tests/clients, where independent clients of others live.</summary>
internal static class NodeClient
{
    private static readonly string Folder = Path.Combine(Repository(), "tests", "clients");

    /// <summary>What the script printed. Skips on a machine without the clients, never in CI.</summary>
    public static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        using var node = Start(script, arguments);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(90));
        try
        {
            var output = node.StandardOutput.ReadToEndAsync(late.Token);
            var errors = node.StandardError.ReadToEndAsync(late.Token);
            await node.WaitForExitAsync(late.Token);
            Assert.True(node.ExitCode == 0, await errors);
            return JsonSerializer.Deserialize<JsonElement>(await output);
        }
        finally
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The script as a running process that reads lines and prints lines. Skips as <see cref="RunAsync"/> does.</summary>
    public static Process Start(string script, params string[] arguments)
    {
        var installed = Directory.Exists(Path.Combine(Folder, "node_modules"));
        Assert.SkipWhen(!installed && Environment.GetEnvironmentVariable("CI") is null, "run 'npm ci --ignore-scripts' in tests/clients first");
        Assert.True(installed, "tests/clients has no node_modules: npm ci did not run");
        var start = new ProcessStartInfo("node") { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(script);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BotHost.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no repository above the tests");
        return folder;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace EndToEnd.Clients;

/// <summary>What reached a phone.</summary>
/// <param name="By">"answer" in the same call, "api" through the platform's interface.</param>
/// <param name="Code">With which a card can be changed once; null on what is no card.</param>
internal sealed record Heard(string Who, string By, string Kind, string Text, string? Code, IReadOnlyList<string> Buttons);

/// <summary>People with WeChat and WeCom, played by libraries that are not ours (apps.cjs), told line by line what to say.</summary>
internal sealed class Apps : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process node;
    private readonly Task listening;
    private readonly ConcurrentQueue<Heard> heard = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<int>> told = new();
    private int calls;

    private Apps(Process node)
    {
        this.node = node;
        told[0] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        listening = ListenAsync();
    }

    public static async Task<Apps> StartAsync(Uri host, int port, object settings)
    {
        var apps = new Apps(NodeClient.Start("apps.cjs", host.ToString().TrimEnd('/'), $"{port}", JsonSerializer.Serialize(settings)));
        await apps.DoneAsync(0);
        return apps;
    }

    public Task SayAsync(string on, string who, string words) => TellAsync(new { n = ++calls, on, who, say = words });

    public Task PressAsync(string who, string key, string? code) => TellAsync(new { n = ++calls, on = "wecom", who, press = key, code });

    /// <summary>The last thing with these words that the person has on the phone; waits for it.</summary>
    public async Task<Heard> HearAsync(string who, string part)
    {
        for (var end = DateTimeOffset.UtcNow + Patience; DateTimeOffset.UtcNow < end; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            if (ListenFor(who).LastOrDefault(h => h.Text.Contains(part, StringComparison.Ordinal)) is { } found) return found;
            if (listening.IsFaulted) await listening;
        }

        Assert.Fail($"{who} never heard “{part}”, but: {string.Join(" | ", ListenFor(who).Select(h => h.Text))}");
        throw new UnreachableException();
    }

    /// <summary>All that reached this person's phone, in order.</summary>
    public IReadOnlyList<Heard> ListenFor(string who) => [.. heard.Where(h => h.Who == who)];

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        if (!node.WaitForExit(TimeSpan.FromSeconds(5))) node.Kill(entireProcessTree: true);
        await listening;
        node.Dispose();
    }

    private async Task TellAsync(object line)
    {
        var n = calls;
        told[n] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(line));
        await node.StandardInput.FlushAsync();
        Assert.Equal(200, await DoneAsync(n));
    }

    private async Task<int> DoneAsync(int n)
    {
        var done = await Task.WhenAny(told[n].Task, listening).WaitAsync(Patience, TestContext.Current.CancellationToken);
        if (done == listening) await listening;
        return await told[n].Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private async Task ListenAsync()
    {
        var errors = node.StandardError.ReadToEndAsync();
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            var said = JsonSerializer.Deserialize<JsonElement>(line);
            if (said.TryGetProperty("done", out var n)) told[n.GetInt32()].TrySetResult(said.GetProperty("status").GetInt32());
            else heard.Enqueue(new(Text(said, "who"), Text(said, "by"), Text(said, "kind"), Text(said, "text"), said.TryGetProperty("code", out var code) ? code.GetString() : null,
                said.TryGetProperty("buttons", out var buttons) ? [.. buttons.EnumerateArray().Select(b => b.GetString()!)] : []));
        }

        await node.WaitForExitAsync();
        if (node.ExitCode != 0) throw new InvalidOperationException(await errors);
    }

    private static string Text(JsonElement said, string name) => said.GetProperty(name).GetString()!;
}

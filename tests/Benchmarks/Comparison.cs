using System.Globalization;

namespace Benchmarks;

/// <summary>Measures the host and the two floors in one run on one machine, and prints a table. Ratios travel between machines; the rates do not.</summary>
public static class Comparison
{
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        string? Option(string name) => Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var (seconds, clients, conversations) = (Number("seconds", 6), Number("clients", 128), Number("conversations", 1000));
        // The real host, or with --small the path alone: what is between the two is dialogs and understanding.
        var dll = args.Contains("--small") ? null : HostProcess.Program;
        var duration = TimeSpan.FromSeconds(seconds);
        var root = Directory.CreateTempSubdirectory("bothost-bench-").FullName;
        try
        {
            var (floor, group) = await FloorsAsync(Sub(root, "floor"), clients, duration);
            var (turns, answer, memory, memoryAfter, ready) = await HostAsync(dll, Sub(root, "host"), clients, conversations, duration);
            Print([
                ("floor 1: a request, one EF Core row update", $"{floor.PerSecond:N0}/s", Times(floor)),
                ("floor 2: a request, one row by raw group commit", $"{group.PerSecond:N0}/s", Times(group)),
                ($"durable turns, HTTP, {clients} clients", $"{turns.PerSecond:N0}/s", Times(turns)),
                ("  against floor 1", Ratio(turns.PerSecond / floor.PerSecond), ""),
                ("  against floor 2", Ratio(turns.PerSecond / group.PerSecond), ""),
                ("one message at a time, post to answer", $"{answer.P50:N1} ms", Times(answer)),
                ("from process start to the first answer", $"{ready.TotalSeconds:N2} s", ""),
                ("memory after start · after the load", $"{memory:N0} MB · {memoryAfter:N0} MB", ""),
            ]);
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Load alone, for a host that runs already under a profiler: port, data directory, seconds.</summary>
    public static async Task LoadAsync(string[] args)
    {
        var port = int.Parse(args[0], CultureInfo.InvariantCulture);
        var chats = await TurnLoad.StartConversationsAsync(port, 1000);
        Console.WriteLine(await TurnLoad.TurnsAsync(port, args[1], chats, 128, TimeSpan.FromSeconds(int.Parse(args[2], CultureInfo.InvariantCulture))));
    }

    private static async Task<(LoadResult EfCore, LoadResult Group)> FloorsAsync(string directory, int clients, TimeSpan duration)
    {
        await using var server = await HostProcess.StartAsync(null, "serve-floor", directory);
        return (await FloorAsync("rows"), await FloorAsync("group"));

        async Task<LoadResult> FloorAsync(string path)
        {
            await TurnLoad.FloorAsync(server.Port, path, clients, duration / 2);
            return Median(await RepeatAsync(_ => TurnLoad.FloorAsync(server.Port, path, clients, duration)), r => r.PerSecond);
        }
    }

    private static async Task<(LoadResult Turns, LoadResult Answer, double Memory, double MemoryAfter, TimeSpan Ready)> HostAsync(string? dll, string directory, int clients, int conversations, TimeSpan duration)
    {
        await using var host = await HostProcess.StartAsync(dll, dll is null ? "serve-small" : null, directory);
        var chats = await TurnLoad.StartConversationsAsync(host.Port, 1);
        await TurnLoad.AnswerTimesAsync(host, chats, 1);
        var ready = host.Running.Elapsed;
        await Task.Delay(2_000);
        var memory = host.MemoryMb;
        chats = await TurnLoad.StartConversationsAsync(host.Port, conversations);
        // The compiler needs a while to settle under load.
        for (var i = 0; i < Rounds; i++) await TurnLoad.TurnsAsync(host.Port, directory, chats, clients, duration);
        var cpu = host.CpuSeconds;
        var turns = Median(await RepeatAsync(_ => TurnLoad.TurnsAsync(host.Port, directory, chats, clients, duration)), r => r.PerSecond);
        Console.WriteLine($"host CPU: {1e6 * (host.CpuSeconds - cpu) / (turns.PerSecond * duration.TotalSeconds * Rounds):N0} µs a turn");
        var fresh = await TurnLoad.StartConversationsAsync(host.Port, 20);
        var answer = await TurnLoad.AnswerTimesAsync(host, fresh, 200);
        return (turns, answer, memory, host.MemoryMb, ready);
    }

    private static async Task<List<T>> RepeatAsync<T>(Func<int, Task<T>> measure)
    {
        var results = new List<T>();
        for (var i = 0; i < Rounds; i++) results.Add(await measure(i));
        return results;
    }

    private static T Median<T>(List<T> results, Func<T, double> by) => results.OrderBy(by).ElementAt(results.Count / 2);

    private static string Times(LoadResult r) => $"p50 {r.P50:N1} ms · p99 {r.P99:N1} ms · longest {r.Longest:N0} ms";

    private static string Ratio(double ratio) => $"{ratio:N2} ×";

    private static string Sub(string root, string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    private static void Print((string What, string Value, string Times)[] rows)
    {
        var (what, value) = (rows.Max(r => r.What.Length), rows.Max(r => r.Value.Length));
        foreach (var row in rows) Console.WriteLine($"| {row.What.PadRight(what)} | {row.Value.PadLeft(value)} | {row.Times}");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding;

namespace Benchmarks;

/// <summary>
/// <c>-- reading</c>: how fast and how well the reader reads, beside Microsoft's recognizers and node-nlp on the same strings in the same run.
/// Needs Node for the comparison (<c>npm ci</c> runs by itself in tests/oracles/reading); without it only our own figures are printed.
/// </summary>
public static class ReadingBenchmark
{
    /// <summary>Shorter messages ask or answer; those that tell something are what costs time (median 25 characters).</summary>
    private const int TellingLength = 15;

    private static readonly DateOnly Today = new(2026, 11, 23);

    public static async Task<int> RunAsync()
    {
        var root = Root();
        var cases = Path.Combine(root, "tests", "oracles", "reading");
        // The first start trains and keeps the model; the second is what every later start costs.
        await UnderstandingSetup.CreateRules(UnderstandingContent.FromFolder(root), []).ReadAsync("您好", new(Today), CancellationToken.None);
        var start = Stopwatch.StartNew();
        var reader = UnderstandingSetup.CreateRules(UnderstandingContent.FromFolder(root), []);
        await reader.ReadAsync("您好", new(Today), CancellationToken.None);
        var ready = start.Elapsed;

        var texts = Directory.GetFiles(Path.Combine(root, "tests", "cases", "reading"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(l => l.Length > 0)
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!.Replace('\n', ' ')).Where(t => t.Length >= TellingLength).ToList();
        var (rate, slowest) = Rate(reader, texts);
        var amounts = File.ReadLines(Path.Combine(cases, "amounts.jsonl")).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var wrong = amounts.Where(c => !Kept(reader, c)).Select(c => c.GetProperty("text").GetString()).ToList();
        var intents = File.ReadLines(Path.Combine(cases, "intents.jsonl")).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var heard = intents.Count(c => reader.Read(c.GetProperty("text").GetString()!, new(Today)).Intent == c.GetProperty("expect").GetProperty("intent").GetString());

        var lengths = texts.Select(t => t.Length).Order().ToList();
        Console.WriteLine($"{texts.Count} messages, median {lengths[lengths.Count / 2]} characters, one core");
        Row("", "ours", "Microsoft recognizers", "node-nlp");
        var others = await OthersAsync(root, cases, texts);
        Row("amounts, counts, dates kept", $"{amounts.Count - wrong.Count} of {amounts.Count}", others is { } a ? $"{a.GetProperty("amounts")} of {a.GetProperty("of")}" : "-", "");
        Row("intents right", $"{heard} of {intents.Count}", "", others is { } i ? $"{i.GetProperty("intents")} of {i.GetProperty("intentsOf")}" : "-");
        Row("strings a second", $"{rate:N0}", others is { } r ? $"{r.GetProperty("recognizersPerSecond").GetDouble():N0}" : "-", others is { } n ? $"{n.GetProperty("nlpPerSecond").GetDouble():N0} (intents only)" : "-");
        Row("start-up, model kept", $"{ready.TotalMilliseconds:N0} ms", "", "");
        Row("slowest single reading", $"{slowest.TotalMilliseconds:N1} ms", "", "");
        if (wrong.Count > 0) Console.WriteLine("not kept by us: " + string.Join(", ", wrong));
        return 0;
    }

    private static (double PerSecond, TimeSpan Slowest) Rate(RuleReader reader, List<string> texts)
    {
        var context = new ReadingContext(Today);
        foreach (var text in texts.Concat(texts)) reader.Read(text, context);
        var (best, slowest) = (0.0, TimeSpan.Zero);
        for (var round = 0; round < 5; round++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var text in texts) reader.Read(text, context);
            best = Math.Max(best, texts.Count / clock.Elapsed.TotalSeconds);
        }

        foreach (var text in texts)
        {
            var clock = Stopwatch.StartNew();
            reader.Read(text, context);
            if (clock.Elapsed > slowest) slowest = clock.Elapsed;
        }

        return (best, slowest);
    }

    /// <summary>True when the reading holds what was meant: a number inside the range, a day inside the interval.</summary>
    private static bool Kept(RuleReader reader, JsonElement c)
    {
        var id = c.GetProperty("expecting").GetString()!;
        var value = reader.Read(c.GetProperty("text").GetString()!, new(Today) { Expecting = id }).Facts.FirstOrDefault(f => f.Id == id)?.Value;
        return value switch
        {
            FactValue.Number n => c.TryGetProperty("from", out var from) && n.Value >= from.GetDecimal() && n.Value <= c.GetProperty("to").GetDecimal(),
            FactValue.Day d => c.TryGetProperty("day", out var day) && DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) is var meant && d.From <= meant && d.To >= meant && (meant.Day == 1 || d.To.DayNumber - d.From.DayNumber < 40),
            _ => false,
        };
    }

    private static async Task<JsonElement?> OthersAsync(string root, string cases, List<string> texts)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, texts);
            if (!Directory.Exists(Path.Combine(cases, "node_modules")) && await NodeAsync(cases, "npm", "ci", "--no-audit", "--no-fund") is null) return null;
            var said = await NodeAsync(cases, "node", "oracle.cjs", cases, Path.Combine(root, "dialogs", "intents.yaml"), file);
            return said?.Split('\n').LastOrDefault(l => l.StartsWith('{')) is { } line ? JsonDocument.Parse(line).RootElement.Clone() : null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What the program printed; null when it is not there or failed.</summary>
    private static async Task<string?> NodeAsync(string folder, string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? said : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"({program} is not here: no comparison)");
            return null;
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BotHost.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("run it from a checkout");
    }

    private static void Row(string what, params string[] values) => Console.WriteLine($"{what,-30}{string.Concat(values.Select(v => v.PadLeft(26)))}");
}

using System.CommandLine;
using System.Globalization;
using BotHost.App.Understanding;

namespace BotHost.Reading;

/// <summary><c>evaluate reading FILE…</c>: precision, recall and F1 per fact and the intents, wrong facts first. Exit code 0; 1 when a line is no case; 2 when a file cannot be read.</summary>
internal static class EvaluateVerb
{
    /// <param name="contentRoot">The folder that holds <c>dialogs/</c>.</param>
    public static Command Create(string contentRoot)
    {
        var files = new Argument<string[]>("FILE") { Description = "JSON Lines of cases: text, today, expect, absent, optionally expecting", Arity = ArgumentArity.OneOrMore };
        var reading = new Command("reading", "Reads cases and compares what was understood with what was expected.") { files };
        reading.SetAction((parse, cancellation) => Run(parse.GetValue(files)!, contentRoot, Console.Out, Console.Error, cancellation));
        return new("evaluate", "Measures quality on cases.") { reading };
    }

    internal static async Task<int> Run(string[] files, string contentRoot, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var reader = await ContentReader.CreateAsync(contentRoot, errors);
        var score = new ReadingScore();
        var code = 0;
        foreach (var file in files)
        {
            try
            {
                code = Math.Max(code, await ReadFile(reader, InputFile.Resolve(file), score, errors, cancellation));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await errors.WriteLineAsync($"evaluate: {e.Message}");
                return 2;
            }
        }

        await Print(score, output);
        return code;
    }

    private static async Task<int> ReadFile(IReader reader, string file, ReadingScore score, TextWriter errors, CancellationToken cancellation)
    {
        var number = 0;
        var code = 0;
        await foreach (var line in File.ReadLinesAsync(file, cancellation))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (ReadingCase.Parse(line, out var mistake) is { Expect: not null } asked) score.Add(asked, await reader.ReadAsync(asked.Text, asked.Context, cancellation));
            else
            {
                await errors.WriteLineAsync($"evaluate: {file}:{number}: {(mistake.Length > 0 ? mistake : "needs 'expect'")}");
                code = 1;
            }
        }

        return code;
    }

    private static async Task Print(ReadingScore score, TextWriter output)
    {
        foreach (var line in score.Wrong) await output.WriteLineAsync("wrong    " + line);
        foreach (var line in score.Missed) await output.WriteLineAsync("missed   " + line);
        await output.WriteLineAsync();
        await output.WriteLineAsync("fact                               right wrong missed extra  precision recall    F1");
        foreach (var (id, t) in score.ByFact.OrderBy(f => f.Key, StringComparer.Ordinal)) await output.WriteLineAsync(Row(id, t));
        await output.WriteLineAsync(Row("all", score.Total));
        await output.WriteLineAsync();
        foreach (var line in score.Confusions) await output.WriteLineAsync("intent   " + line);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"intents  {score.IntentsRight} of {score.Intents} right ({(score.Intents == 0 ? 1 : (double)score.IntentsRight / score.Intents):P1})"));
    }

    private static string Row(string id, ReadingScore.Tally t) => string.Create(CultureInfo.InvariantCulture,
        $"{id,-34} {t.Right,5} {t.Wrong,5} {t.Missed,6} {t.Extra,5}      {t.Precision:F3}  {t.Recall:F3} {t.F1:F3}");
}

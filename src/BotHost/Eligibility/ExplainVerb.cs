using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using BotHost.Content;
using BotHost.Core.Content;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Reading;

namespace BotHost.Eligibility;

/// <summary><c>explain FILE</c>: JSON Lines of households in, determinations out, one a line and in order. Exit code 0; 1 when a line is no case; 2 when a file cannot be read.</summary>
internal static class ExplainVerb
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="contentRoot">The folder that holds <c>dialogs/</c>.</param>
    public static Command Create(string contentRoot)
    {
        var file = new Argument<string>("FILE") { Description = "JSON Lines with facts, today and place; '-' for standard input" };
        var standards = new Option<string?>("--standards") { Description = "YAML or JSON with the local amounts to use" };
        var questions = new Option<bool>("--questions") { Description = "say on standard error why a question comes next" };
        var command = new Command("explain", "Says what households look eligible for and why, one JSON object a line.") { file, standards, questions };
        command.SetAction((parse, cancellation) => Run(parse.GetValue(file)!, parse.GetValue(standards), contentRoot, Console.Out, Console.Error, cancellation, parse.GetValue(questions)));
        return command;
    }

    internal static async Task<int> Run(string file, string? standardsFile, string contentRoot, TextWriter output, TextWriter errors, CancellationToken cancellation, bool questions = false)
    {
        TextReader? lines = null;
        try
        {
            var problems = new List<ContentProblem>();
            var loaded = ContentLoader.Load(ContentFolder.Read(contentRoot));
            var standards = loaded.Bundle?.Standards ?? Standards.None;
            if (standardsFile is not null) standards = standards.ReplacedBy(StandardsLoader.LoadFile(standardsFile, await File.ReadAllTextAsync(InputFile.Resolve(standardsFile), cancellation), problems));
            foreach (var problem in loaded.Problems.Concat(problems)) await errors.WriteLineAsync($"explain: {problem}");
            if (loaded.Bundle is not { } content || problems.Count > 0) return 2;
            lines = file == "-" ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(InputFile.Resolve(file));
            return await ExplainLines(new(content, standards), lines, output, errors, questions, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"explain: {e.Message}");
            return 2;
        }
        finally
        {
            lines?.Dispose();
        }
    }

    private static async Task<int> ExplainLines(Explainer explainer, TextReader lines, TextWriter output, TextWriter errors, bool questions, CancellationToken cancellation)
    {
        var (number, code) = (0, 0);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Explain(explainer, line, questions ? errors : null, out var mistake) is { } wire) await output.WriteLineAsync(JsonSerializer.Serialize(wire, Plain));
            else
            {
                await errors.WriteLineAsync($"explain: line {number}: {mistake}");
                // One line out for one line in, so that answers stay beside their questions.
                await output.WriteLineAsync("""{"determinations":[]}""");
                code = 1;
            }
        }

        await output.FlushAsync(cancellation);
        return code;
    }

    private static ExplainWire? Explain(Explainer explainer, string line, TextWriter? why, out string mistake)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            mistake = "needs 'today' as YYYY-MM-DD and 'facts'";
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("facts", out var json) || json.ValueKind != JsonValueKind.Object) return null;
            if (!root.TryGetProperty("today", out var day) || day.ValueKind != JsonValueKind.String || !DateOnly.TryParse(day.GetString(), CultureInfo.InvariantCulture, out var today)) return null;
            var facts = StatedFacts.Read(json, explainer.Content.Catalogue);
            var place = root.TryGetProperty("place", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString()! : facts.Find("subject.village")?.ToString() ?? "";
            if (why is not null) foreach (var candidate in explainer.Questions(facts, place, today)) why.WriteLine("explain: " + candidate.Why);
            var explained = explainer.Explain(facts, place, today);
            return new([.. explained.Select(ExplainWire.Of)], facts.Refused.Count == 0 ? null : facts.Refused);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArithmeticException)
        {
            mistake = e.Message;
            return null;
        }
    }
}

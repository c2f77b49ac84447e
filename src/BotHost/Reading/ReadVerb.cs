using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using BotHost.App.Understanding;

namespace BotHost.Reading;

/// <summary><c>read FILE</c>: JSON Lines of texts in, readings out, one a line and in order. Exit code 0; 1 when a line is no JSON; 2 when the file cannot be read.</summary>
internal static class ReadVerb
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="contentRoot">The folder that holds <c>dialogs/</c>.</param>
    public static Command Create(string contentRoot)
    {
        var file = new Argument<string>("FILE") { Description = "JSON Lines with text, today and optionally expecting; '-' for standard input" };
        var command = new Command("read", "Reads messages and prints what was understood, one JSON object a line.") { file };
        command.SetAction((parse, cancellation) => Run(parse.GetValue(file)!, contentRoot, Console.Out, Console.Error, cancellation));
        return command;
    }

    internal static async Task<int> Run(string file, string contentRoot, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        TextReader? lines = null;
        try
        {
            lines = file == "-" ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(InputFile.Resolve(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"read: {e.Message}");
            return 2;
        }

        using (lines)
        {
            var reader = await ContentReader.CreateAsync(contentRoot, errors);
            return await ReadLines(reader, lines, output, errors, cancellation);
        }
    }

    private static async Task<int> ReadLines(IReader reader, TextReader lines, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var number = 0;
        var code = 0;
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (ReadingCase.Parse(line, out var mistake) is not { } asked)
            {
                await errors.WriteLineAsync($"read: line {number}: {mistake}");
                // One line out for one line in, so that answers stay beside their questions.
                await output.WriteLineAsync("""{"intent":"none","facts":[]}""");
                code = 1;
                continue;
            }

            var reading = await reader.ReadAsync(asked.Text, asked.Context, cancellation);
            await output.WriteLineAsync(JsonSerializer.Serialize(ReadingWire.Of(asked.Text, reading), Plain));
        }

        await output.FlushAsync(cancellation);
        return code;
    }
}

using System.CommandLine;
using BotHost.Core.Content;
using BotHost.Eligibility.Proving;
using BotHost.Understanding;

namespace BotHost.Content;

/// <summary><c>content check</c>: every problem at once, with file, line, column and how to mend it.</summary>
internal static class ContentCommand
{
    private const int MostConfusions = 12;

    public static Command Create()
    {
        var root = new Option<string?>("--root") { Description = "Folder that holds dialogs/ and prompts/ (default: found by itself)" };
        var check = new Command("check", "Check every dialog, program and prompt; exit code 1 when something is wrong.") { root };
        check.SetAction(result => Check(ContentFolder.Find(result.GetValue(root))));
        var train = new Command("train", "Train the intents (dialogs/intents.yaml) and the pauses (dialogs/pauses.txt) and keep the models beside the program, so that the next start need not.") { root };
        train.SetAction((result, cancellation) => TrainAsync(ContentFolder.Find(result.GetValue(root)), cancellation));
        return new Command("content", "Work with dialogs, programs and prompts.") { check, train, DiffVerb.Create() };
    }

    /// <summary>The first reading waits until the model is there.</summary>
    private static async Task<int> TrainAsync(string root, CancellationToken cancellation)
    {
        ContentFolder.Check(root, out var reader);
        var reading = await reader.ReadAsync("您好", new(new DateOnly(2026, 1, 1)), cancellation);
        Console.WriteLine($"trained; 您好 is read as {reading.Intent}");
        return 0;
    }

    private static int Check(string root)
    {
        var loaded = ContentFolder.Check(root, out _);
        foreach (var problem in loaded.Problems) Console.Error.WriteLine(problem);
        if (loaded.Bundle is not { } bundle)
        {
            Console.Error.WriteLine($"{loaded.Problems.Length} problem(s) in {root}");
            return 1;
        }

        var unproved = ProgramProofs.Check(bundle).ToList();
        foreach (var problem in unproved) Console.Error.WriteLine(problem);
        if (unproved.Count > 0)
        {
            Console.Error.WriteLine($"{unproved.Count} problem(s) in {root}");
            return 1;
        }

        Console.WriteLine($"{bundle.Programs.Count} programs: every criterion is met by some household, unmet by another, and says what no other one says");
        Console.WriteLine($"{bundle.Dialogs.Count} dialogs, {bundle.Prompts.Count} prompts, {bundle.Catalogue.All.Length} facts: all valid ({bundle.Hash})");
        var understanding = UnderstandingContent.FromFolder(root);
        var pauses = UnderstandingSetup.EvaluatePauses(understanding);
        Console.WriteLine($"pauses in sentences held back from training: {pauses.Found} of {pauses.Of} found, {pauses.Wrong} where none was");
        var heard = UnderstandingSetup.EvaluateIntents(understanding);
        Console.WriteLine($"intents on sentences held back from training: {heard.Right} of {heard.Of} right");
        foreach (var (asked, taken, times) in heard.Confused.Take(MostConfusions)) Console.WriteLine($"  {asked} taken for {taken}: {times}");
        return 0;
    }
}

using System.CommandLine;
using BotHost.Core.Content;

namespace BotHost.Content;

/// <summary><c>content check</c>: every problem at once, with file, line, column and how to mend it.</summary>
internal static class ContentCommand
{
    public static Command Create()
    {
        var root = new Option<string?>("--root") { Description = "Folder that holds dialogs/ and prompts/ (default: found by itself)" };
        var check = new Command("check", "Check every dialog, program and prompt; exit code 1 when something is wrong.") { root };
        check.SetAction(result => Check(ContentFolder.Find(result.GetValue(root))));
        return new Command("content", "Work with dialogs, programs and prompts.") { check };
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

        Console.WriteLine($"{bundle.Dialogs.Count} dialogs, {bundle.Prompts.Count} prompts, {bundle.Catalogue.All.Length} facts: all valid ({bundle.Hash})");
        return 0;
    }
}

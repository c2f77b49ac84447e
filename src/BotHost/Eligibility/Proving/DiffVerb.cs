using System.CommandLine;
using System.Globalization;
using BotHost.Content;
using BotHost.Core;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Reading;

namespace BotHost.Eligibility.Proving;

/// <summary><c>content diff OLD NEW</c>: households whose outcome an edit changes, or the proof that there are none within the ranges. Exit code 0: proved; 1: some found, or not settled; 2: a folder cannot be used.</summary>
internal static class DiffVerb
{
    public static Command Create()
    {
        var before = new Argument<string>("OLD") { Description = "Folder with the dialogs/ and prompts/ in force" };
        var after = new Argument<string>("NEW") { Description = "Folder with the edited ones" };
        var place = new Option<string?>("--place") { Description = "Division code (default: every place that an amount is set for)" };
        var today = new Option<string?>("--today") { Description = "Day that amounts are taken of, YYYY-MM-DD (default: today)" };
        var standards = new Option<string?>("--standards") { Description = "YAML with local amounts to use on both sides" };
        var command = new Command("diff", "Find households whose outcome an edit of programs or amounts changes, or prove that there are none.") { before, after, place, today, standards };
        command.SetAction(parse => Run(new(parse.GetValue(before)!, parse.GetValue(after)!, parse.GetValue(place), parse.GetValue(today), parse.GetValue(standards)), TimeProvider.System, Console.Out, Console.Error));
        return command;
    }

    internal static int Run(DiffInput input, TimeProvider time, TextWriter output, TextWriter errors)
    {
        try
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().ToOffset(ChinaTime.Offset).DateTime);
            if (input.Today is not null && !DateOnly.TryParseExact(input.Today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out today)) return Refuse(errors, $"--today is '{input.Today}': write a day as 2026-12-31");
            var problems = new List<ContentProblem>();
            var given = input.Standards is null ? Standards.None : StandardsLoader.LoadFile(input.Standards, File.ReadAllText(InputFile.Resolve(input.Standards)), problems);
            var (old, edited) = (Load(input.Old, problems), Load(input.New, problems));
            foreach (var problem in problems) errors.WriteLine($"diff: {problem}");
            if (old is null || edited is null || problems.Count > 0) return 2;
            var (was, now) = (old.Standards.ReplacedBy(given), edited.Standards.ReplacedBy(given));
            var result = new ContentDiff(old, was, edited, now, today).Run(input.Place is null ? ContentDiff.Places(was, now) : [input.Place]);
            foreach (var line in DiffText.Lines(result, old, edited)) output.WriteLine(line);
            return result.Settled ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(errors, e.Message);
        }
    }

    private static ContentBundle? Load(string folder, List<ContentProblem> problems)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no folder '{folder}'");
        var loaded = ContentLoader.Load(ContentFolder.Read(folder));
        problems.AddRange(loaded.Problems.Select(p => p with { File = Path.Combine(folder, p.File) }));
        return loaded.Bundle;
    }

    private static int Refuse(TextWriter errors, string why)
    {
        errors.WriteLine($"diff: {why}");
        return 2;
    }
}

/// <summary>What <c>content diff</c> was asked.</summary>
internal sealed record DiffInput(string Old, string New, string? Place = null, string? Today = null, string? Standards = null);

/// <summary>What an edit does, in plain words.</summary>
internal static class DiffText
{
    public static IEnumerable<string> Lines(DiffResult result, ContentBundle old, ContentBundle edited)
    {
        string Say(string id, params ReadOnlySpan<(string Name, string Value)> values)
        {
            var map = new Dictionary<string, object>();
            foreach (var (name, value) in values) map[name] = value;
            return edited.FindPrompt("diff." + id)?.Text.Render(map) ?? old.FindPrompt("diff." + id)?.Text.Render(map) ?? id;
        }

        string Name(string program) => (edited.Programs.GetValueOrDefault(program) ?? old.Programs[program]).Name;
        foreach (var t in result.Turned)
        {
            yield return Say("turned", ("program", Name(t.Program)), ("place", t.Place), ("was", Say(Explanation.Name(t.Was))), ("now", Say(Explanation.Name(t.Now))));
            yield return "  " + Say("such-as", ("facts", string.Join('；', t.Facts.Select(f => Said(edited, f.Key, f.Value)))));
        }

        foreach (var program in result.Proved) yield return Say("proved", ("program", Name(program)));
        foreach (var (program, why) in result.Open) yield return Say("open", ("program", Name(program)), ("why", why));
        foreach (var (program, lists) in result.Unsearched) yield return Say("unsearched", ("program", Name(program)), ("lists", string.Join('、', lists.Select(l => edited.FindPrompt("label." + l)?.Text.Source ?? edited.FindPrompt(l)?.Label ?? l))));
        if (result.Settled && result.Proved.IsEmpty) yield return Say("same");
        else yield return Say("ranges", ("most", HouseholdModel.LargestAmount.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Said(ContentBundle content, string id, FactValue value)
    {
        var fact = new Fact(id, value, FactState.Stated, [], default);
        if (FactWords.Readback(content, fact) is { } said) return said;
        var label = content.FindPrompt("label." + id)?.Text.Source ?? content.FindPrompt(id)?.Label ?? id;
        var words = value is FactValue.Set set ? string.Join('、', set.Values.Select(v => content.Programs.GetValueOrDefault(v)?.Name ?? v)) is { Length: > 0 } some ? some : "没有" : FactWords.Value(content.Catalogue[id], value, content.FindPrompt(id));
        return $"{label}：{words}";
    }
}

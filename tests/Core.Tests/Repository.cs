using System.Runtime.CompilerServices;
using BotHost.Core.Content;

namespace Core.Tests;

/// <summary>Files of the repository that tests read as data.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Cases(string folder) => Path.Combine(Root, "tests", "cases", folder);

    /// <summary>All content files as the host would load them: path inside the repository → text.</summary>
    public static Dictionary<string, string> ContentFiles() => new[] { "dialogs", "prompts" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".yaml" or ".liquid" or ".md")
        .ToDictionary(file => Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText);

    /// <summary>The repository's own content; fails the test with every problem when it is not valid.</summary>
    public static ContentBundle Content => LazyContent.Value;

    /// <summary>The same content where the local amounts of <c>tests/cases/eligibility/standards.yaml</c> are set.</summary>
    public static ContentBundle ContentWithAmounts => LazyContentWithAmounts.Value;

    private static readonly Lazy<ContentBundle> LazyContent = new(() => Load(ContentFiles()));

    private static readonly Lazy<ContentBundle> LazyContentWithAmounts = new(() =>
    {
        var files = ContentFiles();
        // Whole standards name a document and a day; made-up amounts get made-up ones.
        var amounts = File.ReadLines(Path.Combine(Cases("eligibility"), "standards.yaml")).Where(l => !l.StartsWith('#') && l.Contains(':')).Select(l => l.Split(':', 2));
        files["dialogs/eligibility/standards/~given.yaml"] = string.Join('\n', amounts.Select(a => $"- {{ standard: {a[0]}, unit: \"{Content.Standards.All.FirstOrDefault(s => s.Id == a[0])?.Unit}\", values: [{{ place: \"\", from: 2020-01-01, source: tests, amount: {a[1].Trim()} }}] }}"));
        return Load(files);
    });

    private static ContentBundle Load(Dictionary<string, string> files)
    {
        var loaded = ContentLoader.Load(files);
        return loaded.Bundle ?? throw new InvalidOperationException(string.Join('\n', loaded.Problems));
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "BotHost.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the repository root was not found above " + here);
    }
}

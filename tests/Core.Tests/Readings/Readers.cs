using BotHost.Core.Content;
using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding;

namespace Core.Tests.Readings;

/// <summary>The reader over the repository's own content, made once.</summary>
internal static class Readers
{
    public static string Root => Repository.Root;

    private static readonly Lazy<(RuleReader Reader, List<ContentProblem> Problems)> Made = new(() =>
    {
        List<ContentProblem> problems = [];
        return (UnderstandingSetup.CreateRules(UnderstandingContent.FromFolder(Root), problems), problems);
    });

    public static RuleReader Rules => Made.Value.Reader;

    public static IReadOnlyList<ContentProblem> Problems => Made.Value.Problems;

    public static Reading Read(string text, string? expecting = null, params string[] options) =>
        Rules.Read(text, new ReadingContext(new DateOnly(2026, 11, 23)) { Expecting = expecting, Options = [.. options] });

    public static FactValue? Fact(string text, string id, string? expecting = null) => Read(text, expecting).Facts.FirstOrDefault(f => f.Id == id)?.Value;
}

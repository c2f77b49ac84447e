using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>What the repository may not say.</summary>
public partial class WordingTests
{
#pragma warning disable xUnit2029 // the list of offenders is what a reader of the failure needs
    private static IEnumerable<string> Files(params string[] extensions) => Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
        .Where(f => !Ignored().IsMatch(f) && extensions.Contains(Path.GetExtension(f)));

    [Fact]
    public void Nothing_names_the_place_it_was_written_in() =>
        Assert.Empty(Files(".cs", ".md", ".yaml", ".json", ".razor", ".js", ".css", ".html", ".csproj", ".props").Where(f => Path.GetFileName(f) != "WordingTests.cs" && Workplace().IsMatch(File.ReadAllText(f))));

    [Fact]
    public void Village_words_never_approve()
    {
        // Only the deciding level says 通过 or 批 (and never in the bot's own words): a village confirms, adds or doubts.
        var prompts = Files(".yaml").Where(f => f.Contains("/prompts/zh-CN/", StringComparison.Ordinal) && !f.Contains("/programs/", StringComparison.Ordinal));
        Assert.Empty(prompts.SelectMany(File.ReadAllLines).Where(line => line.Contains("审核通过", StringComparison.Ordinal) || line.Contains("已批准", StringComparison.Ordinal) || line.Contains("保证能", StringComparison.Ordinal) || line.Contains("一定能", StringComparison.Ordinal)));
    }

    [GeneratedRegex("/work/(main|shared|wt-)|farm-bench|farm-studio")]
    private static partial Regex Workplace();

    [GeneratedRegex("/(obj|bin|node_modules|artifacts|data|\\.git)/")]
    private static partial Regex Ignored();
}

using System.Text.RegularExpressions;
using BotHost.Core.Content;
using YamlDotNet.Serialization;

namespace Core.Tests.Content;

/// <summary>
/// One broken example a validation rule: <c>tests/cases/broken-content/&lt;rule&gt;/</c> says in <c>change.yaml</c> how to break
/// the repository's content, and <c>expected.txt</c> the exact messages. A second example of a rule is called <c>&lt;rule&gt;.&lt;what&gt;</c>.
/// </summary>
public partial class BrokenContentTests
{
    public static TheoryData<string> Rules => [.. Directory.GetDirectories(Repository.Cases("broken-content")).Select(d => Path.GetFileName(d)!).Order()];

    [Theory, MemberData(nameof(Rules))]
    public void A_broken_file_is_told_with_place_and_mend(string rule)
    {
        var folder = Path.Combine(Repository.Cases("broken-content"), rule);
        var files = Repository.ContentFiles();
        Break(files, new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, "change.yaml"))));

        var loaded = ContentLoader.Load(files);
        var told = string.Join('\n', loaded.Problems) + "\n";
        var expectedFile = Path.Combine(folder, "expected.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_CASES") == "1") File.WriteAllText(expectedFile, told);
        Assert.Null(loaded.Bundle);
        Assert.Contains(loaded.Problems, p => p.Rule == rule.Split('.')[0]);
        Assert.Equal(File.ReadAllText(expectedFile), told);
    }

    private static void Break(Dictionary<string, string> files, Dictionary<string, string> change)
    {
        var file = change["file"];
        if (change.ContainsKey("delete")) files.Remove(file);
        else if (change.TryGetValue("append", out var line)) files[file] = files.GetValueOrDefault(file, "") + line + "\n";
        else
        {
            Assert.Contains(change["find"], files[file]);
            files[file] = files[file].Replace(change["find"], change["replace"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_validation_rule_has_a_broken_example()
    {
        var source = Path.Combine(Repository.Root, "src", "BotHost.Core");
        var rules = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => RuleName().Matches(File.ReadAllText(f)).Select(m => m.Groups["rule"].Value)).Distinct();
        Assert.Empty(rules.Except(Rules.Select(r => r.Data)));
    }

    [GeneratedRegex("""(?:Report\([^;"]*?|new\([^;"]*?, 1, 1, |new\(\$?"[^"]*", 1, 1, )"(?<rule>[a-z]+(?:-[a-z]+)+)",""")]
    private static partial Regex RuleName();
}

using BotHost.Content;
using BotHost.Core.Content;
using BotHost.Eligibility.Proving;

namespace Host.Tests.Eligibility;

/// <summary><c>tests/cases/broken-programs/&lt;rule&gt;/</c>: an edit after which a criterion says nothing, and the one line that tells so.</summary>
public class ProgramProofsTests
{
    public static TheoryData<string> Rules => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "tests/cases/broken-programs")).Select(d => Path.GetFileName(d)!).Order()];

    [Theory, MemberData(nameof(Rules))]
    public void A_criterion_that_says_nothing_is_told(string rule)
    {
        var folder = Path.Combine(Repository.Root, "tests/cases/broken-programs", rule);
        var change = File.ReadAllLines(Path.Combine(folder, "change.txt"));
        var files = ContentFolder.Read(Repository.Root);
        Assert.Contains(change[1], files[change[0]]);
        files[change[0]] = files[change[0]].Replace(change[1], change[2], StringComparison.Ordinal);
        var loaded = ContentLoader.Load(files);
        Assert.Equal("", string.Join('\n', loaded.Problems));
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "expected.txt")), string.Join('\n', ProgramProofs.Check(loaded.Bundle!)) + "\n");
    }

    [Fact]
    public void Every_criterion_in_use_says_something() => Assert.Empty(ProgramProofs.Check(ContentLoader.Load(ContentFolder.Read(Repository.Root)).Bundle!));
}

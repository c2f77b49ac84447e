using Core.Tests.Readings;

namespace Core.Tests.Dialogs;

public class ConversationTests
{
    public static TheoryData<string> Cases => [.. Directory.GetFiles(Repository.Cases("conversations"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order()];

    [Theory, MemberData(nameof(Cases))]
    public async Task A_conversation_goes_as_recorded(string name)
    {
        var file = Path.Combine(Repository.Cases("conversations"), name + ".yaml");
        var recorded = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var told = ConversationCase.Read(recorded);
        var played = await told.PlayAsync(new(Readers.Rules, told.Content));
        if (Environment.GetEnvironmentVariable("UPDATE_CASES") == "1") await File.WriteAllTextAsync(file, played, TestContext.Current.CancellationToken);
        else Assert.Equal(recorded, played);
    }

    [Fact]
    public void Every_dialog_has_a_conversation()
    {
        var told = string.Join('\n', Directory.GetFiles(Repository.Cases("conversations")).Select(File.ReadAllText));
        foreach (var dialog in Repository.Content.Dialogs.Values.Where(d => d.Runs == "form"))
            Assert.True(Cases.Any(c => c.Data.StartsWith(dialog.Name + ".", StringComparison.Ordinal)), $"no conversation is called {dialog.Name}.…");
        Assert.Contains("claim submitted", told);
    }
}

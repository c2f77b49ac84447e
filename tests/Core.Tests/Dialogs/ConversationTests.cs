using BotHost.Core.Content;
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
        var played = await told.PlayAsync(new(Readers.Rules, told.Content ?? ContentFor(name)));
        if (Environment.GetEnvironmentVariable("UPDATE_CASES") == "1") await File.WriteAllTextAsync(file, played, TestContext.Current.CancellationToken);
        else Assert.Equal(recorded, played);
    }

    /// <summary>Cases that begin with <c>speech-asked.</c> and <c>model-asked.</c> run where the rules of consent say so.</summary>
    private static ContentBundle ContentFor(string name) => name.Split('.')[0] switch
    {
        "speech-asked" => Changed("ask_voice: false", "ask_voice: true"),
        "model-asked" => Changed("ask_model: false", "ask_model: true"),
        _ => Repository.Content,
    };

    private static ContentBundle Changed(string from, string to)
    {
        var files = Repository.ContentFiles();
        const string rules = "dialogs/rules/consent.yaml";
        Assert.Contains(from, files[rules], StringComparison.Ordinal);
        files[rules] = files[rules].Replace(from, to, StringComparison.Ordinal);
        return ContentLoader.Load(files).Bundle!;
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

using Microsoft.Extensions.DependencyInjection;
using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Storage.Encryption;
using BotHost.Understanding;
using Host.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using YamlDotNet.RepresentationModel;

namespace Host.Tests.Conversations;

/// <summary>
/// The real dialogs and the real store, without a silo: what a turn leaves in memory must be what the next host would load, or a crash
/// would change the conversation.
/// </summary>
public class RealDialogTests
{
    private static readonly string Root = FindRoot();

    private static readonly ContentBundle Content = ContentLoader.Load(new[] { "dialogs", "prompts" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)).Where(f => !f.EndsWith(".csv", StringComparison.Ordinal))
        .ToDictionary(f => Path.GetRelativePath(Root, f).Replace('\\', '/'), File.ReadAllText)).Bundle ?? throw new InvalidOperationException("the content is broken");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string> Stories =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "tests", "cases", "conversations"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task What_a_turn_leaves_in_memory_is_what_the_next_host_loads(string story)
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var reader = UnderstandingSetup.Create(UnderstandingContent.FromFolder(Root), []);
        var engine = new Engine();
        var take = new TakeTurn(store.Conversations, reader, engine, store.Desk, new(store.Services.GetRequiredService<BotHost.App.Media.IMediaStore>(), []), new([], store.Clock, Options.Create(new TurnOptions()), NullLogger<Typing>.Instance), new(store.Clock), store.Clock, Options.Create(new TurnOptions()), NullLogger<TakeTurn>.Instance);
        var said = Said(story);
        Assert.NotEmpty(said);
        LoadedConversation? kept = null;
        foreach (var text in said)
        {
            store.Clock.Advance(TimeSpan.FromMinutes(1));
            var inbound = Sample.Message(text);
            var accepted = await store.Inbox.AcceptAsync(inbound, Now);
            kept = await take.RunAsync(kept, new(accepted.Sequence, inbound, 0), Now);
            Assert.Equal(Json(await store.Conversations.LoadAsync(Sample.Conversation, Now)), Json(kept));
        }

        Assert.Empty(await store.Conversations.PendingAsync(Sample.Conversation, Now));
        foreach (var text in said.Where(s => s.Length >= 6)) Assert.DoesNotContain(text, store.Logs.Text, StringComparison.Ordinal);
    }

    /// <summary>The record with its unordered parts in one order.</summary>
    private static string Json(LoadedConversation loaded) => JsonSerializer.Serialize(
        new
        {
            loaded.Revision,
            loaded.Record.State,
            Quarantine = loaded.Record.State.Quarantine.OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => q.Value),
            Subjects = loaded.Record.Subjects.Values.OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => new { s.Id, s.Relation, s.ShortCode, Facts = s.Facts.Values.OrderBy(f => f.Id, StringComparer.Ordinal), s.Claims, s.Consents }),
            loaded.Record.Escalations,
        },
        SealedJson.Options).Replace("+00:00", "Z", StringComparison.Ordinal);

    private static List<string> Said(string story)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Root, "tests", "cases", "conversations", story + ".yaml"))));
        var turns = (YamlSequenceNode)((YamlMappingNode)yaml.Documents[0].RootNode)["turns"];
        return [.. turns.OfType<YamlMappingNode>().Where(t => t.Children.ContainsKey("say")).Select(t => ((YamlScalarNode)t["say"]).Value!)];
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "BotHost.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    private sealed class Engine : IAdvance, ILiveContent, IContentLibrary
    {
        private readonly DialogEngine engine;

        public Engine() => engine = new(this);

        IAdvance ILiveContent.Current => this;

        ContentBundle IContentLibrary.Current => Content;

        public string ContentVersion => Content.Hash;

        public ContentBundle? Find(string hash) => hash == Content.Hash ? Content : null;

        public ReadingContext ContextFor(ConversationRecord record, DateTimeOffset now) => engine.ContextFor(record, now);

        public TurnResult Advance(TurnInput input) => engine.Advance(input);
    }
}

using System.Collections.Concurrent;
using BotHost.App.Content;
using BotHost.App.Conversations;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Content;

/// <summary>The content that is live, and the older versions that open dialogs still run on.</summary>
internal sealed class LiveContent : ILiveContent, ICatalogue, IContentLibrary
{
    private readonly ConcurrentDictionary<string, ContentBundle?> older = new();
    private readonly IContentArchive archive;

    public LiveContent(ContentBundle current, IContentArchive archive)
    {
        this.archive = archive;
        Current = current;
        Engine = new(this);
    }

    public ContentBundle Current { get; }

    private BoundEngine Engine { get; }

    IAdvance ILiveContent.Current => Engine;

    FactCatalogue ICatalogue.Current => Current.Catalogue;

    public ContentBundle? Find(string hash) => hash == Current.Hash ? Current : older.GetOrAdd(hash, Load);

    /// <summary>A version that was archived is loaded once and kept; this happens only in the first turn after an upgrade that meets an old dialog.</summary>
    private ContentBundle? Load(string hash) =>
        archive.FindAsync(hash, CancellationToken.None).GetAwaiter().GetResult() is { } files ? ContentLoader.Load(files).Bundle : null;

    private sealed class BoundEngine(LiveContent live) : IAdvance
    {
        private readonly DialogEngine engine = new(live);

        public string ContentVersion => live.Current.Hash;

        public ReadingContext ContextFor(ConversationRecord record, DateTimeOffset now) => engine.ContextFor(record, now);

        public TurnResult Advance(TurnInput input) => engine.Advance(input);
    }
}

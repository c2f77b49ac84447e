using System.Runtime.CompilerServices;
using BotHost.App.Conversations;
using BotHost.Core.Activities;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Conversations;

internal sealed class Transcript(IDbContextFactory<BotHostDb> contexts, KeyRing keys, TranscriptSignals signals) : ITranscript
{
    private const int PageSize = 200;

    private static readonly Func<BotHostDb, string, long, int, IAsyncEnumerable<Line>> Lines = EF.CompileAsyncQuery(
        (BotHostDb db, string conversationId, long after, int limit) => db.Messages
            .Where(m => m.ConversationId == conversationId && m.Sequence > after && m.Direction != Direction.Internal && m.Body != null)
            .OrderBy(m => m.Sequence).Take(limit)
            .Select(m => new Line(m.Sequence, m.AccountId, m.Direction, m.ActivityId, m.Body!)));

    public async Task<IReadOnlyList<TranscriptEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellation)
    {
        var lines = new List<Line>();
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            await foreach (var line in Lines(db, conversationId, after, limit).WithCancellation(cancellation)) lines.Add(line);
        }

        var entries = new List<TranscriptEntry>(lines.Count);
        foreach (var line in lines)
        {
            var key = await keys.AccountAsync(line.AccountId, cancellation);
            entries.Add(new(line.Sequence, key.Open<Activity>(line.Body, InboxWriter.RowOf(conversationId, line.Direction, line.ActivityId))));
        }

        return entries;
    }

    public async IAsyncEnumerable<TranscriptEntry> FollowAsync(string conversationId, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var signal = signals.Subscribe(conversationId);
        while (true)
        {
            IReadOnlyList<TranscriptEntry> page;
            do
            {
                page = await ReadAsync(conversationId, after, PageSize, cancellation);
                foreach (var entry in page)
                {
                    after = entry.Sequence;
                    yield return entry;
                }
            }
            while (page.Count == PageSize);

            await signal.NextAsync(cancellation);
        }
    }

    private sealed record Line(long Sequence, string AccountId, Direction Direction, string ActivityId, byte[] Body);
}

using System.Runtime.CompilerServices;
using BotHost.App.Conversations;
using BotHost.Core.Activities;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Conversations;

internal sealed class Transcript(IDbContextFactory<BotHostDb> contexts, KeyRing keys, TranscriptSignals signals) : ITranscript, IEvidenceSource
{
    private const int PageSize = 200;

    private static readonly Func<BotHostDb, string, long, int, IAsyncEnumerable<Line>> Lines = EF.CompileAsyncQuery(
        (BotHostDb db, string conversationId, long after, int limit) => db.Messages
            .Where(m => m.ConversationId == conversationId && m.Sequence > after && m.Direction != Direction.Internal && m.Body != null)
            .OrderBy(m => m.Sequence).Take(limit)
            .Select(m => new Line(m.Sequence, m.ConversationId, m.AccountId, m.Direction, m.ActivityId, m.Body!)));

    public async Task<IReadOnlyList<TranscriptEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellation)
    {
        var lines = new List<Line>();
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            await foreach (var line in Lines(db, conversationId, after, limit).WithCancellation(cancellation)) lines.Add(line);
        }

        return await OpenAsync(lines, cancellation);
    }

    public async Task<IReadOnlyList<TranscriptEntry>> FindAsync(string subjectId, IReadOnlyCollection<string> activityIds, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var conversations = await db.Turns.Where(t => t.SubjectId == subjectId).Select(t => t.ConversationId).Distinct().ToListAsync(cancellation);
        var lines = await db.Messages.Where(m => conversations.Contains(m.ConversationId) && activityIds.Contains(m.ActivityId) && m.Direction == Direction.In && m.Body != null)
            .OrderBy(m => m.Sequence).Select(m => new Line(m.Sequence, m.ConversationId, m.AccountId, m.Direction, m.ActivityId, m.Body!)).ToListAsync(cancellation);
        return await OpenAsync(lines, cancellation);
    }

    private async Task<IReadOnlyList<TranscriptEntry>> OpenAsync(IReadOnlyCollection<Line> lines, CancellationToken cancellation)
    {
        var entries = new List<TranscriptEntry>(lines.Count);
        foreach (var line in lines)
        {
            var key = await keys.AccountAsync(line.AccountId, cancellation);
            entries.Add(new(line.Sequence, key.Open<Activity>(line.Body, InboxWriter.RowOf(line.ConversationId, line.Direction, line.ActivityId))));
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

    private sealed record Line(long Sequence, string ConversationId, string AccountId, Direction Direction, string ActivityId, byte[] Body);
}

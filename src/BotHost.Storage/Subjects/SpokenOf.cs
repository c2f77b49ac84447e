using BotHost.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Subjects;

/// <summary>Where news about a subject goes: the conversation in which they were spoken of last, by an account that still knows them.</summary>
internal static class SpokenOf
{
    /// <summary>Conversation ids by subject; a subject whom nobody knows any more is not among them.</summary>
    public static async Task<Dictionary<string, string>> LatestAsync(BotHostDb db, IReadOnlyCollection<string> subjectIds, CancellationToken cancellation)
    {
        var last = await db.Turns.Where(t => subjectIds.Contains(t.SubjectId!))
            .Join(db.Conversations, t => t.ConversationId, c => c.Id, (t, c) => new { t.SubjectId, t.Sequence, c.AccountId })
            .Where(x => db.AccountSubjects.Any(a => a.SubjectId == x.SubjectId && a.AccountId == x.AccountId))
            .GroupBy(x => x.SubjectId).Select(g => g.Max(x => x.Sequence)).ToListAsync(cancellation);
        return await db.Turns.Where(t => last.Contains(t.Sequence)).ToDictionaryAsync(t => t.SubjectId!, t => t.ConversationId, StringComparer.Ordinal, cancellation);
    }
}

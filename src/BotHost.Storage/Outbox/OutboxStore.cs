using BotHost.App.Outbox;
using BotHost.Core.Activities;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Outbox;

internal sealed class OutboxStore(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys) : IOutbox
{
    private const string MarkSent = "UPDATE messages SET status = 1, next_at = ?2, error = NULL WHERE sequence = ?1 AND direction = 1 AND status = 0";

    private const string PutOff = "UPDATE messages SET attempts = attempts + 1, next_at = ?2, error = ?3 WHERE sequence = ?1 AND direction = 1 AND status = 0";

    private const string SetAside = "UPDATE messages SET attempts = attempts + 1, status = 2, error = ?2 WHERE sequence = ?1 AND direction = 1 AND status = 0";

    public async Task<IReadOnlyList<OutgoingActivity>> DueAsync(string channel, DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var waiting = db.Messages.Where(m => m.Direction == Direction.Out && m.Status == MessageStatus.Pending && m.Body != null);
        var rows = await waiting.Where(m => m.Channel == channel && m.NextAt <= now && !waiting.Any(e => e.ConversationId == m.ConversationId && e.Sequence < m.Sequence))
            .OrderBy(m => m.Sequence).Take(limit)
            .Join(db.Accounts, m => m.AccountId, a => a.Id, (m, a) => new { Message = m, a.Address }).ToListAsync(cancellation);
        var due = new List<OutgoingActivity>(rows.Count);
        foreach (var row in rows.OrderBy(r => r.Message.Sequence))
        {
            var m = row.Message;
            var key = await keys.AccountAsync(m.AccountId, cancellation);
            due.Add(new(m.Sequence, m.Channel, m.ConversationId, key.Open<string>(row.Address, Inbox.AddressRow(m.AccountId)),
                key.Open<Activity>(m.Body!, InboxWriter.RowOf(m.ConversationId, m.Direction, m.ActivityId)), m.Attempts));
        }

        return due;
    }

    public Task MarkSentAsync(long sequence, DateTimeOffset at, CancellationToken cancellation) =>
        writer.RunAsync(session => { session.Execute(MarkSent, sequence, at); }, null, cancellation);

    public Task DeferAsync(long sequence, DateTimeOffset? retryAt, string error, CancellationToken cancellation) => writer.RunAsync(
        session =>
        {
            if (retryAt is null) session.Execute(SetAside, sequence, error);
            else session.Execute(PutOff, sequence, retryAt, error);
        },
        null, cancellation);

    public async Task<IReadOnlyList<UnsentActivity>> SetAsideAsync(int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Messages.Where(m => m.Status == MessageStatus.SetAside && m.Direction == Direction.Out).OrderByDescending(m => m.Sequence).Take(limit)
            .Select(m => new UnsentActivity(m.Sequence, m.Channel, m.ConversationId, m.Attempts, m.Error ?? "")).ToListAsync(cancellation);
    }
}

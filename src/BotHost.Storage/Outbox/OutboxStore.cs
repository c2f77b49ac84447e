using BotHost.App.Outbox;
using BotHost.Core.Activities;
using BotHost.Storage.Audit;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Outbox;

internal sealed class OutboxStore(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys, OutboxNudges nudges) : IOutbox, IDeliveryReports
{
    private const string MarkSent = "UPDATE messages SET status = 1, next_at = ?2, error = NULL, until_they_write = 0, channel_message_id = ?3 WHERE sequence = ?1 AND direction = 1 AND status = 0";

    private const string PutOff = "UPDATE messages SET attempts = attempts + ?6, next_at = ?2, error = ?3, until_they_write = ?4, parts_sent = ?5 WHERE sequence = ?1 AND direction = 1 AND status = 0";

    private const string SetAside = "UPDATE messages SET attempts = attempts + 1, status = 2, error = ?2 WHERE sequence = ?1 AND direction = 1 AND status = 0";

    private const string PutBack = "UPDATE messages SET status = 0, attempts = 0, next_at = ?2, error = NULL, until_they_write = 0 WHERE sequence = ?1 AND direction = 1 AND status = 2 AND body IS NOT NULL";

    private const string Arrived = "UPDATE messages SET status = 3, error = NULL WHERE channel = ?1 AND channel_message_id = ?2 AND direction = 1 AND status = 1";

    private const string ArrivedAfterAll = """
        UPDATE messages SET status = 3, error = NULL, channel_message_id = ?3
        WHERE channel = ?1 AND activity_id = ?2 AND direction = 1 AND status = 0
        """;

    private const string Lost = "UPDATE messages SET status = 2, error = ?3 WHERE channel = ?1 AND channel_message_id = ?2 AND direction = 1 AND status = 1";

    /// <remarks>A message that is half out is ended as it began: what came after it waits for the next.</remarks>
    public async Task<IReadOnlyList<DueTurn>> DueAsync(string channel, DateTimeOffset now, int limit, bool wholeTurns, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var waiting = db.Messages.Where(m => m.Direction == Direction.Out && m.Status == MessageStatus.Pending && m.Body != null);
        var heads = waiting.Where(m => m.Channel == channel && m.NextAt <= now && !waiting.Any(e => e.ConversationId == m.ConversationId && e.Sequence < m.Sequence))
            .OrderBy(m => m.NextAt).ThenBy(m => m.Sequence).Take(limit);
        var rows = wholeTurns
            ? await waiting.Where(m => heads.Select(h => h.ConversationId).Contains(m.ConversationId)).ToListAsync(cancellation)
            : await heads.ToListAsync(cancellation);
        var accounts = rows.Select(r => r.AccountId).Distinct().ToList();
        var addresses = await db.Accounts.Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Address, cancellation);
        var due = new List<DueTurn>();
        foreach (var turn in rows.OrderBy(r => r.Sequence).GroupBy(r => r.ConversationId))
        {
            var first = turn.First();
            var key = await keys.AccountAsync(first.AccountId, cancellation);
            due.Add(new(channel, turn.Key, key.Open<string>(addresses[first.AccountId], Inbox.AddressRow(first.AccountId)),
                [.. turn.TakeWhile(m => m.NextAt <= now && (first.PartsSent == 0 || m.Attempts > 0)).Select(m => new OutgoingActivity(m.Sequence, Open(m, key), m.Attempts, m.PartsSent))]));
        }

        return due;
    }

    public Task MarkSentAsync(IReadOnlyList<long> sequences, string? messageId, DateTimeOffset at, CancellationToken cancellation) => writer.RunAsync(
        session =>
        {
            foreach (var sequence in sequences) session.Execute(MarkSent, sequence, at, messageId);
        },
        null, cancellation);

    public Task DeferAsync(IReadOnlyList<long> sequences, Deferral deferral, CancellationToken cancellation) => writer.RunAsync(
        session =>
        {
            foreach (var sequence in sequences)
            {
                if (deferral.RetryAt is null) session.Execute(SetAside, sequence, deferral.Error);
                else session.Execute(PutOff, sequence, deferral.RetryAt, deferral.Error, deferral.UntilTheyWrite, deferral.PartsSent, deferral.Tried ? 1 : 0);
            }
        },
        null, cancellation);

    public async Task<IReadOnlyList<UnsentActivity>> SetAsideAsync(int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Messages.Where(m => m.Status == MessageStatus.SetAside && m.Direction == Direction.Out).OrderByDescending(m => m.Sequence).Take(limit)
            .Select(m => new UnsentActivity(m.Sequence, m.Channel, m.ConversationId, m.Attempts, m.Error ?? "")).ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<SentActivity>> RecentAsync(int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Messages.Where(m => m.Direction == Direction.Out).OrderByDescending(m => m.Sequence).Take(limit)
            .Select(m => new { m.Sequence, m.Channel, m.ConversationId, m.At, m.Status, m.Error }).ToListAsync(cancellation);
        return [.. rows.Select(m => new SentActivity(m.Sequence, m.Channel, m.ConversationId, m.At, StateOf(m.Status), m.Error))];
    }

    public async Task<bool> ResendAsync(long sequence, string actor, DateTimeOffset at, CancellationToken cancellation)
    {
        var back = await writer.RunAsync(session =>
        {
            if (session.Execute(PutBack, sequence, at) == 0) return false;
            AuditTrail.Write(session, new(at, actor, "message.resent", null, null, $"message {sequence}"));
            return true;
        }, null, cancellation);
        if (back) nudges.Sending.Raise();
        return back;
    }

    public async Task<IReadOnlyList<DeliveryCount>> CountAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var counts = await db.Messages.Where(m => m.Direction == Direction.Out).GroupBy(m => new { m.Channel, m.Status })
            .Select(g => new { g.Key.Channel, g.Key.Status, Count = g.Count() }).ToListAsync(cancellation);
        return [.. counts.OrderBy(c => c.Channel, StringComparer.Ordinal).ThenBy(c => c.Status).Select(c => new DeliveryCount(c.Channel, StateOf(c.Status), c.Count))];
    }

    public Task ReportAsync(string channel, string messageId, bool delivered, string? why, CancellationToken cancellation) => writer.RunAsync(
        session =>
        {
            if (delivered) session.Execute(Arrived, channel, messageId);
            else session.Execute(Lost, channel, messageId, why ?? "not delivered");
        },
        null, cancellation);

    public Task ArrivedAfterAllAsync(string channel, string activityId, string messageId, CancellationToken cancellation) =>
        writer.RunAsync(session => session.Execute(ArrivedAfterAll, channel, activityId, messageId), null, cancellation);

    private static DeliveryState StateOf(MessageStatus status) => status switch
    {
        MessageStatus.Pending => DeliveryState.Queued,
        MessageStatus.SetAside => DeliveryState.Failed,
        MessageStatus.Delivered => DeliveryState.Delivered,
        _ => DeliveryState.Sent,
    };

    private static Activity Open(MessageRow message, DataKey key) =>
        key.Open<Activity>(message.Body!, InboxWriter.RowOf(message.ConversationId, message.Direction, message.ActivityId));
}

using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Core.Activities;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Conversations;

internal sealed class ConversationStore(
    GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys, ConversationDirectory directory, ConversationLoader loader,
    TurnWriter turns, TranscriptSignals signals, OutboxNudges nudges, ScheduleReleaser schedules, InboxWriter inbox) : IConversationStore
{
    private const string CountAttempt = "UPDATE messages SET attempts = attempts + 1 WHERE sequence = ?1";

    private const string Attempts = "SELECT attempts FROM messages WHERE sequence = ?1";

    public Task<LoadedConversation> LoadAsync(string conversationId, CancellationToken cancellation) => loader.LoadAsync(conversationId, cancellation);

    public async Task<IReadOnlyList<PendingActivity>> PendingAsync(string conversationId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Messages.Where(m => m.Status == MessageStatus.Pending && m.Direction != Direction.Out && m.ConversationId == conversationId && m.Body != null)
            .OrderBy(m => m.Sequence)
            .Join(db.Accounts, m => m.AccountId, a => a.Id, (m, a) => new { Message = m, a.Address }).ToListAsync(cancellation);
        var pending = new List<PendingActivity>(rows.Count);
        foreach (var row in rows)
        {
            var m = row.Message;
            var key = await keys.AccountAsync(m.AccountId, cancellation);
            var activity = key.Open<Activity>(m.Body!, InboxWriter.RowOf(conversationId, m.Direction, m.ActivityId));
            pending.Add(new(m.Sequence, new(m.Channel, conversationId, key.Open<string>(row.Address, Inbox.AddressRow(m.AccountId)), activity), m.Attempts));
        }

        return pending;
    }

    public async Task<IReadOnlyList<string>> ConversationsWithPendingAsync(DateTimeOffset before, int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Messages.Where(m => m.Status == MessageStatus.Pending && m.Direction != Direction.Out && m.Body != null && m.At < before)
            .GroupBy(m => m.ConversationId).OrderBy(g => g.Min(m => m.Sequence)).Select(g => g.Key).Take(limit).ToListAsync(cancellation);
    }

    public Task<int> CountAttemptAsync(long sequence, CancellationToken cancellation) => writer.RunAsync(session =>
    {
        session.Execute(CountAttempt, sequence);
        return (int)(session.Number(Attempts, sequence) ?? 0);
    }, null, cancellation);

    public async Task<long> CommitAsync(TurnCommit commit, CancellationToken cancellation)
    {
        var (accountId, key) = await AccountAsync(commit.ConversationId, cancellation);
        var (write, effects) = await turns.PrepareAsync(commit, accountId, key, cancellation);
        var written = await writer.RunAsync(
            write,
            done =>
            {
                Committed(commit.ConversationId, commit.Outgoing.Length, effects);
                foreach (var (other, told) in done.Elsewhere) inbox.Committed(other, told);
            },
            cancellation);
        return written.Revision;
    }

    public async Task ParkAsync(ParkCommit park, CancellationToken cancellation)
    {
        var (accountId, key) = await AccountAsync(park.ConversationId, cancellation);
        var (write, effects) = await turns.PrepareAsync(park, accountId, key, cancellation);
        await writer.RunAsync(write, () => Committed(park.ConversationId, park.Outgoing.Length, effects), cancellation);
    }

    public Task<IReadOnlyList<string>> ReleaseDueSchedulesAsync(DateTimeOffset now, int limit, CancellationToken cancellation) => schedules.ReleaseAsync(now, limit, cancellation);

    public async Task<IReadOnlyList<ParkedMessage>> ParkedAsync(int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Messages.Where(m => m.Status == MessageStatus.SetAside && m.Direction != Direction.Out).OrderByDescending(m => m.Sequence).Take(limit)
            .Select(m => new ParkedMessage(m.Sequence, m.ConversationId, m.ActivityId, m.At, m.Error ?? "")).ToListAsync(cancellation);
    }

    private async ValueTask<(string AccountId, DataKey Key)> AccountAsync(string conversationId, CancellationToken cancellation)
    {
        var accountId = await directory.AccountOfAsync(conversationId, cancellation) ?? throw new KeyNotFoundException($"conversation {conversationId} is not stored");
        return (accountId, await keys.AccountAsync(accountId, cancellation));
    }

    private void Committed(string conversationId, int outgoing, PreparedEffects effects)
    {
        foreach (var subjectId in effects.Erased) keys.ForgetSubject(subjectId);
        foreach (var (sealedEvent, entry) in effects.Told) inbox.Committed(sealedEvent, entry);
        if (outgoing == 0) return;
        signals.Raise(conversationId);
        nudges.Sending.Raise();
    }
}

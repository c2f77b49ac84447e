using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Core.Activities;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Conversations;

internal sealed class Answers(
    GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys, TranscriptSignals signals, OutboxNudges nudges, TimeProvider clock) : IAnswers
{
    /// <summary>A turn that says nothing raises no signal, so the inbox is looked at again after this long.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private const string TakenMark = "taken-in-call";

    private const string OlderWaits = "SELECT count(*) FROM messages WHERE conversation_id = ?1 AND direction = 1 AND status = 0 AND coalesce(answers, 0) <> ?2";

    private const string Take = "UPDATE messages SET status = 1, channel_message_id = ?2 WHERE conversation_id = ?3 AND sequence > ?1 AND answers = ?1 AND direction = 1 AND status = 0";

    private const string Release = "UPDATE messages SET next_at = ?2 WHERE conversation_id = ?3 AND sequence > ?1 AND answers = ?1 AND direction = 1 AND status = 0 AND next_at > ?2";

    public async Task<IReadOnlyList<Activity>?> TakeAsync(
        string conversationId, Acceptance accepted, TimeSpan patience, Func<IReadOnlyList<Activity>, bool> fits, CancellationToken cancellation)
    {
        using var signal = signals.Subscribe(conversationId);
        var until = clock.GetUtcNow() + patience;
        while (!await IsAnsweredAsync(accepted.Sequence, cancellation))
        {
            var left = until - clock.GetUtcNow();
            if (left <= TimeSpan.Zero) return await LeaveToSenderAsync(conversationId, accepted.Sequence, cancellation);
            await NextAsync(signal, left < Look ? left : Look, cancellation);
        }

        if (!fits(await ReadAsync(conversationId, accepted.Sequence, takenOnly: false, cancellation))) return await LeaveToSenderAsync(conversationId, accepted.Sequence, cancellation);
        var taken = await writer.RunAsync(session =>
        {
            if (session.Number(OlderWaits, conversationId, accepted.Sequence) > 0) return false;
            session.Execute(Take, accepted.Sequence, TakenMark, conversationId);
            return true;
        }, null, cancellation);
        return taken ? await ReadAsync(conversationId, accepted.Sequence, takenOnly: true, cancellation) : await LeaveToSenderAsync(conversationId, accepted.Sequence, cancellation);
    }

    private static async Task NextAsync(TranscriptSignals.Subscription signal, TimeSpan wait, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(wait);
        try
        {
            await signal.NextAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Time to look again.
        }
    }

    private async Task<bool> IsAnsweredAsync(long sequence, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return !await db.Messages.AnyAsync(m => m.Sequence == sequence && m.Status == MessageStatus.Pending, cancellation);
    }

    private async Task<IReadOnlyList<Activity>?> LeaveToSenderAsync(string conversationId, long sequence, CancellationToken cancellation)
    {
        await writer.RunAsync(session => { session.Execute(Release, sequence, clock.GetUtcNow(), conversationId); }, null, cancellation);
        nudges.Sending.Raise();
        return null;
    }

    /// <param name="takenOnly">True for what a call took: an answer that the sender sent in the meantime is not said twice.</param>
    private async Task<IReadOnlyList<Activity>> ReadAsync(string conversationId, long sequence, bool takenOnly, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Messages.Where(m => m.ConversationId == conversationId && m.Sequence > sequence && m.Answers == sequence && m.Direction == Direction.Out && (!takenOnly || m.ChannelMessageId == TakenMark) && m.Body != null)
            .OrderBy(m => m.Sequence).Select(m => new { m.AccountId, m.ActivityId, m.Body }).ToListAsync(cancellation);
        var activities = new List<Activity>(rows.Count);
        foreach (var row in rows)
        {
            var key = await keys.AccountAsync(row.AccountId, cancellation);
            activities.Add(key.Open<Activity>(row.Body!, InboxWriter.RowOf(conversationId, Direction.Out, row.ActivityId)));
        }

        return activities;
    }
}

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

    /// <summary>An answer in the call takes this long to arrive at most; what waits behind it is not sent sooner, or it would be read first.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(1);

    private const string TakenMark = "taken-in-call";

    /// <summary>On the message that was answered "later": the channel was told so, and another call for the same message must not get what the sender sends.</summary>
    private const string LeftMark = "left-to-sender";

    private const string Left = "SELECT count(*) FROM messages WHERE sequence = ?1 AND channel_message_id = ?2";

    private const string Leave = "UPDATE messages SET channel_message_id = ?2 WHERE sequence = ?1 AND direction = 0";

    private const string TakenAlready = "SELECT count(*) FROM messages WHERE conversation_id = ?1 AND sequence > ?2 AND answers = ?2 AND direction = 1 AND channel_message_id = ?3";

    private const string OlderWaits = """
        SELECT count(*) FROM messages WHERE conversation_id = ?1 AND direction = 1 AND status = 0
        AND sequence < (SELECT min(sequence) FROM messages WHERE conversation_id = ?1 AND sequence > ?2 AND answers = ?2 AND direction = 1 AND status = 0)
        """;

    private const string Take = "UPDATE messages SET status = 1, channel_message_id = ?2 WHERE conversation_id = ?3 AND sequence > ?1 AND answers = ?1 AND direction = 1 AND status = 0";

    private const string HoldBehind = "UPDATE messages SET next_at = ?2 WHERE conversation_id = ?3 AND sequence > ?1 AND answers <> ?1 AND direction = 1 AND status = 0 AND next_at < ?2";

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
        // One transaction: two calls for the same message must not be told different things.
        var taken = await writer.RunAsync(session =>
        {
            if (session.Number(Left, accepted.Sequence, LeftMark) > 0) return false;
            if (session.Number(OlderWaits, conversationId, accepted.Sequence) > 0)
            {
                GiveUp(session, conversationId, accepted.Sequence);
                return false;
            }

            if (session.Execute(Take, accepted.Sequence, TakenMark, conversationId) > 0)
                session.Execute(HoldBehind, accepted.Sequence, clock.GetUtcNow() + OnItsWay, conversationId);
            return true;
        }, null, cancellation);
        if (taken) return await ReadAsync(conversationId, accepted.Sequence, takenOnly: true, cancellation);
        nudges.Sending.Raise();
        return null;
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

    /// <summary>Unless another call for the same message has the answer already: then this one is told the same.</summary>
    private async Task<IReadOnlyList<Activity>?> LeaveToSenderAsync(string conversationId, long sequence, CancellationToken cancellation)
    {
        var taken = await writer.RunAsync(session =>
        {
            if (session.Number(TakenAlready, conversationId, sequence, TakenMark) > 0) return true;
            GiveUp(session, conversationId, sequence);
            return false;
        }, null, cancellation);
        if (taken) return await ReadAsync(conversationId, sequence, takenOnly: true, cancellation);
        nudges.Sending.Raise();
        return null;
    }

    private void GiveUp(WriteSession session, string conversationId, long sequence)
    {
        session.Execute(Leave, sequence, LeftMark);
        session.Execute(Release, sequence, clock.GetUtcNow() + OnItsWay, conversationId);
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

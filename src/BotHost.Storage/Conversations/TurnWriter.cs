using BotHost.App.Conversations;
using BotHost.Core.Activities;
using BotHost.Core.Dialogs;
using BotHost.Core.Readings;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.Extensions.Options;

namespace BotHost.Storage.Conversations;

/// <summary>What a turn was made from, as it is sealed.</summary>
internal sealed record TurnBody(Reading Reading, string Seed);

/// <summary>What a turn's transaction left behind.</summary>
internal sealed record TurnWritten(long Revision, IReadOnlyList<(PreparedWrite Write, InboxEntry? Told)> Elsewhere);

/// <summary>The rows of a turn: prepared on the caller's thread, written in a few statements on the writer's.</summary>
internal sealed class TurnWriter(EffectWriter effects, IOptions<StorageOptions> options)
{
    private const string UpdateConversation = """
        UPDATE conversations SET state = ?2, turn = ?3, updated_at = ?4
        WHERE id = ?1 AND turn = ?3 - 1 AND (SELECT revision FROM accounts WHERE accounts.id = account_id) = ?5
        """;

    private const string InsertTurn = """
        INSERT INTO turns (sequence, conversation_id, turn, subject_id, content_version, body, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """;

    private const string MarkAnswered = "UPDATE messages SET status = ?2, error = ?3 WHERE sequence = ?1 AND status = 0 AND direction <> 1";

    private const string InsertOutgoing = """
        INSERT INTO messages (conversation_id, account_id, direction, channel, activity_id, answers, body, at, status, attempts, next_at)
        VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9)
        """;

    private const string Revision = "SELECT revision FROM accounts WHERE id = ?1";

    public static string StateRowOf(string conversationId) => $"conversations/{conversationId}";

    public static string TurnRowOf(long sequence) => $"turns/{sequence}";

    /// <summary>A write that returns the revision afterwards, and the subjects it forgot; what it wrote elsewhere is told after the commit.</summary>
    public async ValueTask<(Func<WriteSession, TurnWritten> Write, PreparedEffects Effects)> PrepareAsync(TurnCommit commit, string accountId, DataKey key, CancellationToken cancellation)
    {
        var prepared = await effects.PrepareAsync(commit.Effects, new(commit.ConversationId, accountId, key, commit.Sequence, commit.At), cancellation);
        var state = key.Seal(commit.State, StateRowOf(commit.ConversationId));
        var body = key.Seal(new TurnBody(commit.Reading, commit.Seed.Value), TurnRowOf(commit.Sequence));
        var outgoing = SealOutgoing(commit.ConversationId, commit.Outgoing, key);
        return (Write, prepared);

        TurnWritten Write(WriteSession session)
        {
            Answer(session, commit.Sequence, MessageStatus.Done, null);
            if (session.Execute(UpdateConversation, commit.ConversationId, state, commit.State.Turn, commit.At, commit.Revision) != 1)
                throw new StaleRecordException($"conversation {commit.ConversationId} is no longer at turn {commit.State.Turn - 1}, revision {commit.Revision}");
            session.Execute(InsertTurn, commit.Sequence, commit.ConversationId, commit.State.Turn, commit.State.SubjectId, commit.ContentVersion, body, commit.At);
            foreach (var step in prepared.Steps) step(session);
            var told = commit.Writes.Prepared.Cast<PreparedWrite>().Select(w => (w, w.Write(session))).ToList();
            Say(session, commit.ConversationId, accountId, commit.Sequence, outgoing, commit.At);
            return new(prepared.ChangesRecord || told.Count > 0 ? session.Number(Revision, accountId) ?? commit.Revision : commit.Revision, told);
        }
    }

    /// <summary>The same for a message that is set aside: no turn, no state.</summary>
    public async ValueTask<(Action<WriteSession> Write, PreparedEffects Effects)> PrepareAsync(ParkCommit park, string accountId, DataKey key, CancellationToken cancellation)
    {
        var prepared = await effects.PrepareAsync(park.Effects, new(park.ConversationId, accountId, key, park.Sequence, park.At), cancellation);
        var outgoing = SealOutgoing(park.ConversationId, park.Outgoing, key);
        return (Write, prepared);

        void Write(WriteSession session)
        {
            Answer(session, park.Sequence, MessageStatus.SetAside, park.Fault);
            foreach (var step in prepared.Steps) step(session);
            Say(session, park.ConversationId, accountId, park.Sequence, outgoing, park.At);
        }
    }

    private static (string Id, bool IsReply, byte[] Body)[] SealOutgoing(string conversationId, IReadOnlyCollection<Activity> activities, DataKey key) =>
        [.. activities.Select(a => (a.Id!, a.ReplyToId is not null, key.Seal(a, InboxWriter.RowOf(conversationId, Direction.Out, a.Id!))))];

    private static void Answer(WriteSession session, long sequence, MessageStatus status, string? error)
    {
        if (session.Execute(MarkAnswered, sequence, (int)status, error) != 1) throw new AlreadyAnsweredException(sequence);
    }

    private void Say(WriteSession session, string conversationId, string accountId, long answers, (string Id, bool IsReply, byte[] Body)[] outgoing, DateTimeOffset at)
    {
        if (outgoing.Length == 0) return;
        var channel = ConversationEvent.ChannelOf(conversationId);
        var status = options.Value.IsReadByClient(channel) ? MessageStatus.Done : MessageStatus.Pending;
        var heldUntil = options.Value.AnsweredInCall.Contains(channel) ? at + StorageOptions.AnswerHold : at;
        foreach (var (id, isReply, body) in outgoing)
            session.Execute(InsertOutgoing, conversationId, accountId, channel, id, answers, body, at, (int)status, isReply ? heldUntil : at);
    }
}

using BotHost.App.Conversations;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;

namespace BotHost.Storage.Conversations;

/// <summary>A sealed activity, ready to be put into the inbox.</summary>
internal sealed record SealedInbound(InboundActivity Inbound, string AccountId, Direction Direction, byte[] Body, DateTimeOffset At)
{
    public string ConversationId => Inbound.ConversationId;

    public string ActivityId => Inbound.Activity.Id!;
}

/// <summary>What putting it there did.</summary>
/// <param name="FirstOfConversation">True when the conversation itself was new.</param>
/// <param name="Alone">True when it was looked up that nothing else waits in its conversation.</param>
internal readonly record struct InboxEntry(long Sequence, bool Duplicate, bool FirstOfConversation, bool Alone = false);

/// <summary>Puts activities into the inbox within somebody's transaction, and tells the conversation once that is committed.</summary>
internal sealed class InboxWriter(KeyRing keys, ConversationDirectory directory, TranscriptSignals signals, IConversationWaker waker)
{
    private const string InsertMessage = """
        INSERT INTO messages (conversation_id, account_id, direction, channel, activity_id, body, at, status, attempts, next_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, ?7)
        ON CONFLICT (channel, activity_id, direction) WHERE direction <> 1 DO NOTHING
        """;

    private const string FindMessage = "SELECT sequence FROM messages WHERE channel = ?1 AND activity_id = ?2 AND direction = ?3 AND direction <> 1";

    private const string WaitsBefore = "SELECT 1 FROM messages WHERE conversation_id = ?1 AND direction IN (0, 2) AND status = 0 AND sequence < ?2 LIMIT 1";

    public static string RowOf(string conversationId, Direction direction, string activityId) => $"messages/{conversationId}/{direction}/{activityId}";

    /// <summary>Seals an event of the host itself for its conversation; null when the conversation does not exist.</summary>
    public async ValueTask<SealedInbound?> SealInternalAsync(InboundActivity inbound, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await directory.AccountOfAsync(inbound.ConversationId, cancellation) is not { } accountId) return null;
        var key = await keys.AccountAsync(accountId, cancellation);
        return Seal(inbound, accountId, key, Direction.Internal, at);
    }

    public static SealedInbound Seal(InboundActivity inbound, string accountId, DataKey key, Direction direction, DateTimeOffset at)
    {
        var id = inbound.Activity.Id;
        ArgumentException.ThrowIfNullOrEmpty(id, "activity.id");
        return new(inbound, accountId, direction, key.Seal(inbound.Activity, RowOf(inbound.ConversationId, direction, id)), at);
    }

    /// <summary>Inserts it unless it is there already.</summary>
    public static InboxEntry Insert(WriteSession session, SealedInbound sealedInbound, bool firstOfConversation = false)
    {
        var (direction, channel) = (sealedInbound.Direction, sealedInbound.Inbound.Channel);
        var inserted = session.Execute(InsertMessage,
            sealedInbound.ConversationId, sealedInbound.AccountId, (int)direction, channel, sealedInbound.ActivityId, sealedInbound.Body, sealedInbound.At);
        if (inserted == 1)
        {
            var sequence = session.LastInserted;
            // People who were not heard of for a while are told of news by the hundred thousand: their conversations need not look for themselves.
            return new(sequence, Duplicate: false, firstOfConversation, direction == Direction.Internal && session.Number(WaitsBefore, sealedInbound.ConversationId, sequence) is null);
        }

        return new(session.Number(FindMessage, channel, sealedInbound.ActivityId, (int)direction) ?? 0, Duplicate: true, firstOfConversation);
    }

    /// <summary>After the commit of writes that may tell somebody.</summary>
    public void Committed(PreparedWrite write, InboxEntry? entry)
    {
        if (entry is { } told) Committed(write.Told!, told);
        write.Committed?.Invoke();
    }

    /// <summary>After the commit, on the writer's thread.</summary>
    public void Committed(SealedInbound sealedInbound, InboxEntry entry)
    {
        var conversationId = sealedInbound.ConversationId;
        if (entry.Duplicate)
        {
            waker.Wake(conversationId, null);
            return;
        }

        var previous = directory.Advance(conversationId, sealedInbound.AccountId, entry.Sequence, entry.FirstOfConversation, sealedInbound.Inbound.ReplyTo);
        waker.Wake(conversationId, new(entry.Sequence, previous, sealedInbound.Inbound) { Alone = entry.Alone });
        if (sealedInbound.Direction == Direction.In) signals.Raise(conversationId);
    }
}

using BotHost.App.Conversations;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.Extensions.Options;

namespace BotHost.Storage.Conversations;

internal sealed class Inbox(
    GroupWriter writer, KeyRing keys, HostSecrets secrets, ConversationDirectory directory, InboxWriter inbox, IOptions<StorageOptions> options, TimeProvider clock) : IInbox, IHostEvents
{
    private const string InsertAccount = """
        INSERT INTO accounts (id, channel, address, data_key, revision, first_seen_at) VALUES (?1, ?2, ?3, ?4, 0, ?5) ON CONFLICT (id) DO NOTHING
        """;

    private const string InsertConversation = """
        INSERT INTO conversations (id, channel, account_id, turn, state, updated_at) VALUES (?1, ?2, ?3, 0, NULL, ?4) ON CONFLICT (id) DO NOTHING
        """;

    /// <summary>Who writes has opened the channel's window: what was held for them may go out.</summary>
    private const string OpenWindow = "UPDATE messages SET next_at = ?2, error = NULL WHERE conversation_id = ?1 AND direction = 1 AND status = 0 AND until_they_write = 1";

    /// <summary>The account stays, where it is answered moved.</summary>
    private const string MoveAddress = "UPDATE accounts SET address = ?2 WHERE id = ?1";

    private const string StoredKey = "SELECT data_key FROM accounts WHERE id = ?1";

    public async ValueTask<Acceptance> AcceptAsync(InboundActivity inbound, CancellationToken cancellation)
    {
        var accountId = secrets.Blind.Account(inbound.Channel, inbound.AccountAddress);
        while (true)
        {
            var key = await keys.AccountAsync(accountId, cancellation);
            var now = clock.GetUtcNow();
            var sealedInbound = InboxWriter.Seal(inbound, accountId, key, Direction.In, now);
            // An address is sealed only for a conversation that may be new, or one that is answered elsewhere now; all others are known to stand there.
            var address = directory.Knows(inbound.ConversationId, accountId, inbound.ReplyTo) ? null : key.Seal(inbound.ReplyTo ?? inbound.AccountAddress, AddressRow(accountId));
            try
            {
                var entry = await writer.RunAsync(
                    session => Insert(session, sealedInbound, address is not null && Introduce(session, inbound, accountId, key, address, now)),
                    entry => inbox.Committed(sealedInbound, entry),
                    cancellation);
                return new(entry.Duplicate, entry.Sequence);
            }
            catch (OtherKeyException)
            {
                keys.ForgetAccount(accountId);
            }
        }
    }

    public async ValueTask RaiseAsync(InboundActivity hostEvent, CancellationToken cancellation)
    {
        if (await inbox.SealInternalAsync(hostEvent, clock.GetUtcNow(), cancellation) is { } sealedEvent)
            await writer.RunAsync(session => InboxWriter.Insert(session, sealedEvent), entry => inbox.Committed(sealedEvent, entry), cancellation);
    }

    public static string AddressRow(string accountId) => $"accounts/{accountId}";

    /// <summary>Nothing is ever held for a channel whose client fetches by itself.</summary>
    private InboxEntry Insert(WriteSession session, SealedInbound sealedInbound, bool firstOfConversation)
    {
        var entry = InboxWriter.Insert(session, sealedInbound, firstOfConversation);
        if (!entry.Duplicate && !options.Value.IsReadByClient(sealedInbound.Inbound.Channel)) session.Execute(OpenWindow, sealedInbound.ConversationId, sealedInbound.At);
        return entry;
    }

    /// <summary>Makes sure that account and conversation exist; true when the conversation did not.</summary>
    public static bool Introduce(WriteSession session, InboundActivity inbound, string accountId, DataKey key, byte[] address, DateTimeOffset now)
    {
        if (session.Execute(InsertAccount, accountId, inbound.Channel, address, key.Wrapped, now) == 0)
        {
            if (session.Bytes(StoredKey, accountId) is { } stored && !stored.AsSpan().SequenceEqual(key.Wrapped)) throw new OtherKeyException();
            if (inbound.ReplyTo is not null) session.Execute(MoveAddress, accountId, address);
        }

        return session.Execute(InsertConversation, inbound.ConversationId, inbound.Channel, accountId, now) == 1;
    }

    /// <summary>The account was stored with another key between our look and our write.</summary>
    private sealed class OtherKeyException : Exception;
}

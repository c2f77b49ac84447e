using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.Core.Activities;
using BotHost.Storage.Conversations;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.Extensions.Options;

namespace BotHost.Storage.Outbox;

/// <summary>Puts a notice for a phone number into the outbox: it is sent, counted and retried like every other activity.</summary>
internal sealed class SmsKnock(KeyRing keys, HostSecrets secrets, IConversationIds ids, FreshIds fresh, IOptions<StorageOptions> options)
{
    /// <summary>Name of the activity; what the channel makes of it holds no word of ours.</summary>
    public const string Name = "notice.news";

    private const string InsertNotice = """
        INSERT INTO messages (conversation_id, account_id, direction, channel, activity_id, body, at, status, attempts, next_at, until_they_write, parts_sent)
        VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, 0, 0, ?6, 0, 0)
        """;

    /// <summary>A write within a turn's transaction; null where no channel for notices is configured.</summary>
    /// <param name="knockingConversationId">Where an answer to the notice belongs.</param>
    public async ValueTask<Action<WriteSession>?> PrepareAsync(string phone, string knockingConversationId, DateTimeOffset at, CancellationToken cancellation)
    {
        if (options.Value.NoticeChannel is not { Length: > 0 } channel) return null;
        var accountId = secrets.Blind.Account(channel, phone);
        var key = await keys.AccountAsync(accountId, cancellation);
        var (conversationId, activityId) = (ids.For(channel, phone), fresh.Next());
        var inbound = new InboundActivity(channel, conversationId, phone, new() { Type = "event", Name = Name, Id = activityId, Timestamp = at, ChannelId = channel, Value = JsonSerializer.SerializeToElement(new Knock(knockingConversationId)) });
        var address = key.Seal(phone, Inbox.AddressRow(accountId));
        var body = key.Seal(inbound.Activity, InboxWriter.RowOf(conversationId, Direction.Out, activityId));
        return session =>
        {
            Inbox.Introduce(session, inbound, accountId, key, address, at);
            session.Execute(InsertNotice, conversationId, accountId, channel, activityId, body, at);
        };
    }
}

/// <summary>What a notice remembers; nothing of it is sent.</summary>
/// <param name="From">The conversation that has news.</param>
internal sealed record Knock(string From);

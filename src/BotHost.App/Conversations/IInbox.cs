using BotHost.Core.Activities;

namespace BotHost.App.Conversations;

/// <summary>One activity as a channel delivered it: verified, decrypted, normalised, not yet stored.</summary>
/// <param name="Channel">Channel name (<c>directline</c>, <c>wechat</c> …).</param>
/// <param name="ConversationId">Unique over all channels: the channel's name and its own id (<c>directline:abc</c>).</param>
/// <param name="AccountAddress">Who sent it, in the channel's words (openid, user id). An account, never a person.</param>
/// <param name="Activity">The activity; its id is what deduplication goes by.</param>
public sealed record InboundActivity(string Channel, string ConversationId, string AccountAddress, Activity Activity)
{
    /// <summary>Where answers go, when that is more than who it is and may change while the account stays the same (a Bot Framework service URL);
    /// kept as the account's address, the latest one counts. Null: answers go to <see cref="AccountAddress"/>.</summary>
    public string? ReplyTo { get; init; }
}

/// <summary>What became of an inbound activity.</summary>
/// <param name="Duplicate">True when this (channel, activity id) was there already; nothing was stored again.</param>
/// <param name="Sequence">Its place in the transcript, growing over the whole host.</param>
public readonly record struct Acceptance(bool Duplicate, long Sequence);

/// <summary>The durable inbox. Once <see cref="AcceptAsync"/> returns, the activity is on disk and will be answered.</summary>
public interface IInbox
{
    ValueTask<Acceptance> AcceptAsync(InboundActivity inbound, CancellationToken cancellation);
}

/// <summary>Events that the host itself puts into an inbox (<see cref="ConversationEvent"/>). Apart from <see cref="IInbox"/>, because no channel may do this.</summary>
public interface IHostEvents
{
    /// <summary>Stored once by its id; a conversation that is gone is ignored.</summary>
    ValueTask RaiseAsync(InboundActivity hostEvent, CancellationToken cancellation);
}

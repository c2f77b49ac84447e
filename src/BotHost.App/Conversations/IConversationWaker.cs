namespace BotHost.App.Conversations;

/// <summary>An inbound activity that was just committed.</summary>
/// <param name="Previous">The inbound activity before it in the same conversation (0 when it is the first); null when that is not known without asking the store.</param>
public sealed record CommittedActivity(long Sequence, long? Previous, InboundActivity Inbound)
{
    /// <summary>True when the store saw, in the same transaction, that nothing before it waits.</summary>
    public bool Alone { get; init; }
}

/// <summary>
/// Tells a conversation that its inbox holds something. The store calls it after each commit that put an activity there, in the order of
/// the commits, and again when a channel delivers a message a second time. Returns at once and never throws: what it loses is found by the sweep.
/// </summary>
public interface IConversationWaker
{
    /// <param name="committed">What was stored; null when only the fact that something waits is known.</param>
    void Wake(string conversationId, CommittedActivity? committed);
}

namespace BotHost.Core.Desk;

/// <summary>Events that a cadre's chat is told of.</summary>
public static class DeskEvents
{
    /// <summary>A held decision's time has come; the payload's <c>key</c> names it.</summary>
    public const string Decide = "desk.decide";

    /// <summary>Morning and evening: what waits.</summary>
    public const string Digest = "desk.digest";

    /// <summary>A task that cannot wait for the digest.</summary>
    public const string Escalation = "desk.escalation";

    /// <summary>Words of a resident whom the cadre speaks with.</summary>
    public const string ResidentSays = "desk.resident-says";

    /// <summary>A message to this chat could not be delivered, for good.</summary>
    public const string Undelivered = "message.undelivered";
}

namespace BotHost.App.Conversations;

/// <summary>How turns are taken; section <c>Turns</c> of the configuration.</summary>
public sealed class TurnOptions
{
    public const string Section = "Turns";

    /// <summary>The name residents see.</summary>
    public string BotName { get; set; } = "小助手";

    /// <summary>How long understanding may take; after that the turn goes on with nothing understood, and asks again.</summary>
    public TimeSpan ReadingLimit { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Who waits longer than this is shown that an answer is being written, where their channel can show it.</summary>
    public TimeSpan TypingAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a turn is tried for one message before it is set aside for a person.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Wait before the second try; doubled for each further one.</summary>
    public TimeSpan FirstRetryAfter { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What the resident is told when a message was set aside. The host fills it from the prompts.</summary>
    public string ParkedReply { get; set; } = "这句话我这边没处理成,已经转给工作人员看了。您可以换个说法再发一次。";

    /// <summary>How soon a person should have looked at a message that was set aside.</summary>
    public TimeSpan ParkedDueAfter { get; set; } = TimeSpan.FromHours(24);
}

namespace BotHost.Channels.DirectLine;

/// <summary>Section <c>DirectLine</c> of the configuration.</summary>
public sealed class DirectLineOptions
{
    public const string Section = "DirectLine";

    /// <summary>Secrets that other programs may start conversations with; empty: only our own page's door is open.</summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];

    /// <summary>Origins whose pages may call; empty: only our own.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Conversations that one address may start from our own page in a minute.</summary>
    public int NewConversationsAMinute { get; set; } = 30;

    /// <summary>Longest text of one message, in UTF-16 units.</summary>
    public int LongestText { get; set; } = 8_000;

    /// <summary>Largest body of one request, in bytes.</summary>
    public int LargestBody { get; set; } = 256 * 1024;
}

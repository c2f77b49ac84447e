namespace BotHost.Channels.DirectLine;

/// <summary>Settings of the Direct Line server; configuration section <c>DirectLine</c>.</summary>
public sealed class DirectLineOptions
{
    public const string Section = "DirectLine";

    /// <summary>Secrets of back-ends that may make tokens and read any conversation. None configured: only the web chat page gets in.</summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];

    /// <summary>How long a token lasts; clients refresh at half of it.</summary>
    public int TokenMinutes { get; set; } = 30;

    /// <summary>How long the web chat page may come back to its conversation after the last visit.</summary>
    public int ResumeDays { get; set; } = 90;

    /// <summary>Origins of pages that may call from another site; none or <c>*</c> allows all (tokens, not cookies, are what protects).
    /// Empty by default because configured lists are added to the default, never put in its place.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>Messages that one conversation may send at once before it has to wait.</summary>
    public int MessageBurst { get; set; } = 40;

    /// <summary>Messages that one conversation may send a minute, in the long run.</summary>
    public int MessagesPerMinute { get; set; } = 120;

    /// <summary>Tokens that one network address may fetch a minute without a secret. Mobile networks put many phones behind one address.</summary>
    public int PageTokensPerMinute { get; set; } = 240;

    /// <summary>Open streams over all conversations; beyond it clients are told to come back later.</summary>
    public int MaxStreams { get; set; } = 10_000;

    /// <summary>Open streams of one conversation; one more closes the oldest.</summary>
    public int MaxStreamsPerConversation { get; set; } = 4;

    /// <summary>Scheme and host that clients reach, when a proxy hides them (<c>https://help.example.gov.cn</c>).</summary>
    public string? PublicUrl { get; set; }
}

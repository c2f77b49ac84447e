namespace BotHost.BackOffice;

/// <summary>Section <c>BackOffice</c> of the configuration.</summary>
internal sealed class BackOfficeOptions
{
    public const string Section = "BackOffice";

    /// <summary>Base address of the back-office; empty: the sandbox inside this host.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Bearer token to show it.</summary>
    public string Token { get; set; } = "";

    /// <summary>Key for the signatures of events it sends back. With an empty key every event is refused, except the sandbox's own.</summary>
    public string EventKey { get; set; } = "";

    /// <summary>How far the time of a signed event may be from ours.</summary>
    public TimeSpan EventWindow { get; set; } = TimeSpan.FromMinutes(5);

    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the sandbox runs in this host. Switch it off where a real back-office is configured.</summary>
    public bool Sandbox { get; set; } = true;
}

using BotHost.App.BackOffice;
using Microsoft.Extensions.Options;

namespace BotHost.BackOffice;

/// <summary>Section <c>BackOffice</c> of the configuration.</summary>
internal sealed class BackOfficeOptions
{
    public const string Section = "BackOffice";

    /// <summary>Base address of the back-office; empty: the sandbox inside this host, when that is on.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Bearer token to show it. Not used when <see cref="SigningKey"/> is set.</summary>
    public string Token { get; set; } = "";

    /// <summary>Key for signing our requests (<see cref="HostSignature"/>), for a back-office that wants no bearer token.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>Key for the signatures of events it sends back. With an empty key every event is refused, except the sandbox's own.</summary>
    public string EventKey { get; set; } = "";

    /// <summary>How far the time of a signed event may be from ours.</summary>
    public TimeSpan EventWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait for one answer.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for a delivery, the second try included. The outbox tries again later anyway.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>After this many calls of which half failed, nothing is sent for <see cref="CircuitOpenFor"/>.</summary>
    public int CircuitAfter { get; set; } = 8;

    public TimeSpan CircuitOpenFor { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Section <c>Sandbox</c> of the configuration.</summary>
internal sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>Whether the sandbox runs in this host. Unset: exactly when no back-office is configured.</summary>
    public bool? Enabled { get; set; }

    /// <summary>How long the sandbox keeps callers waiting when it plays a slow back-office.</summary>
    public TimeSpan SlowFor { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Stops the host at its start when the settings cannot work, and says which to mend.</summary>
internal sealed class BackOfficeOptionsCheck : IValidateOptions<BackOfficeOptions>
{
    private const int ShortestKey = 32;

    public ValidateOptionsResult Validate(string? name, BackOfficeOptions options)
    {
        var problems = new List<string>();
        if (options.BaseAddress is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.Query.Length + address.Fragment.Length > 0))
            problems.Add("BackOffice:BaseAddress must be an http or https address without a query; leave it empty for the sandbox.");
        foreach (var (key, setting) in new[] { (options.SigningKey, nameof(options.SigningKey)), (options.EventKey, nameof(options.EventKey)) })
            if (key.Length is > 0 and < ShortestKey) problems.Add($"BackOffice:{setting} must have at least {ShortestKey} characters.");
        if (options.EventWindow <= TimeSpan.Zero || options.EventWindow > TimeSpan.FromHours(1)) problems.Add("BackOffice:EventWindow must be between a second and an hour.");
        if (options.AttemptTimeout < TimeSpan.FromMilliseconds(50) || options.AttemptTimeout > TimeSpan.FromMinutes(5)) problems.Add("BackOffice:AttemptTimeout must be between 50 ms and 5 minutes.");
        if (options.TotalTimeout <= options.AttemptTimeout) problems.Add("BackOffice:TotalTimeout must be longer than BackOffice:AttemptTimeout.");
        if (options.CircuitAfter < 2) problems.Add("BackOffice:CircuitAfter must be 2 or more.");
        if (options.CircuitOpenFor < TimeSpan.FromMilliseconds(500)) problems.Add("BackOffice:CircuitOpenFor must be half a second or more.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

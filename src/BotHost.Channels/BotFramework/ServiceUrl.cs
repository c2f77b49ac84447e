namespace BotHost.Channels.BotFramework;

/// <summary>Which addresses the host may call. A call names its own service URL, so even a signed one is looked at twice.</summary>
internal static class ServiceUrl
{
    private const int Longest = 512;

    /// <summary>TLS, or this machine.</summary>
    public static bool IsSafe(string url) => Uri.TryCreate(url, UriKind.Absolute, out var at) && (at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && at.IsLoopback));

    /// <summary>May answers go there? Never to a bare IP address or a name of the local network, unless it is listed.</summary>
    public static bool IsAllowed(string url, IReadOnlyList<string> hosts)
    {
        if (url.Length > Longest || !Uri.TryCreate(url, UriKind.Absolute, out var at) || at.UserInfo.Length > 0 || at.Query.Length > 0 || at.Fragment.Length > 0) return false;
        var listed = hosts.Any(h => h.StartsWith('.') ? at.Host.EndsWith(h, StringComparison.OrdinalIgnoreCase) : at.Host.Equals(h, StringComparison.OrdinalIgnoreCase));
        if (at.Scheme == Uri.UriSchemeHttp) return at.IsLoopback && listed;
        return at.Scheme == Uri.UriSchemeHttps && (hosts.Count > 0 ? listed : at.HostNameType == UriHostNameType.Dns && at.Host.Contains('.', StringComparison.Ordinal) && !at.IsLoopback);
    }
}

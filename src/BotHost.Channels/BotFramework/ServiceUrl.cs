namespace BotHost.Channels.BotFramework;

/// <summary>Which addresses the host may call. A call names its own service URL, so even a signed one is looked at twice.</summary>
internal static class ServiceUrl
{
    private const int Longest = 512;

    public static bool IsListed(string host, IReadOnlyList<string> hosts) =>
        hosts.Any(h => h.StartsWith('.') ? host.EndsWith(h, StringComparison.OrdinalIgnoreCase) : host.Equals(h, StringComparison.OrdinalIgnoreCase));

    /// <summary>May answers go there? Never to a bare IP address or a name of the local network, unless it is listed.</summary>
    public static bool IsAllowed(string url, IReadOnlyList<string> hosts)
    {
        if (url.Length > Longest || !Uri.TryCreate(url, UriKind.Absolute, out var at) || at.UserInfo.Length > 0 || at.Query.Length > 0 || at.Fragment.Length > 0) return false;
        var listed = IsListed(at.Host, hosts);
        if (at.Scheme == Uri.UriSchemeHttp) return at.IsLoopback && listed;
        return at.Scheme == Uri.UriSchemeHttps && (hosts.Count > 0 ? listed : at.HostNameType == UriHostNameType.Dns && at.Host.Contains('.', StringComparison.Ordinal) && !at.IsLoopback);
    }
}

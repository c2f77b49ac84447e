namespace BotHost.Channels.Webhooks;

/// <summary>Addresses that a call names.</summary>
internal static class WebAddress
{
    /// <summary>TLS, or this machine.</summary>
    public static bool IsSafe(string url) => Uri.TryCreate(url, UriKind.Absolute, out var at) && (at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && at.IsLoopback));
}

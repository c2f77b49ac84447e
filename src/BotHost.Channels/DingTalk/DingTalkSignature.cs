using System.Security.Cryptography;
using System.Text;
using BotHost.Channels.Webhooks;

namespace BotHost.Channels.DingTalk;

/// <summary>
/// The <c>sign</c> header: HMAC-SHA256 of the <c>timestamp</c> header and the secret, keyed with the secret, in base64. It does not cover the
/// body, and two people who write in the same millisecond share one: so it cannot be bound to a body, and counts for minutes instead of the hour that the
/// platform would allow.
/// </summary>
internal static class DingTalkSignature
{
    /// <summary>Clocks may be this far apart.</summary>
    public static readonly TimeSpan Window = ReplayGuard.Window;

    public static string Of(string timestamp, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));

    /// <param name="timestamp">Milliseconds since 1970.</param>
    public static bool Verify(string timestamp, string sign, string secret, DateTimeOffset now) =>
        timestamp.Length <= 16 && long.TryParse(timestamp, out var milliseconds) && Math.Abs((double)now.ToUnixTimeMilliseconds() - milliseconds) <= Window.TotalMilliseconds
        && SharedSecret.Matches(sign, Of(timestamp, secret));
}

using System.Security.Cryptography;
using System.Text;
using BotHost.Channels.Webhooks;

namespace BotHost.Channels.DingTalk;

/// <summary>
/// The <c>sign</c> header: HMAC-SHA256 of the <c>timestamp</c> header and the secret, keyed with the secret, in base64. It does not cover the
/// body: what keeps others out is that only the platform and we ever see it.
/// </summary>
internal static class DingTalkSignature
{
    /// <summary>As the platform documents it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public static string Of(string timestamp, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));

    /// <param name="timestamp">Milliseconds since 1970.</param>
    public static bool Verify(string timestamp, string sign, string secret, DateTimeOffset now) =>
        timestamp.Length <= 16 && long.TryParse(timestamp, out var milliseconds) && Math.Abs((double)now.ToUnixTimeMilliseconds() - milliseconds) <= Window.TotalMilliseconds
        && SharedSecret.Matches(sign, Of(timestamp, secret));
}

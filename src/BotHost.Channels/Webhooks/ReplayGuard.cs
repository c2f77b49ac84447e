using System.Security.Cryptography;

namespace BotHost.Channels.Webhooks;

/// <summary>
/// Whether a signed call is of now and was not made of an older one. A channel's own retry brings the same body again and passes (the inbox
/// knows the message); the same nonce with another body is a forgery, where the signature does not cover the body.
/// </summary>
internal sealed class ReplayGuard(TimeProvider clock)
{
    /// <summary>Clocks may be this far apart; retries come within seconds.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>About 10 MB. When it is full the oldest are forgotten: those are then held off by their timestamp alone.</summary>
    private const int Most = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, byte[]> bodies = new(StringComparer.Ordinal);
    private readonly Queue<(string Nonce, DateTimeOffset Until)> order = new();

    /// <param name="timestamp">Seconds since 1970, as the call says.</param>
    public bool Admits(string timestamp, string nonce, ReadOnlySpan<byte> body)
    {
        if (!long.TryParse(timestamp, out var seconds) || seconds is < 0 or > 253_402_300_799) return false;
        var now = clock.GetUtcNow();
        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Window) return false;
        var (key, hash) = ($"{timestamp}/{nonce}", SHA256.HashData(body));
        lock (gate)
        {
            while (order.TryPeek(out var oldest) && (oldest.Until < now || order.Count > Most)) bodies.Remove(order.Dequeue().Nonce);
            if (bodies.TryGetValue(key, out var seen)) return seen.AsSpan().SequenceEqual(hash);
            bodies.Add(key, hash);
            order.Enqueue((key, now + (2 * Window)));
            return true;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotHost.App.BackOffice;

/// <summary>
/// <c>X-BotHost-Signature: t=UNIX-SECONDS,v1=HEX</c>. For an event HEX is HMAC-SHA256 over <c>t + "." + raw body</c>; for one of our requests it is over
/// <c>t + "." + METHOD + " " + path and query + " " + Idempotency-Key + "\n" + raw body</c>, so that no part of it can be exchanged.
/// </summary>
public static class HostSignature
{
    public const string Header = "X-BotHost-Signature";

    /// <summary>What stands before the body of a signed request.</summary>
    public static string Of(string method, string pathAndQuery, string idempotencyKey) => $"{method} {pathAndQuery} {idempotencyKey}\n";

    public static string Sign(string key, DateTimeOffset at, ReadOnlySpan<byte> body, string before = "")
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Compute(key, time, before, body)}";
    }

    /// <summary>True when the signature is right and its time is within the window. Never throws for any header; an empty key never fits.</summary>
    public static bool Verify(string key, string header, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan window, string before = "")
    {
        if (key.Length == 0) return false;
        var parts = header.Split(',').Select(p => p.Split('=', 2)).Where(p => p.Length == 2).GroupBy(p => p[0].Trim()).ToDictionary(g => g.Key, g => g.First()[1].Trim());
        if (!parts.TryGetValue("t", out var time) || !parts.TryGetValue("v1", out var given)) return false;
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > window.TotalSeconds) return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Compute(key, time, before, body)), Encoding.ASCII.GetBytes(given));
    }

    private static string Compute(string key, string time, string before, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hmac.AppendData(Encoding.UTF8.GetBytes(time + "." + before));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}

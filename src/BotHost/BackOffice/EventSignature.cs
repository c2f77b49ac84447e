using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotHost.BackOffice;

/// <summary>
/// Signature of an event: <c>X-BotHost-Signature: t=UNIX-SECONDS,v1=HEX</c>, where HEX is HMAC-SHA256 over <c>t + "." + raw body</c>.
/// </summary>
internal static class EventSignature
{
    public const string Header = "X-BotHost-Signature";

    public static string Sign(string key, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Compute(key, time, body)}";
    }

    /// <summary>True when the signature is right and its time is within the window.</summary>
    public static bool Verify(string key, string header, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan window)
    {
        if (key.Length == 0) return false;
        var parts = header.Split(',').Select(p => p.Split('=', 2)).Where(p => p.Length == 2).GroupBy(p => p[0].Trim()).ToDictionary(g => g.Key, g => g.First()[1].Trim());
        if (!parts.TryGetValue("t", out var time) || !parts.TryGetValue("v1", out var given)) return false;
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > window.TotalSeconds) return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Compute(key, time, body)), Encoding.ASCII.GetBytes(given));
    }

    private static string Compute(string key, string time, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        hmac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}

using System.Security.Cryptography;
using System.Text;

namespace BotHost.Channels.Webhooks;

internal static class SharedSecret
{
    /// <summary>Compares without telling by its duration how much was right. An empty secret is nobody's.</summary>
    public static bool Matches(string given, string expected) =>
        expected.Length > 0 && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}

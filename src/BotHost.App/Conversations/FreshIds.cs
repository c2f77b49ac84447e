using System.Security.Cryptography;
using System.Text;

namespace BotHost.App.Conversations;

/// <summary>Where ids are born: ULIDs from the clock and a cryptographic random source, so that nobody can guess the next one.</summary>
public sealed class FreshIds(TimeProvider clock)
{
    public string Next()
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        return Ulid.NewUlid(clock.GetUtcNow(), random).ToString();
    }

    /// <summary>A ULID that follows from a secret seed; who sees it cannot find the seed. The same arguments give the same id.</summary>
    public static string From(string seed, string purpose, int number, DateTimeOffset at)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}/{number}/{seed}"), hash);
        return Ulid.NewUlid(at, hash[..10]).ToString();
    }
}

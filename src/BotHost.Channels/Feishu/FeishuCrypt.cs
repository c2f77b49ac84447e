using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;

namespace BotHost.Channels.Feishu;

/// <summary>Signature and encryption of events. The signature is over the raw bytes: written anew, the same JSON would have another one.</summary>
internal sealed class FeishuCrypt(string encryptKey)
{
    private const int IvBytes = 16;

    private readonly byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes(encryptKey));

    public string Sign(string timestamp, string nonce, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp + nonce + encryptKey));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public bool IsSigned(string signature, string timestamp, string nonce, ReadOnlySpan<byte> body) => SharedSecret.Matches(signature, Sign(timestamp, nonce, body));

    /// <summary>The event inside <c>{"encrypt": …}</c>; null when it cannot be opened.</summary>
    public byte[]? Open(ReadOnlySpan<byte> body)
    {
        if (JsonBudget.Read<Envelope>(body, ActivityJson.Options)?.Encrypt is not { Length: > 0 } encrypted) return null;
        var sealedBytes = new byte[encrypted.Length * 3 / 4];
        if (!Convert.TryFromBase64String(encrypted, sealedBytes, out var length) || length <= IvBytes || length % 16 != 0) return null;
        using var aes = Aes.Create();
        aes.Key = key;
        try
        {
            return aes.DecryptCbc(sealedBytes.AsSpan(IvBytes, length - IvBytes), sealedBytes.AsSpan(0, IvBytes));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Envelope(string? Encrypt);
}

using System.Security.Cryptography;
using System.Text;

namespace BotHost.Storage.Encryption;

/// <summary>
/// A key that seals what one account typed, or what is known about one subject: AES-256-GCM, a random nonce each time, bound to the
/// row it stands in, so that a sealed value copied to another row does not open.
/// Layout: format (1) · nonce (12) · tag (16) · ciphertext.
/// </summary>
internal sealed class DataKey(byte[] key, byte[] wrapped)
{
    private const byte Format = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 1 + NonceSize + TagSize;

    /// <summary>The key as it is stored.</summary>
    public byte[] Wrapped { get; } = wrapped;

    /// <param name="row">Table and key of the row (<c>facts/01J…/…</c>).</param>
    public byte[] Seal(ReadOnlySpan<byte> content, string row)
    {
        var sealedBytes = new byte[HeaderSize + content.Length];
        sealedBytes[0] = Format;
        var nonce = sealedBytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, content, sealedBytes.AsSpan(HeaderSize), sealedBytes.AsSpan(1 + NonceSize, TagSize), Bound(row));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Not sealed with this key for this row, or changed since.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string row)
    {
        if (sealedBytes.Length < HeaderSize || sealedBytes[0] != Format) throw new CryptographicException($"not a sealed value: {row}");
        var content = new byte[sealedBytes.Length - HeaderSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(sealedBytes.Slice(1, NonceSize), sealedBytes[HeaderSize..], sealedBytes.Slice(1 + NonceSize, TagSize), content, Bound(row));
        return content;
    }

    private static byte[] Bound(string row) => Encoding.UTF8.GetBytes(row);
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace BotHost.Channels.WxCrypt;

/// <summary>
/// The signature and the encryption that WeChat and WeCom share (WXBizMsgCrypt): SHA-1 over the sorted parts; AES-256-CBC over
/// random, length, message and receiver, padded to blocks of 32 bytes.
/// </summary>
/// <param name="token">Shared with the platform's callback settings.</param>
/// <param name="receiver">Own app id (WeChat) or corp id (WeCom); a message for another is refused.</param>
/// <param name="encodingKeys">43 characters each: the current one, then the one before it, for the hours of a change.</param>
internal sealed class MessageCrypt(string token, string receiver, ImmutableArray<string> encodingKeys)
{
    private const int RandomBytes = 16, LengthBytes = 4, Block = 32;

    private readonly ImmutableArray<byte[]> keys = [.. encodingKeys.Select(k => Convert.FromBase64String(k + "="))];

    /// <summary>True when the configured text is a key: 43 characters of base64.</summary>
    public static bool IsKey(string encodingKey)
    {
        Span<byte> bytes = stackalloc byte[Block];
        return encodingKey.Length == 43 && Convert.TryFromBase64String(encodingKey + "=", bytes, out var written) && written == Block;
    }

    /// <summary>Lower-case hex; SHA-1 is what the platform signs with. Sorted by code unit: a culture's order gives another signature for mixed case or punctuation.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "the protocol fixes it")]
    public string Sign(params ReadOnlySpan<string> parts)
    {
        string[] sorted = [token, .. parts];
        Array.Sort(sorted, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(sorted))));
    }

    public bool IsSigned(string signature, params ReadOnlySpan<string> parts) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(parts)));

    /// <summary>The message and which key opened it; null when none does or it is for another receiver. Check the signature first: the mode is malleable.</summary>
    public (byte[] Message, int Key)? Decrypt(string encrypted)
    {
        byte[] cipher;
        try
        {
            cipher = Convert.FromBase64String(encrypted);
        }
        catch (FormatException)
        {
            return null;
        }

        if (cipher.Length == 0 || cipher.Length % 16 != 0) return null;
        for (var i = 0; i < keys.Length; i++)
        {
            if (Open(cipher, keys[i]) is { } message) return (message, i);
        }

        return null;
    }

    /// <param name="random">16 bytes; the same ones give the same ciphertext, so that a retry gets the same answer.</param>
    public string Encrypt(ReadOnlySpan<byte> message, ReadOnlySpan<byte> random, int key)
    {
        var tail = Encoding.UTF8.GetBytes(receiver);
        var length = RandomBytes + LengthBytes + message.Length + tail.Length;
        var padding = Block - (length % Block);
        var plain = new byte[length + padding];
        random[..RandomBytes].CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(RandomBytes), message.Length);
        message.CopyTo(plain.AsSpan(RandomBytes + LengthBytes));
        tail.CopyTo(plain.AsSpan(RandomBytes + LengthBytes + message.Length));
        plain.AsSpan(length).Fill((byte)padding);
        using var aes = Aes.Create();
        aes.Key = keys[key];
        return Convert.ToBase64String(aes.EncryptCbc(plain, keys[key].AsSpan(0, 16), PaddingMode.None));
    }

    private byte[]? Open(byte[] cipher, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        // The padding goes up to 32, which PKCS7 of this block size refuses: stripped by hand.
        var plain = aes.DecryptCbc(cipher, key.AsSpan(0, 16), PaddingMode.None);
        var padding = plain[^1];
        var end = plain.Length - padding;
        if (padding is < 1 or > Block || end < RandomBytes + LengthBytes) return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(plain.AsSpan(RandomBytes));
        if (length > (uint)(end - RandomBytes - LengthBytes)) return null;
        var message = plain.AsSpan(RandomBytes + LengthBytes, (int)length);
        var tail = plain.AsSpan((RandomBytes + LengthBytes + (int)length)..end);
        return tail.SequenceEqual(Encoding.UTF8.GetBytes(receiver)) ? message.ToArray() : null;
    }
}

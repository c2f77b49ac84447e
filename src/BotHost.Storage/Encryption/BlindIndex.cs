using System.Security.Cryptography;
using System.Text;

namespace BotHost.Storage.Encryption;

/// <summary>Keyed hashes under which a secret can be found again but not read: HMAC-SHA256, the first 20 bytes in hex.</summary>
internal sealed class BlindIndex(byte[] key)
{
    private const int Bytes = 20;

    /// <param name="purpose">Keeps equal values of different kinds apart.</param>
    public string Of(string purpose, string value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\n{value}"), hash);
        return Convert.ToHexStringLower(hash[..Bytes]);
    }

    /// <summary>Spaces, dashes and letter case do not matter; null for nothing.</summary>
    public string? OfWords(string purpose, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var bare = string.Concat(value.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '－' or '·')));
        return bare.Length == 0 ? null : Of(purpose, bare.Normalize(NormalizationForm.FormKC).ToUpperInvariant());
    }

    public string Account(string channel, string address) => Of("account", channel + "\n" + address);

    public string Fact(string subjectId, string factId) => Of("fact", subjectId + "\n" + factId);

    public string? Name(string? name) => OfWords("name", name);

    public string? IdNumber(string? idNumber) => OfWords("id-number", idNumber);

    public string? Phone(string? phone) => OfWords("phone", phone);

    public string? Reference(string? reference) => OfWords("reference", reference);
}

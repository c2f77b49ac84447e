using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotHost.Core.Dialogs;

/// <summary>Ids and codes of one turn, all computed from its seed, so that a replay makes the same ones.</summary>
internal sealed class TurnSeedIds(TurnSeed seed)
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private int made;

    /// <summary>A new ULID: the seed's time, and randomness drawn from the seed.</summary>
    public string Next()
    {
        var random = Derive("id" + (++made).ToString(CultureInfo.InvariantCulture));
        var id = new StringBuilder(seed.Value[..10], 26);
        for (var i = 0; i < 16; i++) id.Append(Crockford[random[i] & 31]);
        return id.ToString();
    }

    /// <summary>Digits that a person can remember.</summary>
    public string Digits(string purpose, int count)
    {
        var number = BitConverter.ToUInt32(Derive(purpose)) % (uint)Math.Pow(10, count);
        return number.ToString(CultureInfo.InvariantCulture).PadLeft(count, '0');
    }

    private byte[] Derive(string purpose) => SHA256.HashData(Encoding.UTF8.GetBytes(seed.Value + ":" + purpose));
}

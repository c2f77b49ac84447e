using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotHost.Channels.WxCrypt;

/// <summary>What every push of WeChat and WeCom has.</summary>
/// <param name="Seconds">When it was sent, since 1970.</param>
internal sealed record PushHead(string From, string Kind, long Seconds)
{
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeSeconds(Seconds);

    /// <summary>Null when something is missing or beyond its bounds.</summary>
    public static PushHead? Of(ImmutableDictionary<string, string> fields) =>
        fields.GetValueOrDefault("FromUserName") is { Length: > 0 and <= 128 } from && fields.GetValueOrDefault("MsgType") is { } kind
        && long.TryParse(fields.GetValueOrDefault("CreateTime"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
            ? new(from, kind, seconds) : null;

    /// <summary>The message's own id. Events carry none, and two different ones may share a second: theirs follows from what tells them apart.</summary>
    public string IdOf(ImmutableDictionary<string, string> fields, params ReadOnlySpan<string> tellApart)
    {
        if (fields.GetValueOrDefault("MsgId") is { Length: > 0 and <= 64 } given) return given;
        List<string?> parts = [From, Seconds.ToString(CultureInfo.InvariantCulture)];
        foreach (var name in tellApart) parts.Add(fields.GetValueOrDefault(name));
        return "event-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
    }
}

using System.Collections.Immutable;
using BotHost.Channels.Webhooks;
using Microsoft.AspNetCore.Http;

namespace BotHost.Channels.WxCrypt;

/// <summary>A push as it was opened: its fields and the key that opened it, or the reason why not.</summary>
internal readonly record struct OpenedCall(ImmutableDictionary<string, string>? Fields, int Key, string? Refusal);

/// <summary>One call of the platform: signature, then decryption, then age, then content. Nothing is believed before it is signed.</summary>
internal sealed class SignedCall(IQueryCollection query, MessageCrypt crypt, ReplayGuard replays)
{
    private const int LongestEcho = 64;

    public string Timestamp { get; } = query["timestamp"].ToString();

    public string Nonce { get; } = query["nonce"].ToString();

    /// <summary>Safe mode, and always on WeCom: <c>msg_signature</c> covers the ciphertext.</summary>
    public OpenedCall OpenSealed(byte[] body)
    {
        if (XmlFields.Read(body)?.GetValueOrDefault("Encrypt") is not { } encrypted) return Refused("not-encrypted");
        if (!crypt.IsSigned(query["msg_signature"].ToString(), Timestamp, Nonce, encrypted)) return Refused(WebhookCounters.BadSignature);
        if (crypt.Decrypt(encrypted) is not { } open) return Refused("cipher");
        return Admit(body, open.Message, open.Key);
    }

    /// <summary>The check of an address: the echo is sealed, and goes back open. Null when it is not signed, and for what is no echo (digits): a push is signed alike, and whoever
    /// caught one must not have it opened here.</summary>
    public byte[]? OpenEcho()
    {
        var echo = query["echostr"].ToString();
        if (!crypt.IsSigned(query["msg_signature"].ToString(), Timestamp, Nonce, echo) || crypt.Decrypt(echo)?.Message is not { Length: > 0 and <= LongestEcho } open) return null;
        return open.All(b => char.IsAsciiLetterOrDigit((char)b)) ? open : null;
    }

    /// <summary>Plain mode: <c>signature</c> does not cover the body, so its nonce may not come back with another one.</summary>
    public OpenedCall OpenPlain(byte[] body) =>
        crypt.IsSigned(query["signature"].ToString(), Timestamp, Nonce) ? Admit(body, body, 0) : Refused(WebhookCounters.BadSignature);

    private OpenedCall Admit(byte[] body, byte[] xml, int key)
    {
        if (!replays.Admits(Timestamp, Nonce, body)) return Refused("stale");
        return XmlFields.Read(xml) is { } fields ? new(fields, key, null) : Refused(WebhookCounters.Malformed);
    }

    private static OpenedCall Refused(string reason) => new(null, 0, reason);
}

using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.DirectLine;

/// <summary>What a token says: one user in one conversation, until a time.</summary>
/// <param name="Conversation">Direct Line's own id, without the channel in front.</param>
/// <param name="Started">The conversation is known to exist, so nobody needs to look.</param>
/// <param name="Origins">Sites that may use the token; empty for any.</param>
internal sealed record Pass(string Conversation, string User, string? Name, bool Started, DateTimeOffset Expires, string[] Origins);

/// <summary>What a token may be used for. A stream's address ends up in logs, so it carries a ticket that can only read, and only for minutes.</summary>
internal enum PassUse { Talk, Stream, Resume }

/// <summary>Seals and opens tokens. Stateless: any host with the same key ring opens them.</summary>
internal sealed class PassOffice(IDataProtectionProvider protection, TimeProvider clock, IOptions<DirectLineOptions> options)
{
    private const int LongestToken = 4096;
    private static readonly TimeSpan StreamTicket = TimeSpan.FromMinutes(5);

    private readonly IDataProtector talk = protection.CreateProtector("BotHost.DirectLine", "talk", "v1");
    private readonly IDataProtector stream = protection.CreateProtector("BotHost.DirectLine", "stream", "v1");
    private readonly IDataProtector resume = protection.CreateProtector("BotHost.DirectLine", "resume", "v1");

    public TimeSpan TokenLife { get; } = TimeSpan.FromMinutes(options.Value.TokenMinutes);

    /// <summary>An id that nobody can guess.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public string Seal(Pass pass, PassUse use)
    {
        var life = use switch
        {
            PassUse.Talk => TokenLife,
            PassUse.Stream => StreamTicket,
            PassUse.Resume => TimeSpan.FromDays(options.Value.ResumeDays),
            _ => throw new ArgumentOutOfRangeException(nameof(use)),
        };
        var dated = pass with { Expires = clock.GetUtcNow() + life };
        return WebEncoders.Base64UrlEncode(Protector(use).Protect(JsonSerializer.SerializeToUtf8Bytes(dated)));
    }

    /// <summary>The pass of a token, or why it does not open.</summary>
    public Refusal? Open(string token, PassUse use, out Pass pass)
    {
        pass = null!;
        if (token.Length > LongestToken) return Refusal.InvalidToken;
        try
        {
            pass = JsonSerializer.Deserialize<Pass>(Protector(use).Unprotect(WebEncoders.Base64UrlDecode(token)))!;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return Refusal.InvalidToken;
        }

        return pass.Expires > clock.GetUtcNow() ? null : Refusal.TokenExpired;
    }

    private IDataProtector Protector(PassUse use) => use switch { PassUse.Talk => talk, PassUse.Stream => stream, _ => resume };
}

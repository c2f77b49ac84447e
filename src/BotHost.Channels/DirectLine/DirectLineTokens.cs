using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.DirectLine;

/// <summary>Whom a request speaks for.</summary>
/// <param name="ConversationId">The only conversation the bearer may touch; null for a secret, which may start new ones.</param>
/// <param name="UserId">The user the activities are from, whatever the page claims.</param>
internal sealed record DirectLineGrant(string? ConversationId, string UserId);

/// <summary>Makes and checks tokens: sealed, time-limited, scoped to one conversation and one user.</summary>
internal sealed class DirectLineTokens(IDataProtectionProvider protection, IOptions<DirectLineOptions> options)
{
    private readonly ITimeLimitedDataProtector tokens = protection.CreateProtector("DirectLine.Token").ToTimeLimitedDataProtector();

    // A page that comes back after days still finds its conversation: this one only names it and is worth nothing without our own door.
    private readonly ITimeLimitedDataProtector visits = protection.CreateProtector("DirectLine.Visit").ToTimeLimitedDataProtector();

    public int ExpiresIn => (int)options.Value.TokenLifetime.TotalSeconds;

    public string Issue(string conversationId, string userId) => tokens.Protect(conversationId + "\n" + userId, options.Value.TokenLifetime);

    public string IssueVisit(string conversationId, string userId) => visits.Protect(conversationId + "\n" + userId, TimeSpan.FromDays(90));

    public DirectLineGrant? ReadVisit(string visit) => Read(visits, visit);

    /// <summary>What a bearer value grants; null when it is neither a secret nor a token that still holds.</summary>
    public DirectLineGrant? Read(string? bearer)
    {
        if (string.IsNullOrEmpty(bearer)) return null;
        return options.Value.Secrets.Any(secret => SameSecret(secret, bearer)) ? new(null, "") : Read(tokens, bearer);
    }

    private static DirectLineGrant? Read(ITimeLimitedDataProtector protector, string token)
    {
        try
        {
            return protector.Unprotect(token).Split('\n') is [var conversation, var user] ? new(conversation, user) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool SameSecret(string secret, string given) =>
        secret.Length > 0 && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}

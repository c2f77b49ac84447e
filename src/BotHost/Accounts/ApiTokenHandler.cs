using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using BotHost.Storage.Accounts;
using BotHost.Storage.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotHost.Accounts;

/// <summary>Signs a request in by a bearer token of the Case API. Only the token's hash is stored.</summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, BotHostDb db, UserManager<Cadre> users, IUserClaimsPrincipalFactory<Cadre> principals, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiToken", Prefix = "bht_";

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer " + Prefix, StringComparison.Ordinal)) return AuthenticateResult.NoResult();
        var hash = HashOf(header["Bearer ".Length..].Trim());
        var token = await db.Set<ApiToken>().AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, Context.RequestAborted);
        if (token is null || token.RevokedAt is not null || token.ExpiresAt < clock.GetUtcNow()) return AuthenticateResult.Fail("the token is unknown, revoked or expired");
        var user = await users.FindByIdAsync(token.UserId);
        if (user is null || await users.IsLockedOutAsync(user)) return AuthenticateResult.Fail("the account is closed");
        return AuthenticateResult.Success(new(await principals.CreateAsync(user), SchemeName));
    }
}

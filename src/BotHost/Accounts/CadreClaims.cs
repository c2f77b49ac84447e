using System.Security.Claims;
using BotHost.Core.Claims;
using BotHost.Storage.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace BotHost.Accounts;

/// <summary>Puts level, area and desk into the sign-in, and reads them back as a <see cref="Reviewer"/>.</summary>
internal sealed class CadreClaims(UserManager<Cadre> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Cadre, IdentityRole>(users, roles, options)
{
    private const string Name = "bothost:name", LevelOf = "bothost:level", Area = "bothost:area", Desk = "bothost:desk";

    /// <summary>The cadre that is signed in; null for an account without the role (an administrator sees no claims).</summary>
    public static Reviewer? ReviewerOf(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Cadre) && user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && Enum.TryParse<Level>(user.FindFirstValue(LevelOf), out var level) && user.FindFirstValue(Area) is { Length: > 0 } area
            ? new(id, user.FindFirstValue(Name) ?? "", level, area, user.FindFirstValue(Desk))
            : null;

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Cadre user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(Name, user.DisplayName));
        identity.AddClaim(new(LevelOf, user.Level.ToString()));
        identity.AddClaim(new(Area, user.Area));
        if (user.Desk is { Length: > 0 } desk) identity.AddClaim(new(Desk, desk));
        return identity;
    }
}

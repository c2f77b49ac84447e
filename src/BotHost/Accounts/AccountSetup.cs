using BotHost.Storage.Accounts;
using BotHost.Storage.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace BotHost.Accounts;

/// <summary>Accounts of cadres, administrators and auditors: cookie for the console, bearer token for the Case API.</summary>
internal static class AccountSetup
{
    /// <summary>Policies by name: who may review, administer, read the audit trail.</summary>
    public const string Reviewing = "reviewing", Administering = "administering", Auditing = "auditing", Entering = "entering";

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Cadre>(o =>
            {
                o.Password.RequiredLength = 10;
                o.Password.RequireNonAlphanumeric = o.Password.RequireUppercase = false;
                o.Lockout.MaxFailedAccessAttempts = 5;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddRoles<IdentityRole>().AddEntityFrameworkStores<BotHostDb>().AddSignInManager().AddDefaultTokenProviders().AddClaimsPrincipalFactory<CadreClaims>();
        services.Configure<DataProtectionTokenProviderOptions>(o => o.TokenLifespan = TimeSpan.FromHours(24));
        // A stolen cookie of a closed account, or of somebody whose area changed, must not live on.
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddAuthentication(o =>
            {
                o.DefaultScheme = "CookieOrToken";
                o.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
            })
            .AddPolicyScheme("CookieOrToken", null, o => o.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) ? ApiTokenHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(o =>
            {
                o.LoginPath = LoginPage.Path;
                o.AccessDeniedPath = LoginPage.Path;
                o.Cookie.Name = "bothost";
                o.Cookie.SameSite = SameSiteMode.Strict;
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = TimeSpan.FromHours(12);
                o.SlidingExpiration = true;
                // A program gets a status, not a login page.
                o.Events.OnRedirectToLogin = redirect => Redirect(redirect.Response, redirect.Request, redirect.RedirectUri, StatusCodes.Status401Unauthorized);
                o.Events.OnRedirectToAccessDenied = redirect => Redirect(redirect.Response, redirect.Request, redirect.RedirectUri, StatusCodes.Status403Forbidden);
            }));
        services.AddAuthorizationBuilder()
            .AddPolicy(Reviewing, p => p.RequireRole(Roles.Cadre))
            .AddPolicy(Administering, p => p.RequireRole(Roles.Administrator))
            .AddPolicy(Auditing, p => p.RequireRole(Roles.Auditor))
            .AddPolicy(Entering, p => p.RequireAuthenticatedUser());
        services.AddScoped<AccountDesk>();
        return services;
    }

    private static Task Redirect(HttpResponse response, HttpRequest request, string uri, int status)
    {
        if (request.Path.StartsWithSegments("/api")) response.StatusCode = status;
        else response.Redirect(uri);
        return Task.CompletedTask;
    }
}

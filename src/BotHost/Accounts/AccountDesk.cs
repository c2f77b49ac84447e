using System.Buffers.Text;
using System.Security.Cryptography;
using BotHost.App.Conversations;
using BotHost.App.Desk;
using BotHost.Core.Claims;
using BotHost.Storage.Accounts;
using BotHost.Storage.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Accounts;

/// <summary>Opens accounts and makes tokens. Passwords are set by their owners through a link that works once.</summary>
internal sealed class AccountDesk(UserManager<Cadre> users, RoleManager<IdentityRole> roles, BotHostDb db, ICadreChats chats, FreshIds ids, TimeProvider clock)
{
    /// <summary>Opens an account, or changes level, area and roles of one.</summary>
    /// <returns>The account, or what is wrong.</returns>
    public async Task<(Cadre? User, string? Problem)> SaveAsync(string userName, string displayName, Level level, string area, string? desk, IReadOnlyCollection<string> roleNames)
    {
        if (roleNames.Except(Roles.All).FirstOrDefault() is { } unknown) return (null, $"'{unknown}' is not a role; use {string.Join(", ", Roles.All)}");
        if (roleNames.Contains(Roles.Cadre) && (area.Length is not (2 or 4 or 6 or 9 or 12) || !area.All(char.IsAsciiDigit))) return (null, $"'{area}' is not a division code (2, 4, 6, 9 or 12 digits)");
        await EnsureRolesAsync();
        var user = await users.FindByNameAsync(userName);
        var isNew = user is null;
        user ??= new Cadre { UserName = userName };
        (user.DisplayName, user.Level, user.Area, user.Desk) = (displayName, level, area, desk);
        var saved = isNew ? await users.CreateAsync(user) : await users.UpdateAsync(user);
        if (!saved.Succeeded) return (null, string.Join(' ', saved.Errors.Select(e => e.Description)));
        await users.SetLockoutEnabledAsync(user, true);
        var before = await users.GetRolesAsync(user);
        await users.RemoveFromRolesAsync(user, before.Except(roleNames));
        await users.AddToRolesAsync(user, roleNames.Except(before));
        if (!isNew) await users.UpdateSecurityStampAsync(user);
        return (user, null);
    }

    /// <summary>The roles stand in the database once; two that make them in the same moment are both right.</summary>
    private async Task EnsureRolesAsync()
    {
        foreach (var role in Roles.All)
        {
            if (await roles.RoleExistsAsync(role)) continue;
            try
            {
                await roles.CreateAsync(new(role));
            }
            catch (DbUpdateException)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Path of a page where the owner sets a password: works once, for a day.</summary>
    public async Task<string> WelcomePathAsync(Cadre user)
    {
        var token = await users.GeneratePasswordResetTokenAsync(user);
        return $"{LoginPage.WelcomePath}?user={Uri.EscapeDataString(user.UserName!)}&token={Uri.EscapeDataString(token)}";
    }

    /// <summary>A code that links a chat app to the account; null when there is no such account.</summary>
    public async Task<string?> ChatCodeAsync(string userName, CancellationToken cancellation) =>
        await users.FindByNameAsync(userName) is { } user ? await chats.NewCodeAsync(user.Id, clock.GetUtcNow(), cancellation) : null;

    /// <summary>A phone was lost: unlinks all chats of the account; returns how many.</summary>
    public async Task<int> UnlinkChatsAsync(string userName, string actor, CancellationToken cancellation) =>
        await users.FindByNameAsync(userName) is { } user ? await chats.UnlinkAsync(user.Id, actor, clock.GetUtcNow(), cancellation) : 0;

    /// <summary>Makes a token for the Case API; the text is shown now and never again.</summary>
    public async Task<string?> CreateTokenAsync(string userName, string name, int days, CancellationToken cancellation)
    {
        if (await users.FindByNameAsync(userName) is not { } user) return null;
        var token = ApiTokenHandler.Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        db.Add(new ApiToken { Id = ids.Next(), UserId = user.Id, Name = name, Hash = ApiTokenHandler.HashOf(token), Scope = "case-api", CreatedAt = now, ExpiresAt = now.AddDays(days) });
        await db.SaveChangesAsync(cancellation);
        return token;
    }
}

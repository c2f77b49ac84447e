using BotHost.Core.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Accounts;

/// <summary>Somebody who signs in to the console or the Case API.</summary>
public sealed class Cadre : IdentityUser
{
    /// <summary>Shown to residents and in the history of a claim.</summary>
    public string DisplayName { get; set; } = "";

    public Level Level { get; set; }

    /// <summary>Division code; they see this area and everything below it.</summary>
    public string Area { get; set; } = "";

    /// <summary>A named desk; null for the general window.</summary>
    public string? Desk { get; set; }

    /// <summary>Closed by an administrator: locked for longer than wrong passwords ever lock, which is a quarter of an hour and in anybody's power.</summary>
    public bool IsClosed(DateTimeOffset now) => LockoutEnd > now.AddDays(1);

    public Reviewer ToReviewer() => new(Id, DisplayName, Level, Area, Desk);
}

/// <summary>Names of the roles.</summary>
public static class Roles
{
    public const string Cadre = "cadre";
    public const string Administrator = "administrator";
    public const string Auditor = "auditor";

    public static IReadOnlyList<string> All { get; } = [Cadre, Administrator, Auditor];
}

/// <summary>A bearer token of the Case API. The token itself is shown once and kept nowhere.</summary>
public sealed class ApiToken
{
    public string Id { get; set; } = "";

    public string UserId { get; set; } = "";

    /// <summary>What its owner calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public string Hash { get; set; } = "";

    public string Scope { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ApiTokenTable : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens").HasKey(t => t.Id);
        builder.HasIndex(t => t.Hash).IsUnique();
        builder.HasOne<Cadre>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

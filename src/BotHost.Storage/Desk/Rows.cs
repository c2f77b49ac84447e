using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Desk;

/// <summary>A chat that belongs to a cadre.</summary>
internal sealed class CadreChatRow : IEntityTypeConfiguration<CadreChatRow>
{
    public string ConversationId { get; set; } = "";

    public string UserId { get; set; } = "";

    public DateTimeOffset LinkedAt { get; set; }

    public void Configure(EntityTypeBuilder<CadreChatRow> builder)
    {
        builder.ToTable("cadre_chats").HasKey(c => c.ConversationId);
        builder.HasIndex(c => c.UserId);
    }
}

/// <summary>A link to one claim or escalation for one cadre, kept as a keyed hash; using it deletes it.</summary>
internal sealed class OncePageRow : IEntityTypeConfiguration<OncePageRow>
{
    public string Token { get; set; } = "";

    /// <summary>Id of a claim, or of an escalation: both are ULIDs, so that one is never the other.</summary>
    public string ClaimId { get; set; } = "";

    public string UserId { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }

    public void Configure(EntityTypeBuilder<OncePageRow> builder) => builder.ToTable("once_pages").HasKey(p => p.Token);
}

/// <summary>A code that links a chat, kept as a keyed hash.</summary>
internal sealed class LinkCodeRow : IEntityTypeConfiguration<LinkCodeRow>
{
    public string Code { get; set; } = "";

    public string UserId { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The conversation that used it.</summary>
    public string? UsedBy { get; set; }

    public void Configure(EntityTypeBuilder<LinkCodeRow> builder) => builder.ToTable("link_codes").HasKey(c => c.Code);
}

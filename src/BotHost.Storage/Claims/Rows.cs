using BotHost.Core.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Claims;

/// <summary>A claim: what lists are filtered and sorted by in clear or blind, everything else sealed.</summary>
internal sealed class ClaimRow : IEntityTypeConfiguration<ClaimRow>
{
    public string Id { get; set; } = "";

    public ClaimKind Kind { get; set; }

    public string SubjectId { get; set; } = "";

    public string? ConversationId { get; set; }

    public int Version { get; set; }

    public ClaimStatus Status { get; set; }

    public string Place { get; set; } = "";

    /// <summary>The village as it was said; tells no more than the code beside it.</summary>
    public string? PlaceName { get; set; }

    public Level AudienceFrom { get; set; }

    public string? AudienceDesk { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string? NameIndex { get; set; }

    public string? IdNumberIndex { get; set; }

    public string? PhoneIndex { get; set; }

    public string? ReferenceIndex { get; set; }

    public string? ReferenceNumberIndex { get; set; }

    /// <summary>The claim, sealed with the subject's key; null once the subject was forgotten.</summary>
    public byte[]? Body { get; set; }

    public void Configure(EntityTypeBuilder<ClaimRow> builder)
    {
        builder.ToTable("claims").HasKey(c => c.Id);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.SubjectId);
        builder.HasIndex(c => new { c.Place, c.Status, c.CreatedAt });
        builder.HasIndex(c => c.IdNumberIndex).HasFilter("id_number_index is not null");
    }
}

internal sealed class ClaimEventRow : IEntityTypeConfiguration<ClaimEventRow>
{
    public string ClaimId { get; set; } = "";

    public int Version { get; set; }

    public string Kind { get; set; } = "";

    public string By { get; set; } = "";

    public DateTimeOffset At { get; set; }

    /// <summary>Sealed with the subject's key; null once the subject was forgotten.</summary>
    public byte[]? Reason { get; set; }

    public void Configure(EntityTypeBuilder<ClaimEventRow> builder) => builder.ToTable("claim_events").HasKey(e => new { e.ClaimId, e.Version });
}

/// <summary>A claim on its way to the back-office.</summary>
internal sealed class DeliveryRow : IEntityTypeConfiguration<DeliveryRow>
{
    public string Id { get; set; } = "";

    public string ClaimId { get; set; } = "";

    public string SubjectId { get; set; } = "";

    public string IdempotencyKey { get; set; } = "";

    /// <summary>Sealed with the subject's key; null once delivered, for the claim holds the same.</summary>
    public byte[]? Body { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null when set aside for a person.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    public string? LastError { get; set; }

    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.ToTable("deliveries").HasKey(d => d.Id);
        builder.HasIndex(d => d.IdempotencyKey).IsUnique();
        builder.HasIndex(d => d.ClaimId);
        builder.HasIndex(d => d.NextAt).HasFilter("done_at is null");
    }
}

using BotHost.App.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Media;

/// <summary>A photo or recording. Without a subject it is as quarantined as the message it came with, and wiped with it.</summary>
internal sealed class MediumRow : IEntityTypeConfiguration<MediumRow>
{
    public string Id { get; set; } = "";

    public string ConversationId { get; set; } = "";

    public string AccountId { get; set; } = "";

    /// <summary>Whose claim it proves; null until a claim took it.</summary>
    public string? SubjectId { get; set; }

    public string ContentType { get; set; } = "";

    /// <summary>The channel's reference, sealed with the account's key.</summary>
    public byte[] Source { get; set; } = [];

    /// <summary>The bytes, sealed with the account's key; null until they are here.</summary>
    public byte[]? Body { get; set; }

    public MediumStatus Status { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset NextAt { get; set; }

    public string? Error { get; set; }

    public void Configure(EntityTypeBuilder<MediumRow> builder)
    {
        builder.ToTable("media").HasKey(m => m.Id);
        builder.HasIndex(m => m.ConversationId);
        builder.HasIndex(m => m.SubjectId).HasFilter("subject_id is not null");
        builder.HasIndex(m => m.NextAt).HasFilter("status = 0");
    }
}

/// <summary>Bytes that a channel brought itself, until a turn has said what becomes of them. Sealed with the host's own key.</summary>
internal sealed class UploadRow : IEntityTypeConfiguration<UploadRow>
{
    public string Id { get; set; } = "";

    public byte[] Body { get; set; } = [];

    public DateTimeOffset At { get; set; }

    public void Configure(EntityTypeBuilder<UploadRow> builder) => builder.ToTable("uploads").HasKey(u => u.Id);
}

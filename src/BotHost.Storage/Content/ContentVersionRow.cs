using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Content;

internal sealed class ContentVersionRow : IEntityTypeConfiguration<ContentVersionRow>
{
    public string Hash { get; set; } = "";

    /// <summary>The files as JSON (path → text), Brotli-compressed.</summary>
    public byte[] Files { get; set; } = [];

    public DateTimeOffset At { get; set; }

    public void Configure(EntityTypeBuilder<ContentVersionRow> builder) => builder.ToTable("content_versions").HasKey(c => c.Hash);
}

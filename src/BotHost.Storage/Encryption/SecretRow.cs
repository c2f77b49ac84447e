using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Encryption;

/// <summary>A key of the whole host (the blind index), wrapped by the key ring.</summary>
internal sealed class SecretRow : IEntityTypeConfiguration<SecretRow>
{
    public string Name { get; set; } = "";

    public byte[] Wrapped { get; set; } = [];

    public void Configure(EntityTypeBuilder<SecretRow> builder) => builder.ToTable("secrets").HasKey(s => s.Name);
}

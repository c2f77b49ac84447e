using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Audit;

internal sealed class AuditRow : IEntityTypeConfiguration<AuditRow>
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public string Actor { get; set; } = "";

    public string Action { get; set; } = "";

    public string? SubjectId { get; set; }

    public string? ClaimId { get; set; }

    public string? Detail { get; set; }

    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit").HasKey(a => a.Id);
        builder.HasIndex(a => a.SubjectId);
        builder.HasIndex(a => a.ClaimId);
    }
}

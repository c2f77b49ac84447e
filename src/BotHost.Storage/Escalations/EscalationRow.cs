using BotHost.Core.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Escalations;

internal sealed class EscalationRow : IEntityTypeConfiguration<EscalationRow>
{
    public string Id { get; set; } = "";

    public string Kind { get; set; } = "";

    public string ConversationId { get; set; } = "";

    public string? SubjectId { get; set; }

    public string? Urgency { get; set; }

    public string Place { get; set; } = "";

    public Level AudienceFrom { get; set; }

    public string? AudienceDesk { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public string? TakenBy { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>The rest (words, contact, names), sealed with the account's key; null once the subject was forgotten.</summary>
    public byte[]? Body { get; set; }

    public void Configure(EntityTypeBuilder<EscalationRow> builder)
    {
        builder.ToTable("escalations").HasKey(e => e.Id);
        builder.HasIndex(e => e.ConversationId);
        builder.HasIndex(e => new { e.ClosedAt, e.Place });
    }
}

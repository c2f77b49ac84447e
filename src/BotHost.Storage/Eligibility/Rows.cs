using BotHost.App.Eligibility;
using BotHost.Core.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Eligibility;

/// <summary>A change from one content version to another, and how far its effect is worked out.</summary>
internal sealed class ContentChangeRow : IEntityTypeConfiguration<ContentChangeRow>
{
    public string Id { get; set; } = "";

    public string Before { get; set; } = "";

    public string After { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public string Cursor { get; set; } = "";

    public DateTimeOffset? DoneAt { get; set; }

    public void Configure(EntityTypeBuilder<ContentChangeRow> builder) => builder.ToTable("content_changes").HasKey(c => c.Id);
}

/// <summary>Somebody whose outcome a change turned.</summary>
internal sealed class TurnedRow : IEntityTypeConfiguration<TurnedRow>
{
    public string ChangeId { get; set; } = "";

    public string SubjectId { get; set; } = "";

    /// <summary>Blind index of subject and program: which help somebody may get is theirs to know.</summary>
    public string ProgramKey { get; set; } = "";

    public string ClaimId { get; set; } = "";

    public string Place { get; set; } = "";

    public Level AudienceFrom { get; set; }

    public string? AudienceDesk { get; set; }

    public bool Gains { get; set; }

    public TurnedState State { get; set; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Program, outcomes and reasons, sealed for the subject.</summary>
    public byte[] Body { get; set; } = [];

    public void Configure(EntityTypeBuilder<TurnedRow> builder)
    {
        builder.ToTable("turned_outcomes").HasKey(t => new { t.ChangeId, t.SubjectId, t.ProgramKey });
        builder.HasIndex(t => t.SubjectId);
        builder.HasIndex(t => new { t.State, t.Gains, t.Place });
    }
}

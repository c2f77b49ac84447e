using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Subjects;

/// <summary>A person whom facts and claims are about. Deleting the row deletes the key to everything sealed for them.</summary>
internal sealed class SubjectRow : IEntityTypeConfiguration<SubjectRow>
{
    public string Id { get; set; } = "";

    public byte[] DataKey { get; set; } = [];

    /// <summary>Relation and short code, sealed.</summary>
    public byte[] Body { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public void Configure(EntityTypeBuilder<SubjectRow> builder) => builder.ToTable("subjects").HasKey(s => s.Id);
}

/// <summary>Which accounts know which subjects.</summary>
internal sealed class AccountSubjectRow : IEntityTypeConfiguration<AccountSubjectRow>
{
    public string AccountId { get; set; } = "";

    public string SubjectId { get; set; } = "";

    public void Configure(EntityTypeBuilder<AccountSubjectRow> builder)
    {
        builder.ToTable("account_subjects").HasKey(a => new { a.AccountId, a.SubjectId });
        builder.HasIndex(a => a.SubjectId);
    }
}

/// <summary>A code that makes a subject known to one more account, kept as a keyed hash.</summary>
internal sealed class SubjectCodeRow : IEntityTypeConfiguration<SubjectCodeRow>
{
    public string Code { get; set; } = "";

    public string SubjectId { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The conversation that used it.</summary>
    public string? UsedBy { get; set; }

    public void Configure(EntityTypeBuilder<SubjectCodeRow> builder) => builder.ToTable("subject_codes").HasKey(c => c.Code);
}

internal sealed class FactRow : IEntityTypeConfiguration<FactRow>
{
    public string SubjectId { get; set; } = "";

    /// <summary>Blind index of subject and fact id: that somebody has said anything about violence or illness is itself a secret.</summary>
    public string FactKey { get; set; } = "";

    public byte[] Body { get; set; } = [];

    public void Configure(EntityTypeBuilder<FactRow> builder) => builder.ToTable("facts").HasKey(f => new { f.SubjectId, f.FactKey });
}

/// <summary>The consent ledger. Rows outlive the subject without the message they point at, as proof of what was agreed and when.</summary>
internal sealed class ConsentRow : IEntityTypeConfiguration<ConsentRow>
{
    public long Id { get; set; }

    public string SubjectId { get; set; } = "";

    public string Purpose { get; set; } = "";

    public bool Given { get; set; }

    public string ActivityId { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public string ContentVersion { get; set; } = "";

    public void Configure(EntityTypeBuilder<ConsentRow> builder)
    {
        builder.ToTable("consents").HasKey(c => c.Id);
        builder.HasIndex(c => c.SubjectId);
    }
}

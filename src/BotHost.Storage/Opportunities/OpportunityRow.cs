using BotHost.Core.Matching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Opportunities;

/// <summary>A job or a course. Nothing personal: it hangs on the notice board of the employment office too.</summary>
internal sealed class OpportunityRow : IEntityTypeConfiguration<OpportunityRow>
{
    public string Id { get; set; } = "";

    /// <summary>What makes it the same opening when it is posted again.</summary>
    public string Fingerprint { get; set; } = "";

    public OpportunityKind Kind { get; set; }

    public string Title { get; set; } = "";

    public string Place { get; set; } = "";

    /// <summary>Everything else, as JSON.</summary>
    public string Body { get; set; } = "";

    /// <summary>Day number of the last day; null for open until closed.</summary>
    public int? ExpiresOn { get; set; }

    public DateTimeOffset PostedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Taken down by a person; null while it is up.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    public void Configure(EntityTypeBuilder<OpportunityRow> builder)
    {
        builder.ToTable("opportunities").HasKey(o => o.Id);
        builder.HasIndex(o => o.Fingerprint).IsUnique();
        builder.HasIndex(o => new { o.Place, o.ExpiresOn });
    }
}

using BotHost.App.Offers;
using BotHost.Core.Offers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Offers;

/// <summary>Somebody who agreed to be matched.</summary>
internal sealed class WorkProfileRow : IEntityTypeConfiguration<WorkProfileRow>
{
    public string SubjectId { get; set; } = "";

    /// <summary>Where they said so; news goes where they were spoken of last.</summary>
    public string ConversationId { get; set; } = "";

    public string Place { get; set; } = "";

    /// <summary>The profile, sealed with the subject's key.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>Rounds since their last offer.</summary>
    public int RoundsWaited { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public void Configure(EntityTypeBuilder<WorkProfileRow> builder)
    {
        builder.ToTable("work_profiles").HasKey(p => p.SubjectId);
        builder.HasIndex(p => p.Place);
    }
}

/// <summary>One round of offers for a place.</summary>
internal sealed class CampaignRow : IEntityTypeConfiguration<CampaignRow>
{
    public string Id { get; set; } = "";

    public string Title { get; set; } = "";

    public string Place { get; set; } = "";

    public CampaignStatus Status { get; set; }

    public string CreatedBy { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public string ContentVersion { get; set; } = "";

    /// <summary>The dry run's numbers, as JSON: no names.</summary>
    public string Summary { get; set; } = "";

    public void Configure(EntityTypeBuilder<CampaignRow> builder)
    {
        builder.ToTable("campaigns").HasKey(c => c.Id);
        builder.HasIndex(c => new { c.Place, c.CreatedAt });
    }
}

/// <summary>One opening for one person.</summary>
internal sealed class OfferRow : IEntityTypeConfiguration<OfferRow>
{
    public string Id { get; set; } = "";

    public string CampaignId { get; set; } = "";

    public string SubjectId { get; set; } = "";

    public string OpportunityId { get; set; } = "";

    /// <summary>0 to 10,000.</summary>
    public int Score { get; set; }

    /// <summary>The offer as the turn gets it, sealed with the subject's key.</summary>
    public byte[] Body { get; set; } = [];

    public OfferStatus Status { get; set; }

    /// <summary>The conversation it went to; null before.</summary>
    public string? ConversationId { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>An option of the prompt <c>offer.why-not</c>.</summary>
    public string? Reason { get; set; }

    public void Configure(EntityTypeBuilder<OfferRow> builder)
    {
        builder.ToTable("offers").HasKey(o => o.Id);
        // The id last: a round is sent and planned in its order, page by page.
        builder.HasIndex(o => new { o.CampaignId, o.Status, o.Id });
        builder.HasIndex(o => new { o.OpportunityId, o.Status });
        // Nobody is sent the same opening twice, whatever campaign it comes from.
        builder.HasIndex(o => new { o.SubjectId, o.OpportunityId }).IsUnique().HasFilter("status > 0");
        builder.HasIndex(o => new { o.SubjectId, o.SentAt });
        builder.HasIndex(o => o.SentAt).HasFilter("status = 2");
    }
}

/// <summary>How it went, at one look back.</summary>
internal sealed class FollowUpRow : IEntityTypeConfiguration<FollowUpRow>
{
    public string OfferId { get; set; } = "";

    public int Day { get; set; }

    public FollowUpOutcome Outcome { get; set; }

    public DateTimeOffset At { get; set; }

    public void Configure(EntityTypeBuilder<FollowUpRow> builder) => builder.ToTable("follow_ups").HasKey(f => new { f.OfferId, f.Day });
}

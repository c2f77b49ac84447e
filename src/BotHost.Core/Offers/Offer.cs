using System.Collections.Immutable;
using BotHost.Core.Matching;

namespace BotHost.Core.Offers;

/// <summary>An opening offered to a resident, with everything a turn needs to tell them about it.</summary>
/// <param name="Id">ULID.</param>
/// <param name="SubjectId">Whom it fits.</param>
/// <param name="Title">What people call the job or course.</param>
/// <param name="PlaceName">Where it is, as people say it.</param>
/// <param name="Reasons">Why it fits, in plain words, the strongest first.</param>
public sealed record Offer(string Id, string OpportunityId, string SubjectId, OpportunityKind Kind, string Title, string PlaceName, ImmutableArray<string> Reasons)
{
    /// <summary>Yuan a month; null when not told.</summary>
    public int? WageMonthly { get; init; }

    public DateOnly? Starts { get; init; }

    /// <summary>The last day to say yes.</summary>
    public DateOnly? Expires { get; init; }

    public string? Provider { get; init; }

    /// <summary>What was only just missed, told once beside the offers (a certificate, with the course that leads to it).</summary>
    public ImmutableArray<string> NearMisses { get; init; } = [];
}

/// <summary>What somebody said to an offer.</summary>
public enum OfferAnswer
{
    Wanted,
    Declined,
    Later,
    /// <summary>Wanted no offers any more before it was shown.</summary>
    Stopped,
}

/// <summary>What became of a job or course that somebody went for, at one look back.</summary>
public enum FollowUpOutcome
{
    /// <summary>There, and paid as promised.</summary>
    Well,
    /// <summary>There, but paid less than was said, or not at all.</summary>
    PaidLess,
    /// <summary>Waiting to be called.</summary>
    Waiting,
    /// <summary>Never began.</summary>
    NotStarted,
    /// <summary>Began and left.</summary>
    Left,
}

/// <summary>A job or course somebody went for, which is asked after until it has held.</summary>
/// <param name="Day">The look back that comes next: days after the start.</param>
public sealed record FollowedOffer(Offer Offer, int Day);

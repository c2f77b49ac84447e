using System.Collections.Immutable;
using BotHost.Core.Matching;
using BotHost.Core.Offers;

namespace BotHost.App.Offers;

public enum CampaignStatus
{
    /// <summary>Worked out and looked at; nobody has heard of it.</summary>
    Draft,
    Running,
    Paused,
    /// <summary>Everything is sent.</summary>
    Done,
}

/// <summary>How far an offer got. Those above <see cref="Proposed"/> count against places and people.</summary>
public enum OfferStatus
{
    /// <summary>Part of a dry run.</summary>
    Proposed,
    /// <summary>To be sent when the hour and the week allow.</summary>
    Planned,
    Sent,
    Wanted,
    Declined,
    Later,
    /// <summary>No answer in time: the place goes to others.</summary>
    Expired,
    /// <summary>Did not want to hear, or is gone.</summary>
    Stopped,
}

/// <summary>One round of offers for a place.</summary>
/// <param name="Place">Division code; the people who live in it.</param>
public sealed record Campaign(string Id, string Title, string Place, CampaignStatus Status, string CreatedBy, DateTimeOffset CreatedAt, string ContentVersion, CampaignSummary Summary);

/// <summary>What a dry run came to, without a name in it.</summary>
/// <param name="People">People of the place who agreed to be matched.</param>
/// <param name="Resting">Of them, those who had their offers for this week.</param>
/// <param name="Openings">Openings that can be applied for.</param>
/// <param name="Offers">Offers worked out.</param>
/// <param name="Reached">People with at least one.</param>
/// <param name="Value">Total worth of the sharing out: to compare two sets of weights by.</param>
public sealed record CampaignSummary(int People, int Resting, int Openings, int Offers, int Reached, long Value, ImmutableArray<FairnessRow> Fairness)
{
    /// <summary>What the round counted on, by kind and distance; empty while nothing was answered.</summary>
    public ImmutableArray<ExpectedAcceptance> Acceptance { get; init; } = [];
}

/// <summary>Offers of an opening that keep a place from others.</summary>
/// <param name="Wanted">Said yes.</param>
/// <param name="Waiting">Planned, out, or to be thought over.</param>
public readonly record struct HeldPlaces(int Wanted, int Waiting);

/// <summary>Somebody who agreed to be matched, with what their earlier answers taught.</summary>
/// <param name="SentThisWeek">Offers in the last seven days.</param>
public sealed record MatchablePerson(Resident Resident, int SentThisWeek);

/// <summary>An offer of a campaign, as its page lists it.</summary>
/// <param name="Name">Of the person, for those who may know.</param>
public sealed record ListedOffer(Offer Offer, string? Name, string Place, int Score, OfferStatus Status, DateTimeOffset? SentAt, string? Reason);

/// <summary>How a campaign goes.</summary>
/// <param name="Delivered">Messages that the channels report as arrived, of those that were sent.</param>
/// <param name="Undelivered">Messages that could not be sent (yet).</param>
public sealed record CampaignProgress(IReadOnlyDictionary<OfferStatus, int> Offers, int Delivered, int Undelivered, IReadOnlyDictionary<string, int> Reasons, IReadOnlyDictionary<FollowUpOutcome, int> FollowUps);

/// <summary>What one person is to be sent now, together.</summary>
/// <param name="ConversationId">Where they were spoken of last.</param>
public sealed record DueOffers(string CampaignId, string SubjectId, string ConversationId, ImmutableArray<Offer> Offers);

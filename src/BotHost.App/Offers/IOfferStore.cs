using BotHost.App.Conversations;
using BotHost.Core.Matching;
using BotHost.Core.Offers;

namespace BotHost.App.Offers;

/// <summary>Who is matched, what was offered, and what they said, at rest.</summary>
public interface IOfferStore
{
    /// <summary>Everybody in a place who agreed to be matched. Openings they know of already count as declined, and what they said no to has narrowed what they are looked for.</summary>
    /// <remarks>Page by page in the order of their ids: a province of profiles has no place in memory.</remarks>
    IAsyncEnumerable<IReadOnlyList<MatchablePerson>> PeopleAsync(string place, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>How many have agreed to be matched in a place.</summary>
    Task<int> CountPeopleAsync(string place, CancellationToken cancellation);

    /// <summary>Places of each opening that are taken or offered now, by opportunity.</summary>
    Task<IReadOnlyDictionary<string, HeldPlaces>> HeldAsync(CancellationToken cancellation);

    /// <summary>How offers sent since a time were answered, by kind and distance.</summary>
    Task<IReadOnlyList<AnsweredOffers>> AnsweredAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Keeps a dry run with exactly the offers it would send.</summary>
    Task CreateAsync(Campaign campaign, IReadOnlyCollection<(Offer Offer, int Score)> offers, CancellationToken cancellation);

    /// <summary>Campaigns of a place and below, newest first.</summary>
    Task<IReadOnlyList<Campaign>> CampaignsAsync(string place, int limit, CancellationToken cancellation);

    Task<Campaign?> FindAsync(string campaignId, CancellationToken cancellation);

    Task<IReadOnlyList<ListedOffer>> OffersAsync(string campaignId, int skip, int take, CancellationToken cancellation);

    Task<CampaignProgress> ProgressAsync(string campaignId, CancellationToken cancellation);

    /// <summary>Every offer of a campaign that was sent, with whom it went to and what they said.</summary>
    Task<IReadOnlyList<AnsweredOffer>> AnswersAsync(string campaignId, CancellationToken cancellation);

    /// <summary>
    /// Starts a draft: its offers are planned, but for those that meanwhile came from elsewhere. Who got none waits one round more. False when it is no draft (any more).
    /// Works page by page: a province's round must not keep everybody else's turns waiting. Cut short before the end it is still a draft, to be started again.
    /// </summary>
    Task<bool> StartAsync(string campaignId, string actor, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Pauses or resumes; false when it is in another state.</summary>
    Task<bool> ChangeAsync(string campaignId, CampaignStatus from, CampaignStatus to, string actor, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Throws a draft away.</summary>
    Task<bool> DiscardAsync(string campaignId, string actor, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>People whose offers may go out now, at most <paramref name="perWeek"/> in seven days each. Ends campaigns that have nothing left.</summary>
    Task<IReadOnlyList<DueOffers>> DueAsync(DateTimeOffset now, int perWeek, int limit, CancellationToken cancellation);

    /// <summary>Marks offers as sent and puts them into their conversation's inbox, in one transaction; false when they were sent already.</summary>
    Task<bool> SendAsync(DueOffers due, InboundActivity offersMade, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Events of the host that wait for their turn, counted no further than <paramref name="most"/>.</summary>
    Task<int> InTurnsAsync(int most, CancellationToken cancellation);

    /// <summary>Gives back places that were offered before a time and had no answer; returns how many.</summary>
    Task<int> ExpireAsync(DateTimeOffset sentBefore, CancellationToken cancellation);
}

using System.Collections.Immutable;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Opportunities;
using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Matching;
using BotHost.Core.Offers;

namespace BotHost.App.Offers;

/// <summary>Works out a round of offers for a place and keeps it as a draft: what is looked at is exactly what will be sent.</summary>
public sealed class PlanCampaign(IOfferStore offers, IOpportunityStore opportunities, IContentLibrary library, IPlaceNames places, FreshIds ids, TimeProvider clock)
{
    /// <summary>Openings taken into a round.</summary>
    private const int MostOpenings = 100_000;

    /// <param name="place">Division code of the people.</param>
    public async Task<Campaign> RunAsync(string title, string place, string actor, CancellationToken cancellation)
    {
        var (content, now) = (library.Current, clock.GetUtcNow());
        var (plan, summary) = await WorkOutAsync(content, place, now, cancellation);
        var campaign = new Campaign(ids.Next(), title, place, CampaignStatus.Draft, actor, now, content.Hash, summary);
        await offers.CreateAsync(campaign, plan, cancellation);
        return campaign;
    }

    private async Task<(List<(Offer Offer, int Score)> Offers, CampaignSummary Summary)> WorkOutAsync(ContentBundle content, string place, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = ChinaTime.DayOf(now);
        var all = await offers.PeopleAsync(place, now, cancellation);
        var people = all.Where(p => p.SentThisWeek < content.Offers.PerWeek).ToList();
        var outstanding = await offers.OutstandingAsync(cancellation);
        var posted = await opportunities.QueryAsync(new("", today, Take: MostOpenings), cancellation);
        List<Opportunity> openings = [.. posted.Items.Select(p => p.Opportunity with { Openings = Math.Max(0, p.Opportunity.Openings - outstanding.GetValueOrDefault(p.Opportunity.Id)) })];
        var table = new OpportunityTable(openings, content.Skills, content.Matching, today);
        var pairing = new Pairing(ResidentTable.Of([.. people.Select(p => p.Resident)], table), table);
        var round = OfferRound.Run(pairing, new(pairing), RoundSize.For(people.Count, Environment.ProcessorCount));
        var plan = Offers(content, pairing, round, people, openings);
        var reached = plan.Select(o => o.Offer.SubjectId).Distinct().Count();
        return (plan, new(all.Count, all.Count - people.Count, openings.Count, plan.Count, reached, round.Value, FairnessReport.Of(pairing, round)));
    }

    private List<(Offer Offer, int Score)> Offers(ContentBundle content, Pairing pairing, RoundResult round, List<MatchablePerson> people, List<Opportunity> openings)
    {
        var (reasons, misses, words) = (new Reasons(pairing, content, places.Short), new NearMisses(pairing, content, places.Short), new List<(Offer Offer, int Score)>());
        var (last, taken) = (-1, 0);
        for (var i = 0; i < round.Count; i++)
        {
            var (r, o) = (round.Residents[i], round.Openings[i]);
            (last, taken) = r == last ? (r, taken + 1) : (r, 0);
            if (people[r].SentThisWeek + taken >= content.Offers.PerWeek) continue;
            var opening = openings[o];
            words.Add((new(ids.Next(), opening.Id, people[r].Resident.Id, opening.Kind, opening.Title, places.Full(opening.Place), reasons.Say(r, o, Reasons.Code(pairing, r, o)))
            {
                WageMonthly = opening.WageMonthly,
                Starts = opening.Starts,
                Expires = opening.Expires,
                Provider = opening.Provider,
                NearMisses = taken == 0 ? [.. misses.Find(r).Select(m => misses.Say(r, m))] : ImmutableArray<string>.Empty,
            }, round.Scores[i]));
        }

        return words;
    }
}

/// <summary>Who may run campaigns: the township and above, for their own area.</summary>
public static class CampaignRights
{
    public static bool MayRun(Reviewer reviewer, string place) => reviewer.Level >= Level.Township && place.StartsWith(reviewer.Area, StringComparison.Ordinal);
}

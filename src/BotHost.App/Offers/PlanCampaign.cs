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
        var free = await PlacesAsync(content, now, cancellation);
        var posted = await opportunities.QueryAsync(new("", ChinaTime.DayOf(now), Take: MostOpenings), cancellation);
        List<Opportunity> openings = [.. posted.Items.Select(p => free.Left(p.Opportunity))];
        var (all, people, pairing) = await PairAsync(content, openings, place, now, cancellation);
        var round = OfferRound.Run(pairing, new(pairing), RoundSize.For(people.Count, Environment.ProcessorCount));
        return await KeepAsync(title, place, actor, content, now, Offers(content, pairing, round, people, openings), new(all, all - people.Count, openings.Count, 0, 0, round.Value, FairnessReport.Of(pairing, round)) { Acceptance = free.Expected }, cancellation);
    }

    /// <summary>The people for one opening that has just come in, without working out anybody's other matches. Null when it is not there, or down.</summary>
    public async Task<Campaign?> ForOpeningAsync(string opportunityId, string title, string place, string actor, CancellationToken cancellation)
    {
        if (await opportunities.FindAsync(opportunityId, cancellation) is not { ClosedAt: null } posted) return null;
        var (content, now) = (library.Current, clock.GetUtcNow());
        var free = await PlacesAsync(content, now, cancellation);
        List<Opportunity> openings = [free.Left(posted.Opportunity)];
        var (all, people, pairing) = await PairAsync(content, openings, place, now, cancellation);
        var most = content.Matching.Rounds.Capacity(openings[0].Openings, openings[0].Acceptance);
        var found = new OpportunityReach(pairing.Residents).Find(pairing, 0, most, Environment.ProcessorCount).OrderBy(f => f.Resident).ToList();
        var round = new RoundResult([.. found.Select(f => f.Resident)], new int[found.Count], [.. found.Select(f => f.Score)], MatchLists.Find(new(pairing), people.Count, 1, Environment.ProcessorCount), 0, found.Sum(f => (long)f.Score));
        return await KeepAsync(title, place, actor, content, now, Offers(content, pairing, round, people, openings), new(all, all - people.Count, 1, 0, 0, round.Value, FairnessReport.Of(pairing, round)) { Acceptance = free.Expected }, cancellation);
    }

    private async Task<Campaign> KeepAsync(
        string title, string place, string actor, ContentBundle content, DateTimeOffset now, List<(Offer Offer, int Score)> plan, CampaignSummary summary, CancellationToken cancellation)
    {
        var campaign = new Campaign(ids.Next(), title, place, CampaignStatus.Draft, actor, now, content.Hash, summary with { Offers = plan.Count, Reached = plan.Select(o => o.Offer.SubjectId).Distinct().Count() });
        await offers.CreateAsync(campaign, plan, cancellation);
        return campaign;
    }

    /// <summary>Everybody there, counted, and those who may be offered something this week, of whom only the compact form stays in memory.</summary>
    private async Task<(int All, List<Person> People, Pairing Pairing)> PairAsync(ContentBundle content, List<Opportunity> openings, string place, DateTimeOffset now, CancellationToken cancellation)
    {
        var table = new OpportunityTable(openings, content.Skills, content.Matching, ChinaTime.DayOf(now));
        var capacity = await offers.CountPeopleAsync(place, cancellation);
        var (all, people, residents) = (0, new List<Person>(capacity), new ResidentTable(table, capacity));
        await foreach (var page in offers.PeopleAsync(place, now, cancellation))
        {
            all += page.Count;
            // Who joins while we look waits for the next round.
            foreach (var person in page.Where(p => p.SentThisWeek < content.Offers.PerWeek).Take(capacity - residents.Count))
            {
                residents.Add(person.Resident);
                people.Add(new(person.Resident.Id, person.SentThisWeek));
            }
        }

        residents.Prepare();
        return (all, people, new(residents, table));
    }

    private readonly record struct Person(string Id, int SentThisWeek);

    private async Task<FreePlaces> PlacesAsync(ContentBundle content, DateTimeOffset now, CancellationToken cancellation) =>
        new(await offers.HeldAsync(cancellation), OfferAcceptance.Expect(await offers.AnsweredAsync(now.AddYears(-1), cancellation), content.Matching.Rounds), content.Matching.Rounds);

    private List<(Offer Offer, int Score)> Offers(ContentBundle content, Pairing pairing, RoundResult round, List<Person> people, List<Opportunity> openings)
    {
        var (reasons, misses, words) = (new Reasons(pairing, content, places.Short), new NearMisses(pairing, content, places.Short), new List<(Offer Offer, int Score)>());
        var (last, taken) = (-1, 0);
        for (var i = 0; i < round.Count; i++)
        {
            var (r, o) = (round.Residents[i], round.Openings[i]);
            (last, taken) = r == last ? (r, taken + 1) : (r, 0);
            if (people[r].SentThisWeek + taken >= content.Offers.PerWeek) continue;
            var opening = openings[o];
            words.Add((new(ids.Next(), opening.Id, people[r].Id, opening.Kind, opening.Title, places.Full(opening.Place), reasons.Say(r, o, Reasons.Code(pairing, r, o)))
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

/// <summary>What is likely still free of an opening, and how many offers it can bear.</summary>
internal sealed record FreePlaces(IReadOnlyDictionary<string, HeldPlaces> Held, ImmutableArray<ExpectedAcceptance> Expected, RoundRules Rules)
{
    /// <summary>The opening with the places left, and what acceptance to count on: its own where its provider has measured one.</summary>
    public Opportunity Left(Opportunity opening)
    {
        var acceptance = opening.Acceptance ?? OfferAcceptance.Of(opening.Kind, Expected);
        var held = Held.GetValueOrDefault(opening.Id);
        return opening with { Acceptance = acceptance, Openings = OfferAcceptance.PlacesLeft(opening.Openings, held.Wanted, held.Waiting, acceptance ?? Rules.AcceptanceUnmeasured / 100.0) };
    }
}

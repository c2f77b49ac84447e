using BotHost.Core.Matching;
using CsCheck;

namespace Core.Tests.Matching;

/// <summary>What must hold whatever residents and openings there are.</summary>
public class MatchingPropertyTests
{
    private static MatchingRules Rules => Repository.Content.Matching;

    [Fact]
    public void No_offer_breaks_a_limit_written_out_again_from_the_records() => RandomWorld.Gen(12, 10).Sample(world =>
    {
        var round = world.Round(1);
        for (var i = 0; i < round.Count; i++)
        {
            if (Broken(world.Residents[round.Residents[i]], world.Openings[round.Openings[i]]) is { } broken) Assert.Fail(broken);
        }
    }, iter: 2_000);

    [Fact]
    public void Openings_are_never_offered_beyond_their_capacity_and_nobody_is_flooded() => RandomWorld.Gen(30, 8).Sample(world =>
    {
        var round = world.Round(1);
        foreach (var opening in round.Openings.GroupBy(o => o))
        {
            var record = world.Openings[opening.Key];
            Assert.True(opening.Count() <= (record.Acceptance is { } taken ? Math.Floor(record.Openings / taken) : record.Openings));
        }

        foreach (var person in round.Residents.Select((r, i) => (r, o: round.Openings[i])).GroupBy(p => p.r))
        {
            Assert.True(person.Count() <= Rules.Rounds.PerPerson);
            Assert.Equal(person.Count(), person.Select(p => p.o).Distinct().Count());
        }
    }, iter: 1_000);

    [Fact]
    public void The_index_finds_what_looking_at_every_pair_finds() => RandomWorld.Gen(10, 30).Sample(world =>
    {
        Span<int> openings = stackalloc int[5], scores = stackalloc int[5];
        for (var r = 0; r < world.Residents.Count; r++)
        {
            var count = world.Index.Best(r, openings, scores);
            var all = Enumerable.Range(0, world.Openings.Count).Select(o => world.Pairing.Look(r, o)).Where(f => f.Misses == Misses.None).Select(f => f.Score).OrderDescending().Take(5);
            Assert.Equal(all, scores[..count].ToArray());
            for (var i = 0; i < count; i++) Assert.Equal(new Fit(scores[i], Misses.None, default, 0) with { Reach = world.Pairing.Look(r, openings[i]).Reach, Kilometres = world.Pairing.Look(r, openings[i]).Kilometres }, world.Pairing.Look(r, openings[i]));
        }
    }, iter: 2_000);

    [Fact]
    public void Scores_stay_between_0_and_1() => RandomWorld.Gen(6, 6).Sample(world =>
    {
        for (var r = 0; r < world.Residents.Count; r++)
        {
            for (var o = 0; o < world.Openings.Count; o++) Assert.InRange(world.Pairing.Look(r, o).Score, 0, MatchingRules.FullScore);
        }
    }, iter: 500);

    [Fact]
    public void The_offers_do_not_depend_on_the_threads() => RandomWorld.Gen(60, 20).Sample(world =>
    {
        var (one, two, eight) = (ByCounty(1), ByCounty(2), ByCounty(8));
        Assert.Equal(one, two);
        Assert.Equal(one, eight);

        // County by county, as a province is worked out: the way with the most threads in it.
        List<(int, int, int)> ByCounty(int threads)
        {
            var round = OfferRound.Run(world.Pairing, world.Index, new(8, threads, ExactPairs: 0));
            return [.. round.Residents.Select((r, i) => (r, round.Openings[i], round.Scores[i]))];
        }
    }, iter: 300, threads: 1);

    [Fact]
    public void A_new_opening_finds_the_people_whom_looking_at_everybody_finds() => RandomWorld.Gen(40, 5).Sample(world =>
    {
        var (reach, inParts) = (new OpportunityReach(world.Pairing.Residents), new OpportunityReach(world.Pairing.Residents) { PartSize = 3 });
        for (var o = 0; o < world.Openings.Count; o++)
        {
            var wanted = Enumerable.Range(0, world.Residents.Count).Where(r => world.Pairing.Look(r, o).Misses == Misses.None);
            Assert.Equal(wanted, reach.Find(world.Pairing, o, 100).Select(f => f.Resident).Order());
            // Shared out to threads the best few are the same, in the same order.
            Assert.Equal(reach.Find(world.Pairing, o, 3), inParts.Find(world.Pairing, o, 3, threads: 4));
        }
    }, iter: 1_000);

    [Fact]
    public void With_one_place_the_one_worse_off_gets_it()
    {
        Resident Person(string id, double need, int waited) => new(id, "411523201") { Age = 40, Need = need, RoundsWaited = waited };
        var world = World.Of([Person("better", 0.2, 0), Person("worse", 0.9, 0), Person("middling", 0.5, 0)], [new("o", OpportunityKind.Job, "活", "411523201")]);
        Assert.Equal([1], world.Round(1).Residents);
        var waiting = World.Of([Person("new", 0.5, 0), Person("waiting", 0.5, 3)], [new("o", OpportunityKind.Job, "活", "411523201")]);
        Assert.Equal([1], waiting.Round(1).Residents);
    }

    [Fact]
    public void Everybodys_first_offer_comes_before_anybodys_second()
    {
        Resident[] people = [.. Enumerable.Range(0, 4).Select(i => new Resident("r" + i, "411523201") { Age = 40, Need = i / 4.0 })];
        var world = World.Of(people, [.. Enumerable.Range(0, 4).Select(i => new Opportunity("o" + i, OpportunityKind.Job, "活", "411523201"))]);
        Assert.Equal([0, 1, 2, 3], world.Round(1).Residents);
    }

    /// <summary>The limits again, from the records alone and without the tables.</summary>
    private static string? Broken(Resident r, Opportunity o)
    {
        var taxonomy = Repository.Content.Skills;
        if (r.Age is { } age && (age < 16 || age < o.AgeMin || age > o.AgeMax)) return "age";
        if (r.Age is null && (o.AgeMin > 16 || o.AgeMax is not null)) return "age not told";
        string[] clashes = [.. r.HealthLimits.SelectMany(l => taxonomy.ClashesOf(l))];
        if (o.Demands.Any(clashes.Contains)) return "health";
        if (o.Hours is "night" or "shift" && (clashes.Contains("night_shift") || r.CareDuties || r.Age < 18)) return "night";
        if (r.Age < 18 && o.Demands.Any(d => d is "heavy_lifting" or "heights" or "night_shift" or "underground")) return "minor";
        if (r.Sex == "female" && o.Demands.Contains("underground")) return "underground";
        var located = r.Latitude is not null && o.Latitude is not null;
        if (!located && Divisions.Between(r.Place, o.Place) > (r.Scope ?? Reach.County)) return "distance";
        if (!located && r.CareDuties && o.Hours == "full" && Divisions.Between(r.Place, o.Place) > Reach.Township) return "care";
        if (o.Kind == OpportunityKind.Job && o.WageMonthly < r.WageMinMonthly) return "wage";
        if (o.Expires < World.Today || o.Expires < r.AvailableFrom || o.Openings == 0) return "dates";
        if (o.Kind == OpportunityKind.Training && (o.Starts < World.Today || o.Starts < r.AvailableFrom)) return "begun";
        if (r.Declined.Contains(o.Id)) return "declined";
        return o.Skills.Any(s => taxonomy.Skills.TryGetValue(s, out var skill) && skill.Card is not null && !r.Skills.Any(have => have == s || taxonomy.Skills.GetValueOrDefault(have)?.Covers.Contains(s) == true)) ? "card" : null;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;

namespace BotHost.Core.Matching;

/// <summary>A job that would fit but for one thing.</summary>
/// <param name="Lacking">The one thing: a skill, the wage, the distance, or an age not told.</param>
/// <param name="Skill">The skill that is lacking.</param>
/// <param name="Course">A course in reach that teaches it; −1 when there is none.</param>
public readonly record struct NearMiss(int Opening, int Score, Misses Lacking, string? Skill, int Course);

/// <summary>Finds and tells what somebody only just misses, for one resident at a time, when it is looked at. Health, law and care are never called a near miss: nobody is asked to do what they cannot.</summary>
public sealed class NearMisses(Pairing pairing, ContentBundle content, Func<string, string?> placeName)
{
    private const Misses Mendable = Misses.Skill | Misses.Wage | Misses.Distance | Misses.AgeUnknown;
    private readonly PlaceWords places = new(placeName);
    private readonly ILookup<int, int> byCounty = Enumerable.Range(0, pairing.Openings.Count).Where(o => pairing.Openings.Open[o]).ToLookup(o => pairing.Openings.County[o]);

    public ImmutableArray<NearMiss> Find(int r)
    {
        var found = new List<NearMiss>();
        // What lies outside the county is not just missed, and what has no county is in everybody's reach.
        foreach (var o in byCounty[pairing.Residents.County(r)].Concat(byCounty[0]).Distinct())
        {
            var fit = pairing.Look(r, o);
            if (pairing.Openings.All[o].Kind == OpportunityKind.Job && System.Numerics.BitOperations.IsPow2((int)fit.Misses) && (fit.Misses & Mendable) != 0 && IsNear(r, o, fit))
                found.Add(new(o, fit.Score, fit.Misses, fit.Misses == Misses.Skill ? pairing.Lacking(r, o) : null, -1));
        }

        // Near misses that a course mends come first.
        return [.. found.Select(m => m.Skill is null ? m : m with { Course = CourseFor(r, m.Skill) }).OrderBy(m => m.Course < 0).ThenByDescending(m => m.Score).ThenBy(m => m.Opening)
            .DistinctBy(m => (m.Lacking, m.Skill)).Take(pairing.Openings.Rules.MostNearMisses)];
    }

    public string Say(int r, NearMiss miss)
    {
        var opening = pairing.Openings.All[miss.Opening];
        var title = ("title", (object)opening.Title);
        switch (miss.Lacking)
        {
            case Misses.Wage:
                return Say(MatchWords.MissWage, title, ("wage", Number(pairing.Openings.Wage[miss.Opening])), ("short", Number(pairing.Residents.WageMin[r] - pairing.Openings.Wage[miss.Opening])));
            case Misses.Distance:
                return Say(MatchWords.MissDistance, title, ("place", places.InCounty(opening.Place)));
            case Misses.AgeUnknown:
                return Say(MatchWords.MissAge, title);
        }

        var taxonomy = pairing.Openings.Bits.Taxonomy;
        var card = miss.Skill is not null && taxonomy.Skills.TryGetValue(miss.Skill, out var skill) ? skill.Card : null;
        var what = card is null ? ("skill", (object)taxonomy.NameOf(miss.Skill ?? "")) : ("card", card);
        if (miss.Course < 0) return Say(card is null ? MatchWords.MissSkill : MatchWords.MissCard, title, what);
        return Say(card is null ? MatchWords.MissSkillCourse : MatchWords.MissCardCourse, title, what, ("course", Course(r, pairing.Openings.All[miss.Course])));
    }

    private bool IsNear(int r, int o, Fit fit) => fit.Misses switch
    {
        Misses.Wage => (pairing.Residents.WageMin[r] - pairing.Openings.Wage[o]) * 100L <= (long)pairing.Openings.Rules.NearMissWageShort * pairing.Residents.WageMin[r],
        Misses.Distance => (int)fit.Reach == pairing.Residents.Scope[r] + 1,
        Misses.Skill => pairing.Lacking(r, o) is not null,
        _ => true,
    };

    /// <summary>The soonest course in reach that somebody could join and that teaches the skill.</summary>
    private int CourseFor(int r, string skill)
    {
        var bit = pairing.Openings.Bits.Known([skill]);
        if (bit == 0) return -1;
        return byCounty[pairing.Residents.County(r)].Where(o => pairing.Openings.Groups[pairing.Openings.Group[o]] is { Kind: OpportunityKind.Training } group && (group.Taught & bit) != 0 && pairing.Look(r, o).Misses == Misses.None)
            .OrderBy(o => pairing.Openings.JoinUntil[o]).ThenBy(o => o).FirstOrDefault(-1);
    }

    private string Course(int r, Opportunity course)
    {
        var reach = Divisions.Between(pairing.Residents.Key(r, Reach.County).ToString(CultureInfo.InvariantCulture), course.Place);
        var place = course.Place.Length >= 9 ? places.InCounty(course.Place) : reach == Reach.County ? "县里" : places.InCounty(course.Place);
        return course.Starts is { } starts ? Say(MatchWords.MissCourse, ("place", place), ("month", Number(starts.Month))) : Say(MatchWords.MissCourseSoon, ("place", place));
    }

    private string Say(Word word, params (string Name, object Value)[] fills) => content.Prompt(word.Id).Text.Render(fills.ToDictionary(f => f.Name, f => f.Value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

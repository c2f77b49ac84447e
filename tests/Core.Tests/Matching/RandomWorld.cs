using System.Collections.Immutable;
using BotHost.Core.Matching;
using CsCheck;

namespace Core.Tests.Matching;

/// <summary>Residents and openings drawn at random, crowded into few places so that they get in each other's way.</summary>
internal static class RandomWorld
{
    private static readonly string[] Places = ["41", "4115", "411523", "411523201", "411523201203", "411523201202", "411523202", "411523202201", "411502", "411502001", "410122", "410122100", "420921100"];
    private static readonly string[] Skills = [.. Repository.Content.Skills.SkillOrder.Take(18), "绣花"];
    private static readonly string[] Limits = ["no_heavy_lifting", "no_standing", "no_night_shift", "sitting_only", "no_cold"];
    private static readonly string[] Demands = ["heavy_lifting", "standing", "night_shift", "heights", "underground", "cold"];
    private static readonly string?[] Hours = [null, "full", "part", "night", "shift", "at_home", "seasonal"];

    public static Gen<World> Gen(int mostResidents, int mostOpenings, MatchingRules? rules = null) =>
        from residents in Resident.Array[1, mostResidents]
        from openings in Opening.Array[1, mostOpenings]
        select World.Of([.. residents.Select((r, i) => r with { Id = "r" + i, Declined = [.. r.Declined.Select(d => "o" + d)] })], [.. openings.Select((o, i) => o with { Id = "o" + i })], rules);

    private static Gen<T> One<T>(T[] from) => CsCheck.Gen.Int[0, from.Length - 1].Select(i => from[i]);

    private static Gen<ImmutableArray<string>> Some(string[] from, int most) => One(from).Array[0, most].Select(a => a.Distinct().ToImmutableArray());

    private static Gen<Resident> Resident =>
        from place in One(Places)
        from age in CsCheck.Gen.Int[12, 75]
        from told in CsCheck.Gen.Int[0, 255]
        from skills in Some(Skills, 3)
        from wishes in Some(Skills, 1)
        from limits in Some(Limits, 1)
        from scope in CsCheck.Gen.Enum<Reach>()
        from wage in CsCheck.Gen.Int[0, 40]
        from need in CsCheck.Gen.Int[0, 100]
        from years in CsCheck.Gen.Int[0, 20]
        from declined in CsCheck.Gen.Int[0, 9].Array[0, 1]
        from spot in CsCheck.Gen.Int[0, 60]
        select new Resident("", place)
        {
            Age = told % 8 == 0 ? null : age,
            Sex = (told / 8 % 3) switch { 0 => "female", 1 => "male", _ => null },
            Skills = skills,
            Wishes = wishes,
            HealthLimits = limits,
            Scope = told % 5 == 0 ? null : scope,
            WageMinMonthly = wage == 0 ? null : wage * 100,
            Need = need / 100.0,
            ExperienceYears = years / 2m,
            CareDuties = told % 4 == 1,
            Declined = [.. declined.Select(d => d.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Latitude = told % 3 == 0 ? 31.5 + spot / 100.0 : null,
            Longitude = told % 3 == 0 ? 114.9 : null,
            AvailableFrom = told % 7 == 0 ? World.Today.AddDays(spot) : null,
            RoundsWaited = told % 6,
        };

    private static Gen<Opportunity> Opening =>
        from place in One(Places)
        from told in CsCheck.Gen.Int[0, 255]
        from skills in Some(Skills, 2)
        from teaches in Some(Skills, 1)
        from demands in Some(Demands, 1)
        from hours in One(Hours)
        from wage in CsCheck.Gen.Int[0, 50]
        from openings in CsCheck.Gen.Int[0, 4]
        from age in CsCheck.Gen.Int[10, 60]
        from days in CsCheck.Gen.Int[-5, 60]
        select new Opportunity("", told % 5 == 0 ? OpportunityKind.Training : OpportunityKind.Job, "活", place)
        {
            Skills = told % 3 == 0 ? [] : skills,
            Teaches = told % 5 == 0 ? teaches : [],
            Demands = demands,
            Hours = hours,
            WageMonthly = wage == 0 ? null : wage * 100,
            Openings = openings,
            AgeMin = told % 2 == 0 ? age : null,
            AgeMax = told % 4 < 2 ? age + 20 : null,
            Expires = told % 3 == 1 ? World.Today.AddDays(days) : null,
            Starts = told % 3 == 2 ? World.Today.AddDays(days) : null,
            Acceptance = told % 9 == 0 ? 0.5 : null,
            Education = told % 11 == 0 ? "middle_school" : null,
            Latitude = told % 4 == 0 ? 31.5 + age / 100.0 : null,
            Longitude = told % 4 == 0 ? 114.95 : null,
        };
}

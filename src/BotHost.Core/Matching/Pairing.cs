using System.Numerics;

namespace BotHost.Core.Matching;

/// <summary>What stands between somebody and an opening. Anything but <see cref="None"/> means it is not offered.</summary>
[Flags]
public enum Misses
{
    None = 0,
    Age = 1,
    AgeUnknown = 2,
    Health = 4,
    Distance = 8,
    Dates = 16,
    Care = 32,
    Wage = 64,
    Skill = 128,
    Education = 256,
    NothingNew = 512,
    Declined = 1024,
    Closed = 2048,
}

/// <summary>One pair looked at.</summary>
/// <param name="Score">0 to 10,000; what it would be even when something stands between.</param>
/// <param name="Kilometres">−1 when one of the two gives no coordinates.</param>
public readonly record struct Fit(int Score, Misses Misses, Reach Reach, int Kilometres);

/// <summary>The one place where a resident and an opening are compared. Whole numbers throughout, so that every machine and thread agrees.</summary>
public sealed class Pairing(ResidentTable residents, OpportunityTable openings)
{
    private readonly MatchingRules rules = openings.Rules;

    public ResidentTable Residents => residents;

    public OpportunityTable Openings => openings;

    public Fit Look(int r, int o)
    {
        var group = openings.Groups[openings.Group[o]];
        var kilometres = Kilometres(r, o);
        var reach = kilometres >= 0 ? ReachOf(kilometres) : ReachOf(r, o);
        var worth = Worth(r, group);
        var misses = worth < 0 ? -worth == 1 ? Misses.Skill : Misses.NothingNew : Misses.None;
        if (!openings.Open[o]) misses |= Misses.Closed;
        if ((int)reach > residents.Scope[r]) misses |= Misses.Distance;
        if (residents.Care[r] && group.CareReach < (int)reach) misses |= Misses.Care;
        if (!WageEnough(r, o)) misses |= Misses.Wage;
        if (residents.HasDeclined(r, o)) misses |= Misses.Declined;
        misses |= Person(r, o);
        return new(Math.Max(worth, 0) + rules.Weights.Distance * rules.Distance[(int)reach] + WageWorth(r, openings.Wage[o]), misses, reach, kilometres);
    }

    /// <summary>What stands between for reasons of the person alone: age, law, health, dates, schooling.</summary>
    internal Misses Person(int r, int o)
    {
        var age = residents.Age[r];
        var misses = age == 0 ? openings.AnyAge[o] ? Misses.None : Misses.AgeUnknown
            : age < openings.AgeMin[o] || age > openings.AgeMax[o] ? Misses.Age : Misses.None;
        if ((openings.Demands[o] & residents.Blocked[r]) != 0) misses |= Misses.Health;
        if (residents.From[r] > openings.JoinUntil[o]) misses |= Misses.Dates;
        if (openings.Education[o] > Math.Max(residents.Education[r], (byte)1)) misses |= Misses.Education;
        return misses;
    }

    /// <summary>The part of the score that is the same for all openings of a group, −1 when a skill is lacking, −2 when a course teaches nothing new.</summary>
    internal int Worth(int r, OpportunityGroup group)
    {
        var answer = openings.Sets.Answer(residents.SkillSet[r], group.AskedSet);
        if (answer == 0) return -1;
        var training = 0;
        if (group.Taught != 0)
        {
            if ((group.Taught & ~residents.Skills(r)) != 0) training = Math.Min(100, openings.Opens.Count(residents.County(r), group.Taught) * 100 / Math.Max(1, rules.TrainingFullAtJobs));
            else if (group.Kind == OpportunityKind.Training) return -2;
        }

        var wishes = residents.Wishes[r];
        var wish = wishes == 0 ? 50 : (wishes & (group.Asked | group.Taught)) != 0 ? 100 : 0;
        var weights = rules.Weights;
        return weights.Skill * SkillWorth(answer, residents.HalfYears[r]) + weights.Steady * group.Steady + weights.Training * training + weights.Wish * wish + weights.Need * residents.Need[r];
    }

    /// <summary>Years raise the worth of a skill that is exactly known, up to full.</summary>
    private int SkillWorth(byte answer, byte halfYears)
    {
        var worth = answer & ~SkillSets.ExactlyKnown;
        if ((answer & SkillSets.ExactlyKnown) == 0 || rules.Skill.FullYears == 0) return worth;
        return Math.Min(100, worth + (100 - rules.Skill.Known) * Math.Min(halfYears, 2 * rules.Skill.FullYears) / (2 * rules.Skill.FullYears));
    }

    /// <summary>The weighted worth of a wage (−1: not told) against the least somebody accepts.</summary>
    internal int WageWorth(int r, int wage) => rules.Weights.Wage * WagePart(residents.WageMin[r], wage);

    private int WagePart(int least, int wage)
    {
        if (wage < 0) return 50;
        if (least <= 0) return (int)Math.Min(100L, wage * 50L / Math.Max(1, rules.UsualWage));
        return (int)Math.Clamp(40 + (wage * 100L / least - 100) * 60 / Math.Max(1, rules.WageFullAt - 100), 0, 100);
    }

    /// <summary>A job below the least accepted wage is a near miss, never an offer. A course pays nothing and is not held to it.</summary>
    internal bool WageEnough(int r, int o) => openings.Wage[o] < 0 || openings.Wage[o] >= residents.WageMin[r] || openings.Groups[openings.Group[o]].Kind == OpportunityKind.Training;

    private Reach ReachOf(int r, int o)
    {
        if (openings.Village[o] != 0 && openings.Village[o] == residents.Key(r, Reach.Village)) return Reach.Village;
        if (openings.Township[o] != 0 && openings.Township[o] == residents.Key(r, Reach.Township)) return Reach.Township;
        if (openings.County[o] != 0 && openings.County[o] == residents.Key(r, Reach.County)) return Reach.County;
        if (openings.Prefecture[o] != 0 && openings.Prefecture[o] == residents.Key(r, Reach.Prefecture)) return Reach.Prefecture;
        return openings.Province[o] != 0 && openings.Province[o] == residents.Key(r, Reach.Province) ? Reach.Province : Reach.Anywhere;
    }

    private Reach ReachOf(int kilometres)
    {
        for (var reach = 0; reach < rules.Kilometres.Length; reach++)
        {
            if (kilometres <= rules.Kilometres[reach]) return (Reach)reach;
        }

        return Reach.Anywhere;
    }

    /// <summary>As the crow flies, rounded up; −1 when one of the two gives no coordinates.</summary>
    internal int Kilometres(int r, int o)
    {
        if (residents.Latitude is null || float.IsNaN(residents.Latitude[r]) || float.IsNaN(openings.Latitude[o])) return -1;
        const double Radians = Math.PI / 180, EarthDiameter = 2 * 6371;
        double a = residents.Latitude[r] * Radians, b = openings.Latitude[o] * Radians;
        var across = (openings.Longitude[o] - (double)residents.Longitude![r]) * Radians;
        var half = Math.Pow(Math.Sin((b - a) / 2), 2) + Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(across / 2), 2);
        return (int)Math.Ceiling(EarthDiameter * Math.Asin(Math.Min(1, Math.Sqrt(half))));
    }

    /// <summary>The one skill asked for that somebody lacks; null when none or more than one is lacking.</summary>
    internal string? Lacking(int r, int o)
    {
        string? lacking = null;
        for (var needs = openings.Groups[openings.Group[o]].Asked; needs != 0; needs &= needs - 1)
        {
            var need = BitOperations.TrailingZeroCount(needs);
            var starter = openings.Bits.Taxonomy.Skills.TryGetValue(openings.Bits.SkillAt(need), out var skill) && skill.Starter && rules.Skill.Starter > 0;
            if (starter || openings.Bits.Best(residents.Skills(r), need).Counts >= rules.Skill.Least) continue;
            if (lacking is not null) return null;
            lacking = openings.Bits.SkillAt(need);
        }

        return lacking;
    }
}

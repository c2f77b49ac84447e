using System.Collections.Immutable;

namespace BotHost.Core.Matching;

/// <summary>What openings have in common that decides most of a score: kind, skills asked and taught, hours, and whether the wage is told.</summary>
/// <param name="CareReach">The farthest for somebody needed at home; −1 for never.</param>
public sealed record OpportunityGroup(OpportunityKind Kind, int AskedSet, ulong Asked, ulong Taught, int TaughtSet, int Steady, int CareReach, string? Hours, bool WageTold);

/// <summary>Openings as columns. Those that are full, expired or begun stay in the table but can match nobody.</summary>
public sealed class OpportunityTable
{
    public OpportunityTable(IReadOnlyList<Opportunity> all, SkillTaxonomy taxonomy, MatchingRules rules, DateOnly today)
    {
        (All, Rules, Today) = (all, rules, today);
        Bits = new(taxonomy, all);
        Sets = new(Bits, rules.Skill);
        var n = all.Count;
        (Village, Township, County, Prefecture, Province) = (new long[n], new int[n], new int[n], new int[n], new int[n]);
        (AgeMin, AgeMax, AnyAge, Education, Demands, Wage, JoinUntil, Group, Open) = (new byte[n], new byte[n], new bool[n], new byte[n], new uint[n], new int[n], new int[n], new int[n], new bool[n]);
        (Latitude, Longitude) = (new float[n], new float[n]);
        var groups = new Dictionary<OpportunityGroup, int>();
        for (var o = 0; o < n; o++) Fill(o, all[o], groups);
        Groups = [.. groups.OrderBy(g => g.Value).Select(g => g.Key)];
        Opens = new(this);
    }

    public IReadOnlyList<Opportunity> All { get; }

    public MatchingRules Rules { get; }

    public DateOnly Today { get; }

    public WorkBits Bits { get; }

    public SkillSets Sets { get; }

    public ImmutableArray<OpportunityGroup> Groups { get; }

    /// <summary>What skills open in each county.</summary>
    public OpenedJobs Opens { get; }

    public int Count => All.Count;

    // Codes by digits; 0 where the place is told less finely.
    internal long[] Village { get; }
    internal int[] Township { get; }
    internal int[] County { get; }
    internal int[] Prefecture { get; }
    internal int[] Province { get; }

    // The legal working age is in AgeMin. AnyAge: no bound is told and nothing is kept from minors, so it suits somebody who did not tell theirs.
    internal byte[] AgeMin { get; }
    internal byte[] AgeMax { get; }
    internal bool[] AnyAge { get; }
    internal byte[] Education { get; }
    internal uint[] Demands { get; }

    /// <summary>Yuan a month; −1 when not told.</summary>
    internal int[] Wage { get; }

    /// <summary>The last day (number) on which somebody can still join.</summary>
    internal int[] JoinUntil { get; }
    internal int[] Group { get; }
    internal bool[] Open { get; }
    internal float[] Latitude { get; }
    internal float[] Longitude { get; }

    private void Fill(int o, Opportunity opening, Dictionary<OpportunityGroup, int> groups)
    {
        (Village[o], Township[o], County[o], Prefecture[o], Province[o]) = (PlaceKeys.Of(opening.Place, 12), (int)PlaceKeys.Of(opening.Place, 9), (int)PlaceKeys.Of(opening.Place, 6), (int)PlaceKeys.Of(opening.Place, 4), (int)PlaceKeys.Of(opening.Place, 2));
        var hours = Bits.Taxonomy.HoursOf(opening.Hours);
        Demands[o] = Bits.Demands(opening.Demands) | (hours is null ? 0 : Bits.Demands(hours.Demands));
        AgeMin[o] = (byte)Math.Clamp(opening.AgeMin ?? 0, Rules.WorkingAge, 200);
        AgeMax[o] = (byte)Math.Clamp(opening.AgeMax ?? 200, 0, 200);
        AnyAge[o] = AgeMin[o] == Rules.WorkingAge && AgeMax[o] == 200 && (Demands[o] & Bits.NotForMinors) == 0;
        Education[o] = Schooling.Rank(opening.Education);
        Wage[o] = opening.WageMonthly ?? -1;
        var expires = opening.Expires?.DayNumber ?? int.MaxValue;
        // A course cannot be joined once it has begun; a job can be started later.
        JoinUntil[o] = opening.Kind == OpportunityKind.Training && opening.Starts is { } starts ? starts.DayNumber : expires;
        Open[o] = opening.Openings > 0 && expires >= Today.DayNumber && JoinUntil[o] >= Today.DayNumber && AgeMin[o] <= AgeMax[o];
        (Latitude[o], Longitude[o]) = opening is { Latitude: { } lat, Longitude: { } lon } ? ((float)lat, (float)lon) : (float.NaN, float.NaN);
        var group = GroupOf(opening, hours, Bits.Asked(opening.Skills), Bits.Asked(opening.Teaches), (Demands[o] & Bits.Demands(["night_shift"])) != 0);
        if (!groups.TryGetValue(group, out Group[o])) groups[group] = Group[o] = groups.Count;
    }

    /// <summary>Hours not told are taken as full for a job, since that is what they mostly are; a course without hours is by the day, like part time.</summary>
    private OpportunityGroup GroupOf(Opportunity opening, WorkHours? hours, ulong asked, ulong taught, bool nights)
    {
        var job = opening.Kind == OpportunityKind.Job;
        var taken = hours ?? Bits.Taxonomy.HoursOf(job ? "full" : "part");
        var care = nights || taken?.CareReach is null ? -1 : (int)taken.CareReach;
        return new(opening.Kind, Sets.AskedSet(asked), asked, taught, Sets.AskedSet(taught), job ? taken?.Steady ?? 50 : 50, care, hours?.Id, opening.WageMonthly is not null);
    }
}

/// <summary>Division codes as numbers.</summary>
internal static class PlaceKeys
{
    /// <summary>The first digits of a code as a number; 0 when the code is shorter.</summary>
    public static long Of(string code, int digits)
    {
        if (code.Length < digits) return 0;
        long key = 0;
        for (var i = 0; i < digits; i++) key = key * 10 + (code[i] - '0');
        return key;
    }
}

/// <summary>Schooling in order.</summary>
public static class Schooling
{
    private static readonly string[] Order = ["none", "primary", "middle_school", "high_school", "vocational", "college"];

    /// <summary>1 for none … 5 for college; 0 when not told. High school and vocational school count the same.</summary>
    public static byte Rank(string? name) => name is null ? (byte)0 : (byte)(Array.IndexOf(Order, name) switch { >= 4 and var i => i, var i => i + 1 });
}

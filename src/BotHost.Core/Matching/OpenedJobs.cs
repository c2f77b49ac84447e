namespace BotHost.Core.Matching;

/// <summary>How many places a set of skills opens in each county: openings of jobs there that ask for one of them.</summary>
public sealed class OpenedJobs
{
    private static readonly int[] Nothing = new int[64];

    private readonly Dictionary<int, List<(ulong Asked, int Openings)>> jobs = [];
    private readonly Dictionary<int, int[]> bySkill = [];

    internal OpenedJobs(OpportunityTable table)
    {
        var totals = new Dictionary<(int County, ulong Asked), int>();
        for (var o = 0; o < table.Count; o++)
        {
            var group = table.Groups[table.Group[o]];
            if (!table.Open[o] || group.Kind != OpportunityKind.Job || group.Asked == 0 || table.County[o] == 0) continue;
            var key = (table.County[o], group.Asked);
            totals[key] = totals.GetValueOrDefault(key) + table.All[o].Openings;
        }

        foreach (var county in totals.GroupBy(t => t.Key.County))
        {
            jobs[county.Key] = [.. county.Select(t => (t.Key.Asked, t.Value))];
            bySkill[county.Key] = [.. Enumerable.Range(0, 64).Select(bit => Sum(county.Key, 1UL << bit))];
        }
    }

    /// <summary>Openings in the county that ask for one of the skills.</summary>
    public int Count(int county, ulong skills) =>
        (skills & (skills - 1)) == 0 && skills != 0 ? bySkill.GetValueOrDefault(county, Nothing)[System.Numerics.BitOperations.TrailingZeroCount(skills)] : Sum(county, skills);

    private int Sum(int county, ulong skills)
    {
        var sum = 0;
        if (!jobs.TryGetValue(county, out var list)) return 0;
        foreach (var (asked, openings) in list) sum += (asked & skills) != 0 ? openings : 0;
        return sum;
    }
}

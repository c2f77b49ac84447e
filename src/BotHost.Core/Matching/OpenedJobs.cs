namespace BotHost.Core.Matching;

/// <summary>How many places a set of skills opens in each county: openings of jobs there that ask for one of them.</summary>
public sealed class OpenedJobs
{
    private readonly Dictionary<(int County, ulong Taught), int> opened = [];
    private readonly Dictionary<int, List<(ulong Asked, int Openings)>> jobs = [];

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

        foreach (var county in totals.GroupBy(t => t.Key.County)) jobs[county.Key] = [.. county.Select(t => (t.Key.Asked, t.Value))];
        foreach (var taught in table.Groups.Select(g => g.Taught).Where(t => t != 0).Distinct().ToList())
        {
            foreach (var county in jobs.Keys) opened[(county, taught)] = Count(county, taught);
        }
    }

    /// <summary>Openings in the county that ask for one of the skills.</summary>
    public int Count(int county, ulong skills) => opened.TryGetValue((county, skills), out var count) ? count
        : jobs.TryGetValue(county, out var list) ? list.Where(j => (j.Asked & skills) != 0).Sum(j => j.Openings) : 0;
}

using System.Runtime.CompilerServices;

namespace BotHost.Core.Matching;

/// <summary>Openings of one division, by what they ask for, then in groups, the best paid of each group first.</summary>
/// <param name="Asked">The sets of skills asked for; the groups of the i-th lie from <paramref name="Firsts"/>[i] to [i + 1].</param>
internal sealed record OpportunityNode(int[] Asked, int[] Firsts, int[] Groups, int[] Starts, int[] Openings);

/// <summary>
/// Finds the best openings of a resident without looking at all of them: by division from near to far, group by group, and within a group from
/// the best paid down until nothing below can be better.
/// </summary>
public sealed class OpportunityIndex
{
    private readonly Pairing pairing;
    private readonly ResidentTable residents;
    private readonly OpportunityTable openings;
    private readonly Dictionary<long, OpportunityNode>[] nodes;
    private readonly int[] withCoordinates;

    public OpportunityIndex(Pairing pairing)
    {
        (this.pairing, residents, openings) = (pairing, pairing.Residents, pairing.Openings);
        nodes = [.. Enumerable.Range(0, 6).Select(reach => Build((Reach)reach))];
        withCoordinates = [.. Enumerable.Range(0, openings.Count).Where(o => openings.Open[o] && !float.IsNaN(openings.Latitude[o]))];
    }

    /// <summary>Fills the spans with the best openings, best first; returns how many. Ties go to the earlier opening of its group.</summary>
    public int Best(int r, Span<int> best, Span<int> scores)
    {
        var top = new TopList(best, scores);
        var located = residents.Latitude is not null && !float.IsNaN(residents.Latitude[r]) && withCoordinates.Length > 0;
        if (located) Located(r, ref top);
        for (var reach = 0; reach <= residents.Scope[r]; reach++)
        {
            var key = reach == (int)Reach.Anywhere ? 0 : residents.Key(r, (Reach)reach);
            if (reach < (int)Reach.Anywhere && key == 0 || !nodes[reach].TryGetValue(key, out var node)) continue;
            Walk(r, reach, node, located, ref top);
        }

        return top.Count;
    }

    private void Walk(int r, int reach, OpportunityNode node, bool located, ref TopList top)
    {
        var rules = openings.Rules;
        var near = rules.Weights.Distance * rules.Distance[reach];
        var most = near + rules.Weights.Wage * 100;
        var (care, age, blocked, from, schooling, least) = (residents.Care[r], residents.Age[r], residents.Blocked[r], residents.From[r], Math.Max(residents.Education[r], (byte)1), residents.WageMin[r]);
        var inner = reach > 0 ? residents.Key(r, (Reach)(reach - 1)) : 0;
        var answers = openings.Sets.Answers(residents.SkillSet[r]);
        for (var asked = 0; asked < node.Asked.Length; asked++)
        {
            if (answers[node.Asked[asked]] == 0) continue;
            for (var g = node.Firsts[asked]; g < node.Firsts[asked + 1]; g++)
            {
                var group = openings.Groups[node.Groups[g]];
                if (care && group.CareReach < reach) continue;
                var worth = pairing.Worth(r, group);
                if (worth < 0 || worth + most <= top.Least) continue;
                var hold = group.Kind == OpportunityKind.Job && group.WageTold;
                for (var i = node.Starts[g]; i < node.Starts[g + 1]; i++)
                {
                    var o = node.Openings[i];
                    var wage = openings.Wage[o];
                    if (hold && wage < least) break;
                    var score = worth + near + pairing.WageWorth(r, wage);
                    if (score <= top.Least) break;
                    if ((openings.Demands[o] & blocked) != 0 || from > openings.JoinUntil[o] || openings.Education[o] > schooling) continue;
                    if (age == 0 ? !openings.AnyAge[o] : age < openings.AgeMin[o] || age > openings.AgeMax[o]) continue;
                    if (inner != 0 && KeyAt(o, reach - 1) == inner || located && !float.IsNaN(openings.Latitude[o]) || residents.HasDeclined(r, o)) continue;
                    top.Add(o, score);
                }
            }
        }
    }

    private void Located(int r, ref TopList top)
    {
        foreach (var o in withCoordinates)
        {
            var fit = pairing.Look(r, o);
            if (fit.Misses == Misses.None) top.Add(o, fit.Score);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long KeyAt(int o, int reach) => reach switch
    {
        0 => openings.Village[o],
        1 => openings.Township[o],
        2 => openings.County[o],
        3 => openings.Prefecture[o],
        _ => openings.Province[o],
    };

    private Dictionary<long, OpportunityNode> Build(Reach reach)
    {
        var open = Enumerable.Range(0, openings.Count).Where(o => openings.Open[o]).Select(o => (Key: reach == Reach.Anywhere ? 0 : KeyAt(o, (int)reach), Opening: o));
        return open.Where(e => e.Key != 0 || reach == Reach.Anywhere).GroupBy(e => e.Key).ToDictionary(g => g.Key, g => Node([.. g.Select(e => e.Opening)]));
    }

    private OpportunityNode Node(List<int> list)
    {
        int[] sorted = [.. list.OrderBy(o => openings.Groups[openings.Group[o]].AskedSet).ThenBy(o => openings.Group[o]).ThenByDescending(o => openings.Wage[o]).ThenBy(o => o)];
        var groups = Runs(sorted, o => openings.Group[o]);
        var asked = Runs(groups.Values, g => openings.Groups[g].AskedSet);
        return new(asked.Values, asked.Starts, groups.Values, groups.Starts, sorted);
    }

    /// <summary>The values that follow each other, and where each run starts, with the end at last.</summary>
    private static (int[] Values, int[] Starts) Runs(int[] items, Func<int, int> value)
    {
        var (values, starts) = (new List<int>(), new List<int>());
        for (var i = 0; i < items.Length; i++)
        {
            if (values.Count > 0 && values[^1] == value(items[i])) continue;
            values.Add(value(items[i]));
            starts.Add(i);
        }

        return ([.. values], [.. starts, items.Length]);
    }
}

/// <summary>The best few seen so far, best first.</summary>
internal ref struct TopList(Span<int> openings, Span<int> scores)
{
    private readonly Span<int> openings = openings;
    private readonly Span<int> scores = scores;

    public int Count { get; private set; }

    /// <summary>What a newcomer must exceed; −1 while there is room.</summary>
    public int Least { get; private set; } = -1;

    public void Add(int opening, int score)
    {
        if (Count == openings.Length && score <= Least) return;
        var at = Count < openings.Length ? Count++ : Count - 1;
        for (; at > 0 && scores[at - 1] < score; at--) (openings[at], scores[at]) = (openings[at - 1], scores[at - 1]);
        (openings[at], scores[at]) = (opening, score);
        if (Count == openings.Length) Least = scores[Count - 1];
    }
}

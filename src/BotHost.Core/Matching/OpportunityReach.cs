namespace BotHost.Core.Matching;

/// <summary>Finds the people for one opening, new or with places left, without working out anybody's other matches. People are looked up by place and by how far they go.</summary>
public sealed class OpportunityReach
{
    /// <summary>People looked at by one thread at a time.</summary>
    internal int PartSize { get; init; } = 65_536;

    private readonly ResidentTable residents;

    // Residents of each scope in order of their place, so that those who could reach a division lie side by side.
    private readonly int[][] byScope;
    private readonly long[][] places;

    public OpportunityReach(ResidentTable residents)
    {
        this.residents = residents;
        byScope = [.. Enumerable.Range(0, 6).Select(scope => Enumerable.Range(0, residents.Count).Where(r => residents.Scope[r] == scope).ToArray())];
        places = [.. byScope.Select(list => list.Select(r => residents.Place[r]).ToArray())];
        for (var scope = 0; scope < 6; scope++) Array.Sort(places[scope], byScope[scope]);
    }

    /// <summary>The people to whom the opening is worth most, those worse off and waiting first, best first; at most <paramref name="most"/>.</summary>
    /// <param name="pairing">Of a table that holds the new opening; the residents must be those of this index.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    public (int Resident, int Score)[] Find(Pairing pairing, int opening, int most, int threads = 1)
    {
        var located = residents.Latitude is not null && !float.IsNaN(pairing.Openings.Latitude[opening]);
        var parts = new List<(int Scope, int From, int To)>();
        for (var scope = 0; scope < 6; scope++)
        {
            var (from, to) = located ? (0, byScope[scope].Length) : Range(pairing.Openings, opening, (Reach)scope);
            for (; from < to; from += PartSize) parts.Add((scope, from, Math.Min(from + PartSize, to)));
        }

        var found = new PriorityQueue<(int Resident, int Score), (long Worth, int Resident)>[parts.Count];
        if (threads > 1 && parts.Count > 1) Parallel.For(0, parts.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => found[i] = Look(pairing, opening, most, parts[i]));
        else for (var i = 0; i < parts.Count; i++) found[i] = Look(pairing, opening, most, parts[i]);
        var best = new PriorityQueue<(int Resident, int Score), (long Worth, int Resident)>();
        foreach (var (person, key) in found.SelectMany(f => f.UnorderedItems)) Keep(best, most, person, key);
        var ordered = new (int Resident, int Score)[best.Count];
        for (var i = best.Count - 1; i >= 0; i--) ordered[i] = best.Dequeue();
        return ordered;
    }

    /// <summary>The best of one part of the people.</summary>
    private PriorityQueue<(int Resident, int Score), (long Worth, int Resident)> Look(Pairing pairing, int opening, int most, (int Scope, int From, int To) part)
    {
        var rules = pairing.Openings.Rules.Rounds;
        var best = new PriorityQueue<(int Resident, int Score), (long Worth, int Resident)>();
        var asked = pairing.Openings.Groups[pairing.Openings.Group[opening]].AskedSet;
        for (var i = part.From; i < part.To; i++)
        {
            var r = byScope[part.Scope][i];
            // The skill rules out the most people and costs one look.
            if (pairing.Openings.Sets.Answer(residents.SkillSet[r], asked) == 0 || pairing.Person(r, opening) != Misses.None) continue;
            var fit = pairing.Look(r, opening);
            if (fit.Misses == Misses.None) Keep(best, most, (r, fit.Score), ((long)fit.Score + rules.FirstBonus(residents.Need[r], residents.Waited[r]), -r));
        }

        return best;
    }

    private static void Keep(PriorityQueue<(int Resident, int Score), (long Worth, int Resident)> best, int most, (int Resident, int Score) person, (long Worth, int Resident) key)
    {
        if (best.Count < most) best.Enqueue(person, key);
        else best.EnqueueDequeue(person, key);
    }

    /// <summary>Those of a scope who live where the opening is not too far.</summary>
    private (int From, int To) Range(OpportunityTable openings, int o, Reach scope)
    {
        var (key, width) = scope switch
        {
            Reach.Village => (openings.Village[o], 1L),
            Reach.Township => (openings.Township[o], 1_000L),
            Reach.County => (openings.County[o], 1_000_000L),
            Reach.Prefecture => (openings.Prefecture[o], 100_000_000L),
            Reach.Province => (openings.Province[o], 10_000_000_000L),
            _ => (0L, 0L),
        };
        if (scope == Reach.Anywhere) return (0, byScope[5].Length);
        return key == 0 ? (0, 0) : (First(places[(int)scope], key * width), First(places[(int)scope], (key + 1) * width));
    }

    private static int First(long[] sorted, long at)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (sorted[middle] < at) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

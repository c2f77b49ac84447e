namespace BotHost.Core.Matching;

/// <summary>
/// The best way to share out openings among the people of one block: the most total value, where a person's further offers carry less and less.
/// Successive shortest paths from the openings' side, since openings are the scarce side: exact, unless a search grows past its limit.
/// </summary>
internal sealed class FlowBlock
{
    private readonly int people;
    private readonly int[] arcPerson, arcOpening, value, byPerson, personStart, openingStart, capacity;
    private readonly int[] bonus;
    private readonly int perPerson;
    private readonly int limit;
    private readonly long[] potential, distance;
    private readonly int[] stamp, settled, parent, held;
    private readonly PriorityQueue<int, (long, int)> queue = new();
    private readonly List<int> reached = [];
    private int search, endArc;

    /// <param name="people">How many people; nodes 0 to people − 1, openings follow.</param>
    /// <param name="capacity">Offers each opening may have out.</param>
    /// <param name="arcs">Person, opening, value; sorted by opening, and within an opening by value and first bonus together, the most first.</param>
    /// <param name="bonus">Per person <paramref name="perPerson"/> falling bonuses.</param>
    /// <param name="limit">Nodes a search may settle before it makes do with what it found.</param>
    public FlowBlock(int people, int[] capacity, (int[] Person, int[] Opening, int[] Value) arcs, int[] bonus, int perPerson, int limit)
    {
        (this.people, this.capacity, this.bonus, this.perPerson, this.limit) = (people, capacity, bonus, perPerson, limit);
        (arcPerson, arcOpening, value) = arcs;
        var nodes = people + capacity.Length;
        (potential, distance, stamp, settled, parent, held) = (new long[nodes], new long[nodes], new int[nodes], new int[nodes], new int[nodes], new int[people]);
        Taken = new bool[value.Length];
        openingStart = Starts(arcOpening, capacity.Length);
        personStart = Starts(arcPerson, people);
        byPerson = new int[value.Length];
        var next = (int[])personStart.Clone();
        for (var a = 0; a < value.Length; a++) byPerson[next[arcPerson[a]]++] = a;
        for (var p = 0; p < people; p++) potential[p] = perPerson > 0 ? bonus[p * perPerson] : 0;
        for (var a = 0; a < value.Length; a++) potential[people + arcOpening[a]] = Math.Max(potential[people + arcOpening[a]], value[a] + potential[arcPerson[a]]);
    }

    /// <summary>The pairs that were joined, by arc.</summary>
    public bool[] Taken { get; }

    /// <summary>Searches that stopped at their limit; 0 means the result is the best there is.</summary>
    public int GivenUp { get; private set; }

    public void Solve()
    {
        for (var opening = 0; opening < capacity.Length; opening++)
        {
            for (var left = Math.Min(capacity[opening], openingStart[opening + 1] - openingStart[opening]); left > 0 && Augment(opening); left--)
            {
            }
        }
    }

    /// <summary>Gives one more offer of the opening to whom it is worth most, moving others where that is worth more. False when nothing is gained.</summary>
    private bool Augment(int opening)
    {
        search++;
        queue.Clear();
        reached.Clear();
        var start = people + opening;
        // Doing nothing costs the opening's potential: any path must beat it.
        var (best, end, settledNodes, gaveUp) = (potential[start], start, 0, false);
        Reach(start, 0, -1, best);
        while (queue.TryDequeue(out var node, out var key))
        {
            if (settled[node] == search || key.Item1 > distance[node]) continue;
            if (key.Item1 >= best) break;
            settled[node] = search;
            if (++settledNodes > limit)
            {
                gaveUp = true;
                break;
            }

            if (node < people) Person(node, best);
            else Opening(node, start, ref best, ref end);
        }

        if (gaveUp) GivenUp++;
        else Reprice(best);
        if (end == start) return false;
        Apply(end);
        return true;
    }

    /// <summary>From a person the way leads on to the openings they would give up.</summary>
    private void Person(int person, long best)
    {
        var d = distance[person];
        for (var i = personStart[person]; i < personStart[person + 1]; i++)
        {
            var arc = byPerson[i];
            var opening = people + arcOpening[arc];
            if (Taken[arc]) Reach(opening, d + Math.Max(0, value[arc] + potential[person] - potential[opening]), arc, best);
        }
    }

    private void Opening(int node, int start, ref long best, ref int end)
    {
        var (d, opening) = (distance[node], node - people);
        // An opening that lost an offer on the way may also keep that place empty.
        if (node != start && d + Math.Max(0, potential[node]) < best) (best, end) = (d + Math.Max(0, potential[node]), node);
        var from = d + potential[node];
        // Bonuses and potentials only fall: from the first arc whose best cannot be better any more, no later one is.
        for (var arc = openingStart[opening]; arc < openingStart[opening + 1] && from - value[arc] - bonus[arcPerson[arc] * perPerson] < best; arc++)
        {
            var person = arcPerson[arc];
            if (Taken[arc]) continue;
            var to = d + Math.Max(0, potential[node] - value[arc] - potential[person]);
            if (held[person] < perPerson && to + Math.Max(0, potential[person] - bonus[person * perPerson + held[person]]) is var all && all < best)
                (best, end, endArc) = (all, person, arc);
            // Who holds nothing has nowhere to lead on to, and is never nearer than the best end.
            if (held[person] > 0) Reach(person, to, arc, best);
        }
    }

    private void Reach(int node, long d, int arc, long best)
    {
        if (d >= best && arc >= 0 || settled[node] == search || stamp[node] == search && distance[node] <= d) return;
        (stamp[node], distance[node], parent[node]) = (search, d, arc);
        queue.Enqueue(node, (d, node));
        reached.Add(node);
    }

    private void Reprice(long best)
    {
        foreach (var node in reached)
        {
            if (settled[node] == search && distance[node] < best) potential[node] += distance[node] - best;
            // Settled twice in the list is settled once here.
            settled[node] = 0;
        }
    }

    private void Apply(int end)
    {
        var first = parent[end];
        if (end < people) (held[end], first) = (held[end] + 1, endArc);
        var node = end;
        for (var arc = first; arc >= 0; arc = parent[node])
        {
            Taken[arc] = !Taken[arc];
            node = node < people ? people + arcOpening[arc] : arcPerson[arc];
        }
    }

    private static int[] Starts(int[] of, int count)
    {
        var starts = new int[count + 1];
        foreach (var item in of) starts[item + 1]++;
        for (var i = 0; i < count; i++) starts[i + 1] += starts[i];
        return starts;
    }
}

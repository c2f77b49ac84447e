namespace BotHost.Core.Matching;

/// <summary>Shares out openings: all at once when there are few pairs, else county by county, with the places of an opening divided by how many people there could take it.</summary>
internal sealed class Sharing(Pairing pairing, MatchLists matches, RoundSize size)
{
    /// <summary>Lists hold at most 64 matches.</summary>
    private const int SlotBits = 6;

    private readonly ResidentTable residents = pairing.Residents;
    private readonly RoundRules rules = pairing.Openings.Rules.Rounds;
    private readonly int[] left = Capacities(pairing.Openings);
    private readonly byte[] taken = new byte[pairing.Residents.Count * (long)((matches.Width + 7) / 8)];
    private readonly byte[] held = new byte[pairing.Residents.Count];
    private int givenUp;

    public static int[] Capacities(OpportunityTable openings) =>
        [.. openings.All.Select((o, i) => openings.Open[i] ? openings.Rules.Rounds.Capacity(o.Openings, o.Acceptance) : 0)];

    public void Solve()
    {
        var exact = matches.Pairs <= size.ExactPairs;
        int[][] blocks = exact ? [[.. Enumerable.Range(0, residents.Count)]] : ByCounty();
        int[][] places = exact ? [left] : Divide(blocks);
        Parallel.For(0, blocks.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, size.Threads) }, block => Solve(blocks[block], places[block], exact));
        for (var r = 0; r < residents.Count; r++)
        {
            var list = matches.Openings(r);
            for (var i = 0; i < list.Length; i++) left[list[i]] -= IsTaken(r, i) ? 1 : 0;
        }

        if (!exact) TakeWhatIsLeft();
    }

    private int[][] ByCounty()
    {
        var order = new Dictionary<int, List<int>>();
        for (var r = 0; r < residents.Count; r++)
        {
            if (matches.Count(r) == 0) continue;
            if (!order.TryGetValue(residents.County(r), out var list)) order[residents.County(r)] = list = [];
            list.Add(r);
        }

        return [.. order.OrderBy(o => o.Key).Select(o => o.Value.ToArray())];
    }

    /// <summary>An opening that people of many counties could take is divided by how many could, the largest remainders first.</summary>
    private int[][] Divide(int[][] blocks)
    {
        var wanting = new int[blocks.Length][];
        Parallel.For(0, blocks.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, size.Threads) }, block =>
        {
            var counts = wanting[block] = new int[left.Length];
            foreach (var r in blocks[block])
            {
                foreach (var o in matches.Openings(r)) counts[o]++;
            }
        });
        for (var o = 0; o < left.Length; o++)
        {
            var total = wanting.Sum(w => (long)w[o]);
            if (total == 0) continue;
            var remainders = new List<(long Remainder, int Block)>();
            var given = 0;
            for (var block = 0; block < blocks.Length; block++)
            {
                if (wanting[block][o] == 0) continue;
                var share = (long)left[o] * wanting[block][o];
                remainders.Add((share % total, block));
                given += wanting[block][o] = (int)(share / total);
            }

            foreach (var (_, block) in remainders.OrderByDescending(s => s.Remainder).ThenBy(s => s.Block).Take(left[o] - given)) wanting[block][o]++;
        }

        return wanting;
    }

    private void Solve(int[] people, int[] places, bool exact)
    {
        int[] openings = [.. Enumerable.Range(0, places.Length).Where(o => places[o] > 0)];
        var local = new int[places.Length];
        Array.Fill(local, -1);
        for (var i = 0; i < openings.Length; i++) local[openings[i]] = i;
        var next = new int[openings.Length + 1];
        foreach (var r in people)
        {
            foreach (var o in matches.Openings(r)) next[local[o] + 1]++;
        }

        // What stands at 0 are pairs without a place; they are left out.
        next[0] = 0;
        for (var i = 0; i < openings.Length; i++) next[i + 1] += next[i];
        var bonuses = Bonuses(people);
        // One number an arc: what it is worth at most, then the person and the place in their list. Sorted, the most worth comes first.
        var arcs = new long[next[^1]];
        var opening = new int[arcs.Length];
        for (var p = 0; p < people.Length; p++)
        {
            var list = matches.Openings(people[p]);
            var scores = matches.Scores(people[p]);
            for (var i = 0; i < list.Length; i++)
            {
                if (local[list[i]] is not (>= 0 and var at)) continue;
                opening[next[at]] = at;
                arcs[next[at]++] = (long)(int.MaxValue - scores[i] - bonuses[p * rules.PerPerson]) << 32 | (uint)p << SlotBits | (uint)i;
            }
        }

        int[] person = new int[arcs.Length], value = new int[arcs.Length];
        for (var i = 0; i < openings.Length; i++) arcs.AsSpan((i == 0 ? 0 : next[i - 1])..next[i]).Sort();
        for (var arc = 0; arc < arcs.Length; arc++)
        {
            person[arc] = (int)((uint)arcs[arc] >> SlotBits);
            value[arc] = matches.Scores(people[person[arc]])[Slot(arcs[arc])];
        }

        var flow = new FlowBlock(people.Length, [.. openings.Select(o => places[o])], (person, opening, value), bonuses, rules.PerPerson, exact ? int.MaxValue : size.SearchLimit);
        flow.Solve();
        Interlocked.Add(ref givenUp, flow.GivenUp);
        for (var arc = 0; arc < person.Length; arc++)
        {
            if (flow.Taken[arc]) Take(people[person[arc]], Slot(arcs[arc]));
        }
    }

    private static int Slot(long arc) => (int)(arc & ((1 << SlotBits) - 1));

    private int[] Bonuses(int[] people)
    {
        var bonuses = new int[people.Length * rules.PerPerson];
        for (var p = 0; p < people.Length; p++)
        {
            var first = rules.FirstBonus(residents.Need[people[p]], residents.Waited[people[p]]);
            for (var k = 0; k < rules.PerPerson; k++) bonuses[p * rules.PerPerson + k] = rules.BonusOf(first, k);
        }

        return bonuses;
    }

    /// <summary>Places that a county could not fill go to whoever they are worth most to, wherever they live.</summary>
    private void TakeWhatIsLeft()
    {
        for (var wave = 0; wave < rules.PerPerson; wave++)
        {
            var pairs = new List<(int Value, int Resident, int Slot)>();
            for (var r = 0; r < residents.Count; r++)
            {
                if (held[r] != wave || held[r] >= rules.PerPerson) continue;
                var list = matches.Openings(r);
                var scores = matches.Scores(r);
                var bonus = rules.BonusOf(rules.FirstBonus(residents.Need[r], residents.Waited[r]), held[r]);
                for (var i = 0; i < list.Length; i++)
                {
                    if (left[list[i]] > 0 && !IsTaken(r, i)) pairs.Add((bonus + scores[i], r, i));
                }
            }

            pairs.Sort((a, b) => a.Value != b.Value ? b.Value.CompareTo(a.Value) : a.Resident != b.Resident ? a.Resident.CompareTo(b.Resident) : a.Slot.CompareTo(b.Slot));
            foreach (var (_, r, slot) in pairs)
            {
                var o = matches.Openings(r)[slot];
                if (left[o] <= 0 || held[r] != wave) continue;
                left[o]--;
                Take(r, slot);
            }
        }
    }

    public RoundResult Result()
    {
        var count = held.Sum(h => (long)h);
        int[] who = new int[count], what = new int[count], scores = new int[count];
        var (at, value) = (0, 0L);
        for (var r = 0; r < residents.Count; r++)
        {
            var first = rules.FirstBonus(residents.Need[r], residents.Waited[r]);
            for (var (i, k) = (0, 0); i < matches.Count(r); i++)
            {
                if (!IsTaken(r, i)) continue;
                (who[at], what[at], scores[at]) = (r, matches.Openings(r)[i], matches.Scores(r)[i]);
                value += scores[at++] + rules.BonusOf(first, k++);
            }
        }

        return new(who, what, scores, matches, givenUp, value);
    }

    private bool IsTaken(int r, int slot) => (taken[Bytes(r) + slot / 8] >> (slot % 8) & 1) != 0;

    private void Take(int r, int slot)
    {
        taken[Bytes(r) + slot / 8] |= (byte)(1 << (slot % 8));
        held[r]++;
    }

    private long Bytes(int r) => r * (long)((matches.Width + 7) / 8);
}

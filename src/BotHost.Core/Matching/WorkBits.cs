using System.Collections.Immutable;
using System.Numerics;

namespace BotHost.Core.Matching;

/// <summary>Skills and demands as bits of one word, so that millions of pairs are compared by a few instructions. Words of the day outside the taxonomy get the bits left over.</summary>
public sealed class WorkBits
{
    private const int NobodyHasIt = 63;

    private readonly SkillTaxonomy taxonomy;
    private readonly Dictionary<string, int> skills = [];
    private readonly Dictionary<string, int> demands = [];
    private readonly List<string> skillIds = [];

    public WorkBits(SkillTaxonomy taxonomy, IEnumerable<Opportunity> opportunities)
    {
        this.taxonomy = taxonomy;
        var list = opportunities as IReadOnlyCollection<Opportunity> ?? [.. opportunities];
        Number(taxonomy.SkillOrder.Concat(list.SelectMany(o => o.Skills.Concat(o.Teaches)).Select(taxonomy.SkillId).Distinct().Order(StringComparer.Ordinal)), skills, NobodyHasIt, skillIds);
        Number(taxonomy.Demands.Keys.Order(StringComparer.Ordinal).Concat(list.SelectMany(o => o.Demands).Select(taxonomy.DemandId).Distinct().Order(StringComparer.Ordinal)), demands, 31, []);
        NotForMinors = Demands(taxonomy.Demands.Values.Where(d => d.NotForMinors).Select(d => d.Id));
        NotForWomen = Demands(taxonomy.Demands.Values.Where(d => d.NotForWomen).Select(d => d.Id));
    }

    public SkillTaxonomy Taxonomy => taxonomy;

    /// <summary>Demands the law keeps from 16- and 17-year-olds.</summary>
    public uint NotForMinors { get; }

    /// <summary>Demands the law keeps from women.</summary>
    public uint NotForWomen { get; }

    public string SkillAt(int bit) => bit < skillIds.Count ? skillIds[bit] : "";

    /// <summary>The skills somebody has; words that no opening uses are left out.</summary>
    public ulong Known(IEnumerable<string> words) => words.Select(taxonomy.SkillId).Aggregate(0UL, (mask, id) => skills.TryGetValue(id, out var bit) ? mask | 1UL << bit : mask);

    /// <summary>The skills an opening asks for; one too many to number is one that nobody has.</summary>
    public ulong Asked(IEnumerable<string> words) => words.Select(taxonomy.SkillId).Aggregate(0UL, (mask, id) => mask | 1UL << skills.GetValueOrDefault(id, NobodyHasIt));

    public uint Demands(IEnumerable<string> words) => words.Select(taxonomy.DemandId).Aggregate(0U, (mask, id) => demands.TryGetValue(id, out var bit) ? mask | 1U << bit : mask);

    /// <summary>The demands that health limits rule out.</summary>
    public uint Blocked(IEnumerable<string> limits) => Demands(limits.SelectMany(l => taxonomy.ClashesOf(l)));

    /// <summary>The skill of a set that answers best where one is asked for, and how far it counts, in hundredths.</summary>
    public (int Counts, int Bit) Best(ulong known, int asked)
    {
        if ((known >> asked & 1) != 0) return (100, asked);
        var (best, with) = (0, -1);
        for (var left = known; left != 0; left &= left - 1)
        {
            var bit = BitOperations.TrailingZeroCount(left);
            var counts = taxonomy.Counts(SkillAt(bit), SkillAt(asked));
            if (counts > best) (best, with) = (counts, bit);
        }

        return (best, with);
    }

    private static void Number(IEnumerable<string> ids, Dictionary<string, int> into, int most, List<string> order)
    {
        foreach (var id in ids.Where(i => !into.ContainsKey(i)).Take(most).ToImmutableArray())
        {
            if (into.Count >= most || !into.TryAdd(id, into.Count)) continue;
            order.Add(id);
        }
    }
}

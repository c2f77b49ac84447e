using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BotHost.Core.Matching;

/// <summary>One skill.</summary>
/// <param name="Name">As said after 会.</param>
/// <param name="Says">Other words for it.</param>
/// <param name="Card">The certificate without which the law forbids the work; null for most.</param>
/// <param name="Starter">Can be learned on the job.</param>
/// <param name="PartOf">The wider skill this is a finer one of.</param>
/// <param name="Covers">Skills whose certificate is covered by this one's.</param>
/// <param name="Near">How far this skill counts where another is asked for, in hundredths.</param>
public sealed record Skill(string Id, string Name, ImmutableArray<string> Says, string? Card, bool Starter, string? PartOf, ImmutableArray<string> Covers, ImmutableDictionary<string, int> Near);

/// <summary>Something work asks of a body.</summary>
public sealed record Demand(string Id, string Name, ImmutableArray<string> Says, bool NotForMinors, bool NotForWomen);

/// <summary>Something somebody cannot do, and the demands it rules out.</summary>
public sealed record HealthLimit(string Id, string Name, ImmutableArray<string> Clashes);

/// <summary>When the work is done.</summary>
/// <param name="Steady">How steady it is, in hundredths.</param>
/// <param name="CareReach">The farthest for somebody who is needed at home; null for never.</param>
/// <param name="Kind">The kind of work residents name (full_time, part_time …).</param>
/// <param name="Demands">Demands that come with these hours.</param>
public sealed record WorkHours(string Id, string Name, ImmutableArray<string> Says, int Steady, Reach? CareReach, string Kind, ImmutableArray<string> Demands);

/// <summary>Skills, demands, limits and hours, from <c>dialogs/skills.yaml</c>. Words of spreadsheets and people are understood too.</summary>
public sealed class SkillTaxonomy
{
    private readonly FrozenDictionary<string, string> skillWords;
    private readonly FrozenDictionary<string, string> demandWords;
    private readonly FrozenDictionary<string, string> hourWords;

    public SkillTaxonomy(IReadOnlyList<Skill> skills, IReadOnlyList<Demand> demands, IReadOnlyList<HealthLimit> limits, IReadOnlyList<WorkHours> hours, int partCounts, int wholeCounts)
    {
        (Skills, Demands, Limits, Hours) = (skills.ToFrozenDictionary(s => s.Id), demands.ToFrozenDictionary(d => d.Id), limits.ToFrozenDictionary(l => l.Id), hours.ToFrozenDictionary(h => h.Id));
        SkillOrder = [.. skills.Select(s => s.Id)];
        (PartCounts, WholeCounts) = (partCounts, wholeCounts);
        skillWords = Vocabulary(skills.Select(s => (s.Id, s.Says.Add(s.Name))));
        demandWords = Vocabulary(demands.Select(d => (d.Id, d.Says.Add(d.Name))));
        hourWords = Vocabulary(hours.Select(h => (h.Id, h.Says.Add(h.Name))));
    }

    public FrozenDictionary<string, Skill> Skills { get; }

    /// <summary>Ids in the order of the file.</summary>
    public ImmutableArray<string> SkillOrder { get; }

    public FrozenDictionary<string, Demand> Demands { get; }

    public FrozenDictionary<string, HealthLimit> Limits { get; }

    public FrozenDictionary<string, WorkHours> Hours { get; }

    public int PartCounts { get; }

    public int WholeCounts { get; }

    /// <summary>The skill's id for an id or another word; an unknown word stands for itself, so that it still matches its like.</summary>
    public string SkillId(string word) => skillWords.GetValueOrDefault(Plain(word)) ?? word.Trim();

    public string DemandId(string word) => demandWords.GetValueOrDefault(Plain(word)) ?? Plain(word);

    /// <summary>The hours; null for a word that nobody knows.</summary>
    public WorkHours? HoursOf(string? word) => word is not null && hourWords.TryGetValue(Plain(word), out var id) ? Hours[id] : null;

    /// <summary>The demands a limit rules out. A limit outside the list rules out the demand it names: no_x rules out x.</summary>
    public ImmutableArray<string> ClashesOf(string limit)
    {
        var plain = Plain(limit);
        if (Limits.TryGetValue(plain, out var known)) return known.Clashes;
        return plain.StartsWith("no_", StringComparison.Ordinal) ? [DemandId(plain[3..])] : [DemandId(plain)];
    }

    public string NameOf(string skill) => Skills.TryGetValue(skill, out var known) ? known.Name : skill;

    /// <summary>How far somebody who can do <paramref name="have"/> answers where <paramref name="need"/> is asked for: 100 for the same, 0 for nothing in common.</summary>
    public int Counts(string have, string need)
    {
        if (have == need) return 100;
        var (has, needs) = (Skills.GetValueOrDefault(have), Skills.GetValueOrDefault(need));
        if (has is null || needs is null) return 0;
        if (needs.Card is not null) return has.Covers.Contains(need) ? PartCounts : 0;
        var near = has.Near.GetValueOrDefault(need);
        if (has.PartOf == need) near = Math.Max(near, PartCounts);
        return needs.PartOf == have ? Math.Max(near, WholeCounts) : near;
    }

    private static FrozenDictionary<string, string> Vocabulary(IEnumerable<(string Id, ImmutableArray<string> Says)> entries)
    {
        var words = new Dictionary<string, string>();
        var all = entries.ToList();
        foreach (var (id, _) in all) words[Plain(id)] = id;
        foreach (var (id, says) in all)
        {
            foreach (var word in says) words.TryAdd(Plain(word), id);
        }

        return words.ToFrozenDictionary();
    }

    private static string Plain(string word) => word.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
}

using System.Numerics;

namespace BotHost.Core.Matching;

/// <summary>Numbers sets of skills, and knows how every set that people have answers every set that openings ask for.</summary>
public sealed class SkillSets(WorkBits bits, SkillParts parts)
{
    /// <summary>Set beside a value when one of the skills asked for is exactly known: only then do years of experience count.</summary>
    public const byte ExactlyKnown = 0x80;

    private readonly Dictionary<ulong, int> known = [];
    private readonly Dictionary<ulong, int> asked = [];
    private readonly List<ulong> knownSets = [];
    private readonly List<ulong> askedSets = [];
    private byte[] answers = [];
    private int answered;

    public int KnownSet(ulong mask) => Number(mask, known, knownSets);

    public int AskedSet(ulong mask) => Number(mask, asked, askedSets);

    public ulong KnownMask(int set) => knownSets[set];

    /// <summary>0 when the set does not answer; else its worth in hundredths, with <see cref="ExactlyKnown"/>. Call <see cref="Prepare"/> after numbering sets.</summary>
    public byte Answer(int knownSet, int askedSet) => answers[knownSet * askedSets.Count + askedSet];

    /// <summary>The answers of one known set, by asked set.</summary>
    public ReadOnlySpan<byte> Answers(int knownSet) => answers.AsSpan(knownSet * askedSets.Count, askedSets.Count);

    /// <summary>Works out the answers of sets numbered since the last call.</summary>
    public void Prepare()
    {
        Array.Resize(ref answers, knownSets.Count * askedSets.Count);
        for (; answered < knownSets.Count; answered++)
        {
            for (var a = 0; a < askedSets.Count; a++) answers[answered * askedSets.Count + a] = Worth(knownSets[answered], askedSets[a]);
        }
    }

    private byte Worth(ulong have, ulong needs)
    {
        if (needs == 0) return (byte)Math.Max(1, parts.NoneAsked);
        var (sum, count, exact) = (0, 0, false);
        for (; needs != 0; needs &= needs - 1, count++)
        {
            var need = BitOperations.TrailingZeroCount(needs);
            var worth = Worth(have, need, ref exact);
            if (worth == 0) return 0;
            sum += worth;
        }

        return (byte)(Math.Clamp(sum / count, 1, 100) | (exact ? ExactlyKnown : 0));
    }

    private int Worth(ulong have, int need, ref bool exact)
    {
        var counts = bits.Best(have, need).Counts;
        if (counts == 100 && (have >> need & 1) != 0) exact = true;
        var starter = bits.Taxonomy.Skills.TryGetValue(bits.SkillAt(need), out var skill) && skill.Starter ? parts.Starter : 0;
        return Math.Max(counts >= parts.Least ? parts.Known * counts / 100 : 0, starter);
    }

    private static int Number(ulong mask, Dictionary<ulong, int> numbers, List<ulong> sets)
    {
        if (numbers.TryGetValue(mask, out var number)) return number;
        numbers[mask] = sets.Count;
        sets.Add(mask);
        return sets.Count - 1;
    }
}

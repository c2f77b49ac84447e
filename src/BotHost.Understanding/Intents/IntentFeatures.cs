using System.Collections.Frozen;
using BotHost.Understanding.Training;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Intents;

/// <summary>What the classifier sees of a message: its character 1-, 2- and 3-grams and the lexicon meanings found in it, as hashed slots of equal total length.</summary>
internal static class IntentFeatures
{
    public const int Slots = 1 << 15;

    /// <summary>Only the beginning tells the intent; a long story adds noise and time.</summary>
    private const int Longest = 120;

    /// <summary>Meanings that say something about the intent.</summary>
    private static readonly FrozenSet<string> Groups = FrozenSet.Create(
        "hardship.kind", "hardship.need", "program", "term", "question", "aid.wanted", "aid.has", "skill", "skill.learn", "skill.want", "wish.job", "intent", "complaint.kind", "answer", "danger", "danger.idiom", "correction", "money", "alone", "household", "behalf", "complaint_words", "negation", "intent.sign", "safe");

    /// <summary>Slots and weights, each slot once.</summary>
    public static (int[] Slots, float[] Weights) Of(string text, List<Cue> cues)
    {
        var length = Math.Min(text.Length, Longest);
        var bag = new Bag((length * 3) + cues.Count + 2);
        Span<char> plain = stackalloc char[Longest];
        for (var i = 0; i < length; i++) plain[i] = Plain(text[i]);
        for (var i = 0; i < length; i++)
        {
            bag.Add(Hash(1, plain[i]), 0.6f);
            bag.Add(Hash(2, i == 0 ? '^' : plain[i - 1], plain[i]), 1f);
            if (i > 0) bag.Add(Hash(3, i == 1 ? '^' : plain[i - 2], plain[i - 1], plain[i]), 0.8f);
        }

        if (length > 0) bag.Add(Hash(2, plain[length - 1], '$'), 1f);
        // How long a message is tells answers from stories.
        bag.Add(Hash(9, (char)('0' + (length switch { <= 2 => 0, <= 5 => 1, <= 10 => 2, <= 20 => 3, _ => 4 }))), 1f);
        foreach (var cue in cues)
        {
            if (Groups.Contains(cue.Group)) bag.Add(Hash(5, cue.Group, cue.Group is "intent" or "answer" or "intent.sign" or "safe" ? cue.Entry : ""), 1.2f);
        }

        return bag.OfUnitLength();
    }

    /// <summary>One way of writing for words that differ only by where somebody grew up (俺 and 我, 恁 and 你, 咋 and 怎), and for all numbers.</summary>
    private static char Plain(char c) => c switch
    {
        '俺' or '咱' or '偶' => '我',
        '恁' or '您' => '你',
        '滴' => '的',
        '搁' => '在',
        '咋' => '怎',
        '啥' => '什',
        '甭' or '莫' => '别',
        '喽' or '啦' => '了',
        '呗' => '吧',
        '中' => '行',
        '叫' => '让',
        '孩' => '娃',
        '得' => '的',
        // Which number it is says nothing about what is wanted.
        >= '0' and <= '9' => '0',
        _ => c,
    };

    /// <summary>Slots, each once: a gram said twice tells little more than said once.</summary>
    private struct Bag(int most)
    {
        [ThreadStatic]
        private static bool[]? seen;

        private readonly int[] slots = new int[most];
        private readonly float[] weights = new float[most];
        private int count;

        public void Add(int slot, float weight)
        {
            seen ??= new bool[Slots];
            if (seen[slot]) return;
            seen[slot] = true;
            (slots[count], weights[count]) = (slot, weight);
            count++;
        }

        public readonly (int[] Slots, float[] Weights) OfUnitLength()
        {
            var sum = 0f;
            for (var i = 0; i < count; i++)
            {
                sum += weights[i] * weights[i];
                seen![slots[i]] = false;
            }

            var norm = MathF.Sqrt(sum);
            for (var i = 0; i < count; i++) weights[i] /= norm;
            return (slots[..count], weights[..count]);
        }
    }

    private static int Hash(int kind, params ReadOnlySpan<char> gram) => Grams.Slot(kind, Slots, gram);

    private static int Hash(int kind, string group, string entry) => Grams.Slot(kind, Slots, group, entry);
}

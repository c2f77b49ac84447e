using BotHost.Understanding.Words;

namespace BotHost.Understanding.Intents;

/// <summary>What the classifier sees of a message: its character 1-, 2- and 3-grams and the lexicon meanings found in it, as hashed slots of equal total length.</summary>
internal static class IntentFeatures
{
    public const int Slots = 1 << 14;

    /// <summary>Only the beginning tells the intent; a long story adds noise and time.</summary>
    private const int Longest = 120;

    /// <summary>Meanings that say something about the intent.</summary>
    private static readonly string[] Groups =
        ["hardship.kind", "hardship.need", "program", "term", "question", "aid.wanted", "aid.has", "skill", "skill.learn", "skill.want", "work.wish", "intent", "complaint.kind", "answer", "danger", "danger.idiom", "correction", "money", "alone", "household", "behalf", "complaint_words", "negation"];

    /// <summary>Slots and weights, each slot once.</summary>
    public static (int[] Slots, float[] Weights) Of(string text, List<Cue> cues)
    {
        Dictionary<int, float> counts = new(128);
        var length = Math.Min(text.Length, Longest);
        for (var i = 0; i < length; i++)
        {
            Count(counts, Hash(1, text[i]), 0.6f);
            Count(counts, Hash(2, i == 0 ? '^' : text[i - 1], text[i]), 1f);
            if (i > 0) Count(counts, Hash(3, i == 1 ? '^' : text[i - 2], text[i - 1], text[i]), 0.8f);
        }

        if (length > 0) Count(counts, Hash(2, text[length - 1], '$'), 1f);
        // How long a message is tells answers from stories.
        Count(counts, Hash(9, (char)('0' + (length switch { <= 2 => 0, <= 5 => 1, <= 10 => 2, <= 20 => 3, _ => 4 }))), 1f);
        foreach (var cue in cues)
        {
            if (Array.IndexOf(Groups, cue.Group) >= 0) counts[Hash(5, cue.Group, cue.Group is "intent" or "answer" ? cue.Entry : "")] = 1.2f;
        }

        var norm = MathF.Sqrt(counts.Values.Sum(w => w * w));
        return ([.. counts.Keys], [.. counts.Values.Select(w => w / norm)]);
    }

    private static void Count(Dictionary<int, float> counts, int slot, float weight)
    {
        // A gram said twice tells little more than said once.
        counts.TryAdd(slot, weight);
    }

    private static int Hash(int kind, params ReadOnlySpan<char> gram)
    {
        var hash = 2166136261u ^ (uint)kind;
        foreach (var c in gram) hash = (hash ^ c) * 16777619u;
        return (int)((hash ^ (hash >> 15)) % Slots);
    }

    private static int Hash(int kind, string group, string entry)
    {
        var hash = 2166136261u ^ (uint)kind;
        foreach (var c in group) hash = (hash ^ c) * 16777619u;
        foreach (var c in entry) hash = (hash ^ c) * 16777619u;
        return (int)((hash ^ (hash >> 15)) % Slots);
    }
}

using BotHost.Understanding.Words;

namespace BotHost.Understanding.Intents;

/// <summary>
/// The intents that must never be missed, as meanings that stand near each other in any order (to erase + my data, not to + send),
/// so that wordings nobody wrote down are heard as well. The words of each meaning are <c>dialogs/lexicon/safety.yaml</c>.
/// </summary>
internal static class SafetyConcepts
{
    private const string Group = "safe";

    /// <param name="Kind">Entry of the danger it tells of; null for the other intents.</param>
    /// <param name="Parts">Meanings that must all be there, none inside another.</param>
    /// <param name="Within">The longest stretch, in characters, that may hold them all.</param>
    /// <param name="Not">A meaning in the same clauses that takes it back.</param>
    private sealed record Rule(string Intent, string? Kind, string[] Parts, int Within, string Not);

    private static readonly Rule[] Rules =
    [
        new("crisis", "suicide", ["will", "die"], 8, "world_not"), new("crisis", "suicide", ["world"], 20, "world_not"), new("crisis", "suicide", ["rope"], 20, "poison_not"), new("crisis", "suicide", ["farewell", "die"], 20, "world_not"), new("crisis", "suicide", ["will", "jump"], 10, "world_not"),
        new("crisis", "suicide", ["self", "jump"], 10, "poison_not"), new("crisis", "suicide", ["gone", "farewell"], 20, "world_not"), new("crisis", "suicide", ["poison", "swallow"], 10, "poison_not"),
        new("crisis", "suicide", ["will", "poison"], 8, "poison_not"),
        new("crisis", "violence", ["weapon", "attack", "victim"], 10, "attack_not"), new("crisis", "violence", ["choke"], 24, "attack_not"), new("crisis", "violence", ["molest"], 24, "molest_not"),
        new("crisis", "fire_or_flood", ["blaze"], 24, "blaze_not"), new("crisis", "medical_emergency", ["gas"], 24, "blaze_not"), new("crisis", "no_food", ["starving"], 24, "starving_not"), new("crisis", "treatment_stopping", ["treat", "halted", "broke"], 30, "starving_not"),
        new("crisis", "medical_emergency", ["collapsed", "pinned"], 20, "pinned_not"), new("crisis", "fire_or_flood", ["cut_off", "trapped"], 20, "pinned_not"),
        new("delete-my-data", null, ["erase", "data"], 14, "erase_not"), new("delete-my-data", null, ["erase", "mine", "everything"], 14, "erase_not"), new("delete-my-data", null, ["keep_not", "data"], 14, "erase_not"),
        new("delete-my-data", null, ["keep_not", "mine"], 14, "erase_not"), new("delete-my-data", null, ["keep_not", "everything"], 14, "erase_not"), new("delete-my-data", null, ["keep_not", "erase"], 16, "erase_not"),
        new("delete-my-data", null, ["forget"], 16, "erase_not"),
        new("unsubscribe", null, ["pester", "message"], 14, "message_not"), new("unsubscribe", null, ["stop", "message"], 9, "message_not"), new("unsubscribe", null, ["annoyed", "message", "halt"], 20, "message_not"), new("unsubscribe", null, ["leave"], 12, "message_not"),
        new("talk-to-human", null, ["reach", "human"], 9, "reach_not"), new("talk-to-human", null, ["human_turn"], 16, "reach_not"),
    ];

    /// <summary>The first intent whose meanings stand together, with the kind of danger and where; null when there is none.</summary>
    public static (string Intent, string? Kind, int Start, int End)? Read(Scene scene)
    {
        var cues = scene.In(Group);
        if (cues.Count == 0) return null;
        foreach (var rule in Rules)
        {
            if (Together(scene, cues, rule) is { } span && !TakenBack(scene, cues, rule, span)) return (rule.Intent, rule.Kind, span.Start, span.End);
        }

        return null;
    }

    /// <summary>True when words beside a phrase of this kind of danger tell of something else (那年, 喷, 做手术前).</summary>
    public static bool Otherwise(Scene scene, Cue danger)
    {
        var names = danger.Entry switch { "suicide" => Suicide, "no_food" => Food, "fire_or_flood" => Fire, "violence" => Violence, _ => [] };
        var clause = scene.Words.ClauseAt(danger.Start);
        return names.Length > 0 && scene.In(Group).Exists(c => names.Contains(c.Entry) && c.End >= clause.Start - 1 && c.Start <= clause.End + 6);
    }

    /// <summary>True when words on or right beside a phrase of an intent tell of something else (打过, 人工费, 重填).</summary>
    public static bool Otherwise(Scene scene, string intent, Cue phrase)
    {
        var name = intent switch { "talk-to-human" => "reach_not", "delete-my-data" => "erase_not", _ => "" };
        return name.Length > 0 && scene.In(Group).Exists(c => c.Entry == name && c.End >= phrase.Start - 3 && c.Start <= phrase.End + 6);
    }

    /// <summary>Words that could be part of such an intent, not covered by words that mean something else; -1 when all there is means something else.</summary>
    public static int Signs(Scene scene, string intent)
    {
        var parts = Parts[intent];
        List<Cue> signs = [.. scene.In(Group).Where(c => parts.Contains(c.Entry)), .. scene.In("intent").Where(c => c.Entry == intent)];
        if (intent == "crisis") signs.AddRange(scene.In("danger.idiom").Where(c => c.Entry == "suicide"));
        List<Cue> vetoes = [.. scene.In(Group).Where(c => Vetoes[intent].Contains(c.Entry)), .. scene.In("intent.not").Where(c => c.Entry == intent)];
        var free = signs.Count(s => !vetoes.Exists(v => Covers(scene, v, s)));
        return free == 0 && (signs.Count > 0 || vetoes.Count > 0) ? -1 : free;
    }

    /// <summary>A veto speaks for the words it overlaps or touches; one that tells of another time or of hearsay for its whole clause.</summary>
    private static bool Covers(Scene scene, Cue veto, Cue sign) => (veto.Start <= sign.End + Touching && veto.End >= sign.Start - Touching)
        || (Elsewhere(scene, veto) && scene.Words.ClauseAt(sign.Start) == scene.Words.ClauseAt(veto.Start));

    private static bool Elsewhere(Scene scene, Cue veto) => scene.Cues.Exists(c => c.Group is "danger.unreal" or "long_ago" or "money.past" or "hypothetical" && c.Start < veto.End && c.End > veto.Start);

    /// <summary>How many characters may stand between a veto and the words it takes back.</summary>
    private const int Touching = 4;

    private static readonly Dictionary<string, string[]> Parts = Rules.GroupBy(r => r.Intent).ToDictionary(g => g.Key, g => g.SelectMany(r => r.Parts).Where(p => p is not ("self" or "mine" or "victim" or "everything" or "stop" or "data" or "will" or "attack" or "weapon" or "treat" or "broke" or "reach" or "gone" or "message" or "halted" or "collapsed" or "cut_off" or "trapped")).Distinct().ToArray());

    private static readonly Dictionary<string, string[]> Vetoes = Rules.GroupBy(r => r.Intent).ToDictionary(g => g.Key, g => g.Select(r => r.Not).Distinct().ToArray());

    private static readonly string[] Suicide = ["world_not", "poison_not"], Food = ["starving_not"], Fire = ["blaze_not"], Violence = ["violence_not"];

    private static (int Start, int End)? Together(Scene scene, List<Cue> cues, Rule rule)
    {
        foreach (var first in cues)
        {
            if (first.Entry != rule.Parts[0]) continue;
            var (start, end) = (first.Start, first.End);
            var whole = true;
            foreach (var part in rule.Parts.AsSpan(1))
            {
                Cue? nearest = null;
                foreach (var cue in cues)
                {
                    if (cue.Entry != part || (cue.Start < first.End && cue.End > first.Start) || Math.Max(end, cue.End) - Math.Min(start, cue.Start) > rule.Within) continue;
                    if (nearest is null || Math.Abs(cue.Start - first.Start) < Math.Abs(nearest.Start - first.Start)) nearest = cue;
                }

                if (nearest is null)
                {
                    whole = false;
                    break;
                }

                (start, end) = (Math.Min(start, nearest.Start), Math.Max(end, nearest.End));
            }

            if (whole && !scene.Words.Clauses.Any(c => c.NewSentence && c.Start > start && c.Start < end)) return (start, end);
        }

        return null;
    }

    private static bool TakenBack(Scene scene, List<Cue> cues, Rule rule, (int Start, int End) span)
    {
        return cues.Exists(c => c.Entry == rule.Not && cues.Exists(p => rule.Parts.Contains(p.Entry) && p.Start >= span.Start && p.End <= span.End && Covers(scene, c, p)));
    }
}

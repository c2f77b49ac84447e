using BotHost.Core.Facts;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Hardship;

/// <summary>
/// What somebody complains of, and how high up: unfair lists, money taken, papers not taken, waiting, rudeness. The words alone would fit a
/// quarrel among brothers as well, so an office, an official or a program must be named.
/// </summary>
internal static class ComplaintReader
{
    private const string Kind = "complaint.kind", Level = "complaint.level";

    public static void Read(Scene scene, string intent)
    {
        // What it is about was chosen before the story is asked for: its words do not choose again.
        if (scene.Expecting("complaint.words")) return;
        var official = scene.In("official");
        if (official.Count == 0 && (intent != "complain" || scene.In(Lexicon.Program).Count == 0)) return;
        List<Cue> cues = [.. scene.In(Kind).Concat(scene.In("complaint.official")).Where(c => !Telling.Denied(scene, c) && Means(c, intent == "complain"))];
        if (cues.Count == 0) return;
        // 不送礼就不给办: that money is taken is the heavier of two.
        var chosen = cues.Find(c => c.Entry == "money_taken") ?? cues[0];
        if (chosen.Entry != "money_taken" && cues.Exists(c => c.Entry != chosen.Entry))
        {
            scene.Wonder(Kind, "two-readings", cues[0].Start, cues[^1].End, [.. cues.Select(c => c.Entry).Distinct().Select(e => (FactValue)new FactValue.Choice(e))]);
        }
        else scene.Add(Kind, new FactValue.Choice(chosen.Entry), (chosen.Start, chosen.End));

        // 村里推镇上,镇上推村里: with two levels named, the person is asked.
        var levels = official.Where(c => c.Entry != "unknown").ToList();
        if (levels.Count == 0) return;
        if (levels.TrueForAll(c => c.Entry == levels[0].Entry)) scene.Add(Level, new FactValue.Choice(levels[0].Entry), (levels[0].Start, levels[0].End));
        else scene.Wonder(Level, "two-readings", levels[0].Start, levels[^1].End, [.. levels.Select(c => c.Entry).Distinct().Select(e => (FactValue)new FactValue.Choice(e))]);
    }

    /// <summary>没动静 asks how far a request has got unless the whole message complains.</summary>
    private static bool Means(Cue cue, bool complains) => complains || cue.Entry is not ("too_slow" or "not_accepted");
}

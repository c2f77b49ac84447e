using BotHost.Core.Readings;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Safety;

/// <summary>
/// Danger to life. Nothing real may be missed: it counts whoever it happens to. Words that people use to vent (气死我了, 过不下去了) are marked
/// as idiom, so that one soft question comes before an alarm.
/// </summary>
internal static class DangerReader
{
    public static UrgentWords? Read(Scene scene)
    {
        Cue? idiom = null;
        foreach (var cue in scene.In("danger"))
        {
            if (Unreal(scene, cue) || Intents.SafetyConcepts.Otherwise(scene, cue)) idiom ??= cue;
            else return new(cue.Entry, false, scene.Words.Span(cue.Start, cue.End));
        }

        if (Intents.SafetyConcepts.Read(scene) is { Intent: "crisis", Kind: { } kind } told) return new(kind, false, scene.Words.Span(told.Start, told.End));
        idiom ??= scene.In("danger.idiom").FirstOrDefault();
        return idiom is null ? null : new(idiom.Entry, true, scene.Words.Span(idiom.Start, idiom.End));
    }

    /// <summary>Denied, asked about, or told of the past: then one soft question, not an alarm; silence would be the worse mistake.</summary>
    private static bool Unreal(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        if (scene.InClause(clause, "danger.unreal").Any(c => c.End <= cue.Start || (c.Start <= cue.Start && c.End > cue.End))) return true;
        return scene.In("negation").Exists(c => clause.Holds(c.Start) && c.End <= cue.Start && cue.Start - c.End <= 1 && c.Entry != "no_more");
    }
}

using BotHost.Core.Readings;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Intents;

/// <summary>Intents that must never be missed are heard by rule, whatever the trained model thinks.</summary>
internal static class IntentRules
{
    public static readonly string[] Safety = ["crisis", "delete-my-data", "unsubscribe", "talk-to-human"];

    /// <summary>The safety-critical intent in the words, or null.</summary>
    public static string? Read(Scene scene, UrgentWords? urgent)
    {
        if (urgent is { Idiom: false }) return "crisis";
        foreach (var intent in Safety)
        {
            if (scene.In("intent").Any(c => c.Entry == intent && !Excused(scene, c) && !Wonders(scene, c) && !SafetyConcepts.Otherwise(scene, intent, c))) return intent;
        }

        return SafetyConcepts.Read(scene) is { Intent: not "crisis" } told ? told.Intent : null;
    }

    /// <summary>大水冲了大棚,这有人管没有: behind a hardship it asks for help, not for somebody to talk to.</summary>
    private static bool Wonders(Scene scene, Cue cue) => cue.Entry == "talk-to-human" && scene.Has("hardship.kind") && scene.Text.AsSpan(cue.Start, cue.Length).EndsWith("人管") && scene.Words.Clauses.Length > 1;

    private static bool Excused(Scene scene, Cue cue) => scene.InClause(scene.Words.ClauseAt(cue.Start), "intent.not").Any(c => c.Entry == cue.Entry && c.End >= cue.Start && c.Start <= cue.End);
}

using BotHost.Core.Readings;

namespace BotHost.Understanding.Intents;

/// <summary>Intents by the lexicon's phrases alone.</summary>
internal sealed class CueIntents : IntentClassifier
{
    public override (string Intent, double Confidence) Classify(Scene scene, AnswerKind answer)
    {
        if (scene.In("intent").OrderByDescending(c => c.Length).FirstOrDefault() is { } cue) return (cue.Entry, 0.8);
        return answer switch
        {
            AnswerKind.Yes => ("affirm", 0.9),
            AnswerKind.No => ("deny", 0.9),
            AnswerKind.Later => ("pause", 0.7),
            _ => scene.In("hardship.kind").Any() || scene.In("hardship.need").Any() ? ("report-hardship", 0.6) : ("none", 0.5),
        };
    }
}

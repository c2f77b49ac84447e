using BotHost.Core.Readings;

namespace BotHost.Understanding.Intents;

/// <summary>Intents by the trained model. Training runs once for a text of examples; until it is done, classifying waits.</summary>
internal sealed class TrainedIntents(Task<IntentModel> model) : IntentClassifier
{
    /// <summary>Below this the model is guessing, and <c>none</c> is the honest answer.</summary>
    private const double Sure = 0.2;

    private const double Leaning = 0.7;

    public override Task Ready => model;

    public override (string Intent, double Confidence) Classify(Scene scene, AnswerKind answer)
    {
        var trained = model.GetAwaiter().GetResult();
        var (slots, weights) = IntentFeatures.Of(scene.Text, scene.Cues);
        var scores = scene.IntentScores = trained.Score(slots, weights);
        var best = Array.IndexOf(scores, scores.Max());
        // 中,就这么办: a word of answer at the head settles what the model only leans to.
        if (answer is AnswerKind.Yes or AnswerKind.No && scores[best] < Leaning && scene.Text.Length <= 12) return (answer == AnswerKind.Yes ? "affirm" : "deny", 0.8);
        // What somebody wants to learn or to do is read with more certainty than the sentence around it.
        if (scores[best] < Leaning && scene.Has("work.training_wanted")) return ("find-training", Leaning);
        if (scores[best] < Leaning && scene.Has("work.skills_wanted")) return ("find-job", Leaning);
        return scores[best] < Sure ? (IntentExamples.None, 1 - scores[best]) : (trained.Intents[best], scores[best]);
    }

    public override IReadOnlyDictionary<string, double> Leanings(Scene scene)
    {
        var trained = model.GetAwaiter().GetResult();
        if (scene.IntentScores is not { } scores)
        {
            var (slots, weights) = IntentFeatures.Of(scene.Text, scene.Cues);
            scores = trained.Score(slots, weights);
        }

        return IntentRules.Safety.ToDictionary(i => i, i => (double)scores[trained.Intents.IndexOf(i)]);
    }
}

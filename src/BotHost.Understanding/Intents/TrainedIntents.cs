using BotHost.Core.Readings;

namespace BotHost.Understanding.Intents;

/// <summary>Intents by the trained model. Training runs once for a text of examples; until it is done, classifying waits.</summary>
internal sealed class TrainedIntents(Task<IntentModel> model) : IntentClassifier
{
    /// <summary>Below this the model is guessing, and <c>none</c> is the honest answer.</summary>
    private const double Sure = 0.3;

    public override Task Ready => model;

    public override (string Intent, double Confidence) Classify(Scene scene, AnswerKind answer)
    {
        var trained = model.GetAwaiter().GetResult();
        var (slots, weights) = IntentFeatures.Of(scene.Text, scene.Cues);
        var scores = trained.Score(slots, weights);
        var best = Array.IndexOf(scores, scores.Max());
        return scores[best] < Sure ? (IntentExamples.None, 1 - scores[best]) : (trained.Intents[best], scores[best]);
    }
}

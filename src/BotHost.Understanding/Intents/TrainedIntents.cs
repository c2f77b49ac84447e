using BotHost.Core.Readings;

namespace BotHost.Understanding.Intents;

/// <summary>Intents by the trained model. Training runs once for a text of examples; until it is done, classifying waits.</summary>
internal sealed class TrainedIntents(Task<IntentModel> model) : IntentClassifier
{
    /// <summary>Below this the model is guessing, and <c>none</c> is the honest answer.</summary>
    private const double Sure = 0.2;

    private const double Leaning = 0.7;

    /// <summary>So much the model itself must hear of what a story ends in.</summary>
    private const double Asked = 0.03;

    public override Task Ready => model;

    public override (string Intent, double Confidence) Classify(Scene scene, AnswerKind answer, params ReadOnlySpan<string> not)
    {
        var trained = model.GetAwaiter().GetResult();
        var scores = (float[])Scores(scene, trained).Clone();
        foreach (var intent in not) scores[trained.Intents.IndexOf(intent)] = 0;
        var sum = scores.Sum();
        for (var k = 0; k < scores.Length; k++) scores[k] /= sum;
        var best = Array.IndexOf(scores, scores.Max());
        // 中,就这么办: a word of answer at the head settles what the model only leans to.
        if (answer is AnswerKind.Yes or AnswerKind.No && scores[best] < Leaning && scene.Text.Length <= 12) return (answer == AnswerKind.Yes ? "affirm" : "deny", 0.8);
        // 俺妈双膝盖坏了走路都得拄棍,能给评残不: a story that ends in a question asks it.
        if (trained.Intents[best] == "report-hardship" && Ending(scene) is { } asked && scores[trained.Intents.IndexOf(asked)] >= Asked) return (asked, Leaning);
        // What somebody wants to learn or to do is read with more certainty than the sentence around it.
        if (scores[best] < Leaning && scene.Has("work.training_wanted")) return ("find-training", Leaning);
        if (scores[best] < Leaning && scene.Has("work.skills_wanted")) return ("find-job", Leaning);
        return scores[best] < Sure ? (IntentExamples.None, 1 - scores[best]) : (trained.Intents[best], scores[best]);
    }

    public override IReadOnlyDictionary<string, double> Leanings(Scene scene)
    {
        var trained = model.GetAwaiter().GetResult();
        var scores = Scores(scene, trained);
        return IntentRules.Safety.ToDictionary(i => i, i => (double)scores[trained.Intents.IndexOf(i)]);
    }

    /// <summary>What the last clause asks for, by the signs of an intent in it; null when it asks for nothing.</summary>
    private static string? Ending(Scene scene)
    {
        if (scene.Words.Clauses is not [.., _, var last]) return null;
        return scene.In("intent.sign").LastOrDefault(c => c.Start >= last.Start && c.Entry is "ask-eligibility" or "find-job" or "find-training")?.Entry;
    }

    private static float[] Scores(Scene scene, IntentModel trained)
    {
        if (scene.IntentScores is { } known) return known;
        var (slots, weights) = IntentFeatures.Of(scene.Text, scene.Cues);
        return scene.IntentScores = trained.Score(slots, weights);
    }
}

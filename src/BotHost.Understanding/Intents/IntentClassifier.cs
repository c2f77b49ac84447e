using BotHost.Core.Readings;

namespace BotHost.Understanding.Intents;

/// <summary>The intent of a message with how sure that is.</summary>
internal abstract class IntentClassifier
{
    /// <summary>Completes when <see cref="Classify"/> answers without waiting.</summary>
    public virtual Task Ready => Task.CompletedTask;

    /// <param name="not">Intents that it cannot be.</param>
    public abstract (string Intent, double Confidence) Classify(Scene scene, AnswerKind answer, params ReadOnlySpan<string> not);

    /// <summary>How much each intent is leant to, from 0 to 1, before anything settles one of them.</summary>
    public abstract IReadOnlyDictionary<string, double> Leanings(Scene scene);
}

using BotHost.Core.Readings;

namespace BotHost.Understanding.Intents;

/// <summary>The intent of a message with how sure that is.</summary>
internal abstract class IntentClassifier
{
    /// <summary>Completes when <see cref="Classify"/> answers without waiting.</summary>
    public virtual Task Ready => Task.CompletedTask;

    public abstract (string Intent, double Confidence) Classify(Scene scene, AnswerKind answer);
}

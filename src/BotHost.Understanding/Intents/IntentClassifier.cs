using BotHost.Core.Readings;

namespace BotHost.Understanding.Intents;

/// <summary>The intent of a message with how sure that is.</summary>
internal abstract class IntentClassifier
{
    public abstract (string Intent, double Confidence) Classify(Scene scene, AnswerKind answer);
}

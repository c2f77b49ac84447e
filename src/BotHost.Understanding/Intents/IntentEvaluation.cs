using System.Collections.Immutable;

namespace BotHost.Understanding.Intents;

/// <summary>How well intents are told apart on sentences that were held back from training.</summary>
/// <param name="Confused">What was asked for, what it was taken for, how often; most often first.</param>
public sealed record IntentEvaluation(int Right, int Of, ImmutableArray<(string Asked, string TakenFor, int Times)> Confused);

namespace BotHost.Understanding.Pauses;

/// <summary>How well pauses are found in sentences held back from training.</summary>
/// <param name="Found">Pauses found where one was.</param>
/// <param name="Of">Pauses that were there.</param>
/// <param name="Wrong">Pauses found where none was.</param>
public sealed record PauseEvaluation(int Found, int Of, int Wrong);

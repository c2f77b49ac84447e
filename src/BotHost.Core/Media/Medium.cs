namespace BotHost.Core.Media;

/// <summary>A photo or a recording that a resident sent, as a claim refers to it. The bytes lie in the store.</summary>
/// <param name="Id">ULID.</param>
/// <param name="ContentType">What the channel said it is; the store knows better once it has looked.</param>
/// <param name="ActivityId">The message it came with.</param>
public sealed record Medium(string Id, string ContentType, string ActivityId, DateTimeOffset At);

/// <summary>A medium that no claim has taken yet.</summary>
/// <param name="SubjectId">Whom it is about; null before consent.</param>
public sealed record WaitingMedium(Medium Medium, string? SubjectId);

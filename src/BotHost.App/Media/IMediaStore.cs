namespace BotHost.App.Media;

/// <summary>A photo or recording that is still with its channel.</summary>
/// <param name="Reference">Where the channel has it: <c>scheme:id</c>, as the attachment's <c>contentUrl</c> said.</param>
/// <param name="Attempts">Tries so far.</param>
public sealed record DueMedium(string Id, string ConversationId, string Reference, int Attempts);

/// <summary>How far a medium got.</summary>
public enum MediumStatus
{
    Waiting = 0,
    Kept = 1,
    Refused = 2,
}

/// <param name="Bytes">Null while it waits, and when it was refused.</param>
public sealed record StoredMedium(MediumStatus Status, string ContentType, byte[]? Bytes);

/// <summary>Photos and recordings at rest, sealed with their account's key.</summary>
public interface IMediaStore
{
    Task<IReadOnlyList<DueMedium>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation);

    Task KeepAsync(string id, string contentType, byte[] bytes, CancellationToken cancellation);

    Task DeferAsync(string id, DateTimeOffset retryAt, string error, CancellationToken cancellation);

    Task RefuseAsync(string id, string why, CancellationToken cancellation);

    /// <summary>Null when there is none (any more).</summary>
    Task<StoredMedium?> ReadAsync(string id, CancellationToken cancellation);
}

/// <summary>For a channel that brings the bytes themselves: they lie here until the turn has said what becomes of them, at most a day.</summary>
public interface IUploads
{
    /// <summary>Returns the reference for the attachment's <c>contentUrl</c>.</summary>
    Task<string> StageAsync(byte[] bytes, CancellationToken cancellation);
}

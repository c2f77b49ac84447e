namespace BotHost.App.Media;

/// <summary>Fetches a photo or a recording that a channel only named.</summary>
public interface IMediaSource
{
    /// <summary>What stands before the colon of a reference.</summary>
    string Scheme { get; }

    /// <summary>The bytes; null when the channel does not have it (any more), or when it is larger than <paramref name="mostBytes"/>.</summary>
    /// <param name="id">What stands behind the colon.</param>
    /// <exception cref="HttpRequestException">Try again later.</exception>
    Task<byte[]?> FetchAsync(string id, int mostBytes, CancellationToken cancellation);
}

/// <summary>What is left of a file once everything but what it shows is gone.</summary>
public sealed record CleanMedium(string ContentType, byte[] Bytes);

/// <summary>Takes out of a file what it says besides what it shows: place, phone, time.</summary>
public interface IMediaCleaner
{
    /// <summary>Null when it is not what we keep, or cannot be read.</summary>
    CleanMedium? Clean(byte[] bytes);
}

/// <summary>Looks for malware before anything is kept.</summary>
public interface IVirusScanner
{
    /// <exception cref="IOException">The scanner cannot be reached: nothing is kept until it can.</exception>
    Task<bool> IsCleanAsync(byte[] bytes, CancellationToken cancellation);
}

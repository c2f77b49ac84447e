namespace BotHost.App.Media;

/// <summary>What a channel handed over for a reference.</summary>
public sealed record FetchedMedia(string ContentType, byte[] Bytes);

/// <summary>Fetches a photo or a recording that a channel only named. The reference is the part of an attachment's <c>contentUrl</c> after <c>channel:</c>.</summary>
public interface IMediaSource
{
    string Channel { get; }

    /// <summary>Null when the channel does not have it (any more).</summary>
    /// <exception cref="HttpRequestException">Try again later.</exception>
    Task<FetchedMedia?> FetchAsync(string reference, CancellationToken cancellation);
}

namespace BotHost.App.Understanding;

/// <summary>What was heard in a recording.</summary>
/// <param name="Text">The words; never empty.</param>
/// <param name="Length">How long the recording is, where the service told; facts read from it cover this span.</param>
public sealed record Transcript(string Text, TimeSpan? Length);

/// <summary>Turns a recording into words. Registered only when a speech endpoint is configured.</summary>
public interface ITranscriber
{
    /// <summary>
    /// The words of the recording; null when nothing was understood, the recording is too large or of no known kind, or the service failed or
    /// took too long: then the resident is shown another way. Throws only when <paramref name="cancellation"/> is cancelled.
    /// </summary>
    /// <param name="recording">The bytes as the channel gave them.</param>
    /// <param name="contentType"><c>audio/amr</c>, <c>audio/mpeg</c>, <c>audio/ogg</c>, <c>audio/wav</c>, <c>audio/mp4</c> …</param>
    Task<Transcript?> HearAsync(ReadOnlyMemory<byte> recording, string contentType, CancellationToken cancellation);
}

using BotHost.Core.Activities;

namespace BotHost.App.Conversations;

/// <summary>One activity of a conversation, in or out, with its place in the transcript.</summary>
public sealed record TranscriptEntry(long Sequence, Activity Activity);

/// <summary>The stored activities of a conversation, in order.</summary>
public interface ITranscript
{
    /// <summary>Up to <paramref name="limit"/> activities with a sequence greater than <paramref name="after"/>, oldest first.</summary>
    Task<IReadOnlyList<TranscriptEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellation);

    /// <summary>Everything after <paramref name="after"/>, then each new activity as soon as it is committed; ends only by cancellation.</summary>
    IAsyncEnumerable<TranscriptEntry> FollowAsync(string conversationId, long after, CancellationToken cancellation);
}

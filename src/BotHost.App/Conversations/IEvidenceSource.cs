namespace BotHost.App.Conversations;

/// <summary>The messages that facts rest on.</summary>
public interface IEvidenceSource
{
    /// <summary>Those of the named activities that came from the conversations in which a subject was spoken of, on whichever channel, oldest first.</summary>
    Task<IReadOnlyList<TranscriptEntry>> FindAsync(string subjectId, IReadOnlyCollection<string> activityIds, CancellationToken cancellation);
}

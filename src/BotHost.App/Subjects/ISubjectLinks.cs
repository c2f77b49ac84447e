namespace BotHost.App.Subjects;

/// <summary>
/// One resident on many channels: which accounts know a subject. A code that one account was given links another; to see anything there the
/// subject's short code is still needed.
/// </summary>
public interface ISubjectLinks
{
    /// <summary>Uses up a code and makes the subject known to the conversation's account; null for a wrong, used or old code. The same conversation may use its code again.</summary>
    Task<string?> LinkAsync(string conversationId, string code, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>A code for somebody who lost their only phone and came in person: eight digits that work once, for a quarter of an hour.</summary>
    Task<string> NewCodeAsync(string subjectId, string actor, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>No account knows the subject any more. Returns how many did.</summary>
    Task<int> UnlinkAsync(string subjectId, string actor, DateTimeOffset at, CancellationToken cancellation);
}

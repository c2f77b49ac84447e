using BotHost.Core.Activities;

namespace BotHost.App.Conversations;

/// <summary>For a channel that wants the answer in the same call that brought the message (WeChat: within 5 seconds).</summary>
public interface IAnswers
{
    /// <summary>
    /// Waits for the turn's commit and takes what it says, so that the sender leaves it alone. Empty: nothing to say. Null: not ready in
    /// time, or something older still waits; the sender sends it in order. The same message again gets the same answer, null after null too.
    /// </summary>
    /// <param name="fits">False for an answer that the call cannot carry; the sender sends it.</param>
    Task<IReadOnlyList<Activity>?> TakeAsync(
        string conversationId, Acceptance accepted, TimeSpan patience, Func<IReadOnlyList<Activity>, bool> fits, CancellationToken cancellation);
}

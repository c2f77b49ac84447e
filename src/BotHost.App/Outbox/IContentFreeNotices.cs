namespace BotHost.App.Outbox;

/// <summary>
/// Lets somebody know, on their phone's lock screen, that there is something to read, and nothing more: who looks over their shoulder learns
/// no program, no illness, no amount and no name. There is none while no channel for it (SMS) is configured.
/// </summary>
public interface IContentFreeNotices
{
    /// <summary>"There is news".</summary>
    /// <param name="phone">A mobile number in China, 11 digits.</param>
    /// <param name="key">Names this one wish, at most 64 characters: done again with the same key, the person gets it once.</param>
    /// <returns><see cref="SendOutcome.Retry"/> with a time in quiet hours; <see cref="SendOutcome.Unreachable"/> for a number that wants nothing more, or is none.</returns>
    Task<SendResult> TellThereIsNewsAsync(string phone, string key, CancellationToken cancellation);

    /// <summary>"So many things wait", for a digest.</summary>
    /// <param name="waiting">How many, at least 1.</param>
    Task<SendResult> TellHowManyWaitAsync(string phone, int waiting, string key, CancellationToken cancellation);
}

namespace BotHost.App.Outbox;

/// <summary>
/// Who wants nothing more on a channel. Kept by the conversation's name, which holds no address, and apart from what was written there: it
/// stays when everything else is erased.
/// </summary>
public interface IOptOuts
{
    ValueTask<bool> HasAsync(string conversationId, CancellationToken cancellation);

    /// <param name="optedOut">False: they want messages again.</param>
    Task RememberAsync(string conversationId, bool optedOut, DateTimeOffset at, CancellationToken cancellation);
}

namespace BotHost.App.Outbox;

/// <summary>What people answer to a notice that held no words.</summary>
public interface INoticeAnswers
{
    /// <summary>Brings the words to the conversation whose notice went to that number last, where they become a person's task. The same reply again does nothing.</summary>
    /// <param name="noticeConversationId">The number's own conversation.</param>
    /// <param name="replyId">The gateway's id of the reply.</param>
    /// <returns>False when that number was sent no notice.</returns>
    Task<bool> PassOnAsync(string noticeConversationId, string replyId, string words, DateTimeOffset at, CancellationToken cancellation);
}

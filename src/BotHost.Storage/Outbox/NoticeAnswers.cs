using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Core.Activities;
using BotHost.Core.Dialogs;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Outbox;

internal sealed class NoticeAnswers(IDbContextFactory<BotHostDb> contexts, KeyRing keys, IHostEvents events) : INoticeAnswers
{
    public async Task<bool> PassOnAsync(string noticeConversationId, string replyId, string words, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var notice = await db.Messages.Where(m => m.ConversationId == noticeConversationId && m.Direction == Direction.Out && m.Body != null).OrderByDescending(m => m.Sequence)
            .Select(m => new { m.AccountId, m.ActivityId, m.Body }).FirstOrDefaultAsync(cancellation);
        if (notice is null) return false;
        var key = await keys.AccountAsync(notice.AccountId, cancellation);
        var sent = key.Open<Activity>(notice.Body!, InboxWriter.RowOf(noticeConversationId, Direction.Out, notice.ActivityId));
        if (sent is not { Name: SmsKnock.Name, Value: { } value } || value.Deserialize<Knock>()?.From is not { Length: > 0 } from) return false;
        await events.RaiseAsync(ConversationEvent.For(from, NoticeReplies.Answered, $"notice-answered:{replyId}", new { words }, at), cancellation);
        return true;
    }
}

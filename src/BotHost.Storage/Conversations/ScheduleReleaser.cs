using System.Globalization;
using BotHost.App.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Conversations;

/// <summary>Turns schedules that are due into events, each in one transaction with the end of the schedule.</summary>
internal sealed class ScheduleReleaser(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, InboxWriter inbox)
{
    private const string DeleteIfUnchanged = "DELETE FROM schedules WHERE conversation_id = ?1 AND name = ?2 AND key = ?3 AND due_at = ?4";

    public async Task<IReadOnlyList<string>> ReleaseAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        List<ScheduleRow> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            due = await db.Schedules.Where(s => s.DueAt <= now).OrderBy(s => s.DueAt).Take(limit).ToListAsync(cancellation);
        }

        var released = await Task.WhenAll(due.Select(schedule => ReleaseAsync(schedule, now, cancellation)));
        return [.. released.OfType<string>().Distinct()];
    }

    private async Task<string?> ReleaseAsync(ScheduleRow schedule, DateTimeOffset now, CancellationToken cancellation)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"schedule/{schedule.ConversationId}/{schedule.Name}/{schedule.Key}/{schedule.DueAt.ToUnixTimeMilliseconds()}");
        var inbound = ConversationEvent.For(schedule.ConversationId, schedule.Name, id, new { key = schedule.Key }, now);
        if (await inbox.SealInternalAsync(inbound, now, cancellation) is not { } sealedEvent) return null;
        var entry = await writer.RunAsync<InboxEntry?>(
            session =>
            {
                // Cancelled or put off since we looked: then there is nothing to release.
                var stillDue = session.Execute(DeleteIfUnchanged, schedule.ConversationId, schedule.Name, schedule.Key, schedule.DueAt) == 1;
                return stillDue ? InboxWriter.Insert(session, sealedEvent) : null;
            },
            entry =>
            {
                if (entry is { } released) inbox.Committed(sealedEvent, released);
            },
            cancellation);
        return entry is null ? null : schedule.ConversationId;
    }
}

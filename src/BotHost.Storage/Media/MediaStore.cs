using BotHost.App.Media;
using BotHost.Core.Media;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Media;

internal sealed class MediaStore(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys) : IMediaStore
{
    private const string InsertMedium = """
        INSERT INTO media (id, conversation_id, account_id, content_type, source, status, attempts, next_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, ?6)
        """;

    private const string GiveToSubject = "UPDATE media SET subject_id = ?2 WHERE id = ?1";

    private const string KeepBody = "UPDATE media SET body = ?2, content_type = ?3, status = 1, error = NULL WHERE id = ?1 AND status = 0";

    private const string PutOff = "UPDATE media SET attempts = attempts + 1, next_at = ?2, error = ?3 WHERE id = ?1 AND status = 0";

    private const string RefuseBody = "UPDATE media SET status = 2, error = ?2 WHERE id = ?1 AND status = 0";

    /// <summary>A new medium, within a turn's transaction.</summary>
    public static Action<WriteSession> Prepare(Medium medium, string reference, TurnPlace turn)
    {
        var source = turn.AccountKey.Seal(reference, RowOf(medium.Id));
        return session => session.Execute(InsertMedium, medium.Id, turn.ConversationId, turn.AccountId, medium.ContentType, source, turn.At);
    }

    /// <summary>A claim took it: it belongs to the claim's subject, and goes when they are forgotten.</summary>
    public static void Give(WriteSession session, string subjectId, IEnumerable<Medium> media)
    {
        foreach (var medium in media) session.Execute(GiveToSubject, medium.Id, subjectId);
    }

    public async Task<IReadOnlyList<DueMedium>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Media.Where(m => m.Status == MediumStatus.Waiting && m.NextAt <= now).OrderBy(m => m.NextAt).Take(limit)
            .Select(m => new { m.Id, m.ConversationId, m.AccountId, m.Source, m.Attempts }).ToListAsync(cancellation);
        var due = new List<DueMedium>(rows.Count);
        foreach (var row in rows) due.Add(new(row.Id, row.ConversationId, (await keys.AccountAsync(row.AccountId, cancellation)).Open<string>(row.Source, RowOf(row.Id)), row.Attempts));
        return due;
    }

    public async Task KeepAsync(string id, string contentType, byte[] bytes, CancellationToken cancellation)
    {
        if (await AccountOfAsync(id, cancellation) is not { } accountId) return;
        var body = (await keys.AccountAsync(accountId, cancellation)).Seal(bytes.AsSpan(), BodyRowOf(id));
        await writer.RunAsync(session => session.Execute(KeepBody, id, body, contentType), null, cancellation);
    }

    public Task DeferAsync(string id, DateTimeOffset retryAt, string error, CancellationToken cancellation) =>
        writer.RunAsync(session => session.Execute(PutOff, id, retryAt, error), null, cancellation);

    public Task RefuseAsync(string id, string why, CancellationToken cancellation) =>
        writer.RunAsync(session => session.Execute(RefuseBody, id, why), null, cancellation);

    public async Task<StoredMedium?> ReadAsync(string id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Media.SingleOrDefaultAsync(m => m.Id == id, cancellation) is not { } row) return null;
        var key = await keys.AccountAsync(row.AccountId, cancellation);
        return new(row.Status, row.ContentType, row.Body is { } body ? key.Open(body, BodyRowOf(id)) : null);
    }

    private async Task<string?> AccountOfAsync(string id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Media.Where(m => m.Id == id).Select(m => m.AccountId).SingleOrDefaultAsync(cancellation);
    }

    private static string RowOf(string id) => $"media/{id}";

    private static string BodyRowOf(string id) => $"media/{id}/body";
}

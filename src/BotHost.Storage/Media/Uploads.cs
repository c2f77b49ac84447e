using BotHost.App.Conversations;
using BotHost.App.Media;
using BotHost.Storage.Database;
using BotHost.Storage.Writing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Media;

/// <summary>Uploaded bytes on their way from the call that brought them to <see cref="FetchMedia"/>; each is given out once.</summary>
internal sealed class Uploads(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, IDataProtectionProvider protection, FreshIds ids, TimeProvider clock) : IUploads, IMediaSource
{
    private const string InsertUpload = "INSERT INTO uploads (id, body, at) VALUES (?1, ?2, ?3)";

    private const string DeleteOld = "DELETE FROM uploads WHERE at < ?1";

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly IDataProtector protector = protection.CreateProtector("BotHost.Storage.Uploads.v1");

    public string Scheme => "upload";

    public async Task<string> StageAsync(byte[] bytes, CancellationToken cancellation)
    {
        var (id, body, now) = (ids.Next(), protector.Protect(bytes), clock.GetUtcNow());
        await writer.RunAsync(session =>
        {
            session.Execute(DeleteOld, now - KeptFor);
            session.Execute(InsertUpload, id, body, now);
        }, null, cancellation);
        return $"{Scheme}:{id}";
    }

    public async Task<byte[]?> FetchAsync(string id, int mostBytes, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Uploads.Where(u => u.Id == id).Select(u => u.Body).SingleOrDefaultAsync(cancellation) is { } body ? protector.Unprotect(body) : null;
    }
}

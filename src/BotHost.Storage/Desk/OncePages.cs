using BotHost.App.Desk;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Desk;

internal sealed class OncePages(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, HostSecrets secrets) : IOncePages
{
    private const string DropOld = "DELETE FROM once_pages WHERE expires_at < ?1";

    private const string InsertPage = "INSERT INTO once_pages (token, claim_id, user_id, expires_at) VALUES (?1, ?2, ?3, ?4)";

    private const string UsePage = "DELETE FROM once_pages WHERE token = ?1 AND expires_at >= ?2";

    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(10);

    /// <summary>A new page, within a turn's transaction.</summary>
    public Action<WriteSession> Offer(string token, string caseId, string userId, DateTimeOffset at)
    {
        var hidden = Hidden(token);
        return session =>
        {
            session.Execute(DropOld, at);
            session.Execute(InsertPage, hidden, caseId, userId, at + Lives);
        };
    }

    public async Task<(string CaseId, string UserId)?> UseAsync(string token, DateTimeOffset at, CancellationToken cancellation)
    {
        var hidden = Hidden(token);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.OncePages.SingleOrDefaultAsync(p => p.Token == hidden, cancellation) is not { } page) return null;
        return await writer.RunAsync(session => session.Execute(UsePage, hidden, at) == 1, null, cancellation) ? (page.ClaimId, page.UserId) : null;
    }

    private string Hidden(string token) => secrets.Blind.Of("once-page", token);
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using BotHost.App.Desk;
using BotHost.Core.Claims;
using BotHost.Core.Desk;
using BotHost.Storage.Audit;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Desk;

internal sealed class CadreChats(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, HostSecrets secrets, TimeProvider clock) : ICadreChats, IDisposable
{
    /// <summary>Without letters and digits that look alike.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private const int CodeLength = 8;

    private const string InsertCode = "INSERT INTO link_codes (code, user_id, expires_at, used_by) VALUES (?1, ?2, ?3, NULL)";

    private const string DropOldCodes = "DELETE FROM link_codes WHERE expires_at < ?1 OR user_id = ?2";

    private const string UseCode = "UPDATE link_codes SET used_by = ?2 WHERE code = ?1 AND expires_at >= ?3 AND (used_by IS NULL OR used_by = ?2)";

    private const string LinkChat = """
        INSERT INTO cadre_chats (conversation_id, user_id, linked_at) SELECT ?2, user_id, ?3 FROM link_codes WHERE code = ?1
        ON CONFLICT (conversation_id) DO UPDATE SET user_id = excluded.user_id, linked_at = excluded.linked_at
        """;

    private const string StopDigests = "DELETE FROM schedules WHERE name = ?2 AND conversation_id IN (SELECT conversation_id FROM cadre_chats WHERE user_id = ?1)";

    private const string UnlinkChats = "DELETE FROM cadre_chats WHERE user_id = ?1";

    private static readonly TimeSpan CodeLives = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim loading = new(1, 1);

    /// <summary>Every turn asks, and almost no conversation is a cadre's: all of them are kept here, by conversation.</summary>
    private volatile ConcurrentDictionary<string, string>? linked;

    public async ValueTask<Reviewer?> FindAsync(string conversationId, CancellationToken cancellation)
    {
        var known = linked ?? await LoadAsync(cancellation);
        if (!known.TryGetValue(conversationId, out var userId)) return null;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, cancellation);
        return user is null || user.IsClosed(clock.GetUtcNow()) ? null : user.ToReviewer();
    }

    /// <summary>The chats of one cadre, or of all whom an audience admits at a place.</summary>
    public async Task<IReadOnlyList<string>> ChatsAsync(string? userId, Audience? audience, string place, CancellationToken cancellation)
    {
        var known = linked ?? await LoadAsync(cancellation);
        if (known.IsEmpty) return [];
        if (userId is not null) return [.. known.Where(c => c.Value == userId).Select(c => c.Key)];
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ids = known.Values.Distinct().ToList();
        var admitted = (await db.Users.Where(u => ids.Contains(u.Id)).ToListAsync(cancellation)).Where(u => audience!.Admits(u.ToReviewer(), place)).Select(u => u.Id).ToHashSet();
        return [.. known.Where(c => admitted.Contains(c.Value)).Select(c => c.Key)];
    }

    public async Task<bool> LinkAsync(string conversationId, string code, DateTimeOffset at, CancellationToken cancellation)
    {
        var hidden = Hidden(code);
        var done = await writer.RunAsync(session =>
        {
            if (session.Execute(UseCode, hidden, conversationId, at) == 0) return false;
            session.Execute(LinkChat, hidden, conversationId, at);
            AuditTrail.Write(session, new(at, conversationId, "chat.linked", null, null, null));
            return true;
        }, null, cancellation);
        await ForgetAsync(cancellation);
        return done;
    }

    public async Task<string> NewCodeAsync(string userId, DateTimeOffset at, CancellationToken cancellation)
    {
        var code = RandomNumberGenerator.GetString(Alphabet, CodeLength);
        var hidden = Hidden(code);
        await writer.RunAsync(session =>
        {
            session.Execute(DropOldCodes, at, userId);
            session.Execute(InsertCode, hidden, userId, at + CodeLives);
        }, null, cancellation);
        return code;
    }

    public async Task<int> UnlinkAsync(string userId, string actor, DateTimeOffset at, CancellationToken cancellation)
    {
        var gone = await writer.RunAsync(session =>
        {
            session.Execute(StopDigests, userId, DeskEvents.Digest);
            var chats = session.Execute(UnlinkChats, userId);
            AuditTrail.Write(session, new(at, actor, "chat.unlinked", null, null, $"user {userId}, {chats} chats"));
            return chats;
        }, null, cancellation);
        await ForgetAsync(cancellation);
        return gone;
    }

    public void Dispose() => loading.Dispose();

    /// <summary>Under the gate: a load that began before the change must not be kept after it.</summary>
    private async Task ForgetAsync(CancellationToken cancellation)
    {
        await loading.WaitAsync(cancellation);
        linked = null;
        loading.Release();
    }

    private string Hidden(string code) => secrets.Blind.Of("link-code", code);

    private async Task<ConcurrentDictionary<string, string>> LoadAsync(CancellationToken cancellation)
    {
        await loading.WaitAsync(cancellation);
        try
        {
            if (linked is { } loaded) return loaded;
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var chats = await db.CadreChats.ToListAsync(cancellation);
            return linked = new(chats.ToDictionary(c => c.ConversationId, c => c.UserId), StringComparer.Ordinal);
        }
        finally
        {
            loading.Release();
        }
    }
}

using System.Security.Cryptography;
using BotHost.App.Subjects;
using BotHost.Storage.Audit;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Subjects;

internal sealed class SubjectLinks(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, ConversationDirectory directory, HostSecrets secrets) : ISubjectLinks
{
    private const string DropOldCodes = "DELETE FROM subject_codes WHERE expires_at < ?1 OR subject_id = ?2";

    private const string InsertCode = "INSERT INTO subject_codes (code, subject_id, expires_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

    private const string UseCode = "UPDATE subject_codes SET used_by = ?2 WHERE code = ?1 AND expires_at >= ?3 AND (used_by IS NULL OR used_by = ?2)";

    private const string LinkAccount = """
        INSERT INTO account_subjects (account_id, subject_id) SELECT ?2, subject_id FROM subject_codes WHERE code = ?1 ON CONFLICT DO NOTHING
        """;

    private const string UnlinkOthers = "DELETE FROM account_subjects WHERE subject_id = ?1 AND account_id <> ?2";

    private const int Digits = 8;

    private static readonly TimeSpan CodeLives = TimeSpan.FromMinutes(15);

    public async Task<string?> LinkAsync(string conversationId, string code, DateTimeOffset at, CancellationToken cancellation)
    {
        var hidden = Hidden(code);
        if (await directory.AccountOfAsync(conversationId, cancellation) is not { } accountId) return null;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.SubjectCodes.Where(c => c.Code == hidden).Select(c => c.SubjectId).SingleOrDefaultAsync(cancellation) is not { } subjectId) return null;
        return await writer.RunAsync(session =>
        {
            if (session.Execute(UseCode, hidden, conversationId, at) == 0) return null;
            // The turn that asked for this is redone when the record changes under it: the second time nothing may change.
            if (session.Execute(LinkAccount, hidden, accountId) == 0) return subjectId;
            SubjectWriter.Changed(session, subjectId);
            AuditTrail.Write(session, new(at, conversationId, "phone.linked", subjectId, null, null));
            return subjectId;
        }, null, cancellation);
    }

    public async Task<string> NewCodeAsync(string subjectId, string actor, DateTimeOffset at, CancellationToken cancellation)
    {
        var code = RandomNumberGenerator.GetString("0123456789", Digits);
        var offer = Offer(subjectId, code, at);
        await writer.RunAsync(session =>
        {
            offer(session);
            AuditTrail.Write(session, new(at, actor, "phone.code-given", subjectId, null, null));
        }, null, cancellation);
        return code;
    }

    public Task<int> UnlinkAsync(string subjectId, string actor, DateTimeOffset at, CancellationToken cancellation) => writer.RunAsync(session =>
    {
        var gone = Unlink(session, subjectId, exceptAccountId: "");
        AuditTrail.Write(session, new(at, actor, "phone.unlinked", subjectId, null, $"{gone} accounts"));
        return gone;
    }, null, cancellation);

    /// <summary>Stores a code for a subject, in place of any before it.</summary>
    public Action<WriteSession> Offer(string subjectId, string code, DateTimeOffset at)
    {
        var hidden = Hidden(code);
        return session =>
        {
            session.Execute(DropOldCodes, at, subjectId);
            session.Execute(InsertCode, hidden, subjectId, at + CodeLives);
        };
    }

    /// <summary>Takes a subject from every account but one. Their open conversations load again before their next turn, and no longer know it.</summary>
    public static int Unlink(WriteSession session, string subjectId, string exceptAccountId)
    {
        SubjectWriter.Changed(session, subjectId);
        return session.Execute(UnlinkOthers, subjectId, exceptAccountId);
    }

    private string Hidden(string code) => secrets.Blind.Of("subject-code", code);
}

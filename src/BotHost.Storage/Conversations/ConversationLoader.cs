using System.Collections.Immutable;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Consents;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;
using BotHost.Core.Facts;
using BotHost.Storage.Claims;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Escalations;
using BotHost.Storage.Subjects;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Conversations;

/// <summary>Puts a conversation's record together. The revision is read first: what changes while the rest is read makes the turn's commit fail, and it is loaded again.</summary>
internal sealed class ConversationLoader(IDbContextFactory<BotHostDb> contexts, KeyRing keys)
{
    private static readonly Func<BotHostDb, string, Task<Head?>> FindHead = EF.CompileAsyncQuery((BotHostDb db, string id) =>
        db.Conversations.Where(c => c.Id == id)
            .Join(db.Accounts, c => c.AccountId, a => a.Id, (c, a) => new Head(c.Channel, c.State, a.Id, a.DataKey, a.Revision)).SingleOrDefault());

    public async Task<LoadedConversation> LoadAsync(string conversationId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var head = await FindHead(db, conversationId) ?? throw new KeyNotFoundException($"conversation {conversationId} is not stored");
        var key = keys.Account(head.AccountId, head.DataKey);
        var state = head.State is null ? ConversationState.New(conversationId, head.Channel)
            : key.Open<ConversationState>(head.State, TurnWriter.StateRowOf(conversationId));

        // Nothing but the conversation's own state was ever stored for this account.
        if (head.Revision == 0) return new(new(state, ImmutableDictionary<string, Subject>.Empty, []), 0);
        var subjects = await SubjectsAsync(db, head.AccountId, cancellation);
        return new(new(state, subjects, await EscalationsAsync(db, conversationId, key, cancellation)), head.Revision);
    }

    private async Task<ImmutableDictionary<string, Subject>> SubjectsAsync(BotHostDb db, string accountId, CancellationToken cancellation)
    {
        var rows = await db.AccountSubjects.Where(a => a.AccountId == accountId).Join(db.Subjects, a => a.SubjectId, s => s.Id, (a, s) => s).ToListAsync(cancellation);
        if (rows.Count == 0) return ImmutableDictionary<string, Subject>.Empty;
        var ids = rows.ConvertAll(r => r.Id);
        var facts = (await db.Facts.Where(f => ids.Contains(f.SubjectId)).ToListAsync(cancellation)).ToLookup(f => f.SubjectId);
        var consents = (await db.Consents.Where(c => ids.Contains(c.SubjectId)).OrderBy(c => c.Id).ToListAsync(cancellation)).ToLookup(c => c.SubjectId);
        var claims = (await db.Claims.Where(c => ids.Contains(c.SubjectId) && c.Body != null).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).ToListAsync(cancellation)).ToLookup(c => c.SubjectId);
        return rows.ToImmutableDictionary(r => r.Id, r => Read(r, facts[r.Id], consents[r.Id], claims[r.Id]), StringComparer.Ordinal);
    }

    private Subject Read(SubjectRow row, IEnumerable<FactRow> facts, IEnumerable<ConsentRow> consents, IEnumerable<ClaimRow> claims)
    {
        var key = keys.Subject(row.Id, row.DataKey);
        var body = key.Open<SubjectBody>(row.Body, SubjectWriter.SubjectRowOf(row.Id));
        return new(row.Id, body.Relation, body.ShortCode)
        {
            Facts = facts.Select(f => key.Open<Fact>(f.Body, SubjectWriter.FactRowOf(f.SubjectId, f.FactKey))).ToImmutableDictionary(f => f.Id, StringComparer.Ordinal),
            Consents = [.. consents.Select(c => new Consent(c.SubjectId, c.Purpose, c.Given, c.ActivityId, c.At, c.ContentVersion))],
            Claims = [.. claims.Select(c => key.Open<Claim>(c.Body!, ClaimWriter.ClaimRowOf(c.Id)))],
        };
    }

    private static async Task<ImmutableArray<Escalation>> EscalationsAsync(BotHostDb db, string conversationId, DataKey key, CancellationToken cancellation)
    {
        var rows = await db.Escalations.Where(e => e.ConversationId == conversationId && e.ClosedAt == null).OrderBy(e => e.OpenedAt).ThenBy(e => e.Id).ToListAsync(cancellation);
        return [.. rows.Select(r => EscalationWriter.Read(r, key))];
    }

    private sealed record Head(string Channel, byte[]? State, string AccountId, byte[] DataKey, long Revision);
}

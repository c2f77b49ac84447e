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
internal sealed class ConversationLoader(Reads reads, IDbContextFactory<BotHostDb> contexts, KeyRing keys)
{
    private const string FindHead = "SELECT c.channel, c.state, a.id, a.data_key, a.revision FROM conversations c JOIN accounts a ON a.id = c.account_id WHERE c.id = ?1";

    private const string FindSubjects = "SELECT s.id, s.data_key, s.body FROM account_subjects a JOIN subjects s ON s.id = a.subject_id WHERE a.account_id = ?1";

    private const string FindFacts = "SELECT fact_key, body FROM facts WHERE subject_id = ?1";

    private const string FindConsents = "SELECT purpose, given, activity_id, at, content_version FROM consents WHERE subject_id = ?1 ORDER BY id";

    private const string FindClaims = "SELECT id, body FROM claims WHERE subject_id = ?1 AND body IS NOT NULL ORDER BY created_at, id";

    private const string HasEscalations = "SELECT 1 FROM escalations WHERE conversation_id = ?1 AND closed_at IS NULL LIMIT 1";

    public async Task<LoadedConversation> LoadAsync(string conversationId, CancellationToken cancellation)
    {
        var (loaded, key) = reads.Run(statements => Load(statements, conversationId));
        return key is null ? loaded : loaded with { Record = loaded.Record with { Escalations = await EscalationsAsync(conversationId, key, cancellation) } };
    }

    /// <summary>With the account's key when there are escalations to be read.</summary>
    private (LoadedConversation Loaded, DataKey? WithEscalations) Load(Statements statements, string conversationId)
    {
        var head = statements.First(FindHead, row => new Head(row.Text(0), row.IsNull(1) ? null : row.Bytes(1), row.Text(2), row.Bytes(3), row.Number(4)), conversationId)
            ?? throw new KeyNotFoundException($"conversation {conversationId} is not stored");
        var key = keys.Account(head.AccountId, head.DataKey);
        var state = head.State is null ? ConversationState.New(conversationId, head.Channel)
            : key.Open<ConversationState>(head.State, TurnWriter.StateRowOf(conversationId));

        // Nothing but the conversation's own state was ever stored for this account.
        if (head.Revision == 0) return (new(new(state, ImmutableDictionary<string, Subject>.Empty, []), 0), null);
        var subjects = statements.All(FindSubjects, row => (Id: row.Text(0), DataKey: row.Bytes(1), Body: row.Bytes(2)), head.AccountId)
            .Select(s => Read(statements, s.Id, s.DataKey, s.Body)).ToImmutableDictionary(s => s.Id, StringComparer.Ordinal);
        var escalated = statements.First(HasEscalations, _ => true, conversationId);
        return (new(new(state, subjects, []), head.Revision), escalated ? key : null);
    }

    private Subject Read(Statements statements, string subjectId, byte[] wrapped, byte[] sealedBody)
    {
        var key = keys.Subject(subjectId, wrapped);
        var body = key.Open<SubjectBody>(sealedBody, SubjectWriter.SubjectRowOf(subjectId));
        return new(subjectId, body.Relation, body.ShortCode)
        {
            Facts = statements.All(FindFacts, row => key.Open<Fact>(row.Bytes(1), SubjectWriter.FactRowOf(subjectId, row.Text(0))), subjectId).ToImmutableDictionary(f => f.Id, StringComparer.Ordinal),
            Consents = [.. statements.All(FindConsents, row => new Consent(subjectId, row.Text(0), row.Number(1) != 0, row.Text(2), row.At(3), row.Text(4)), subjectId)],
            Claims = [.. statements.All(FindClaims, row => key.Open<Claim>(row.Bytes(1), ClaimWriter.ClaimRowOf(row.Text(0))), subjectId)],
        };
    }

    private async Task<ImmutableArray<Escalation>> EscalationsAsync(string conversationId, DataKey key, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Escalations.Where(e => e.ConversationId == conversationId && e.ClosedAt == null).OrderBy(e => e.OpenedAt).ThenBy(e => e.Id).ToListAsync(cancellation);
        return [.. rows.Select(r => EscalationWriter.Read(r, key))];
    }

    private sealed record Head(string Channel, byte[]? State, string AccountId, byte[] DataKey, long Revision);
}

using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Core.Claims;
using BotHost.Storage.Audit;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Subjects;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Claims;

/// <summary>Saves what was decided about a claim, outside a conversation's turn.</summary>
internal sealed class ClaimCommits(
    GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys, ClaimWriter claims, SubjectWriter subjects, InboxWriter inbox, OutboxNudges nudges, FreshIds ids)
{
    private const string InsertDelivery = """
        INSERT INTO deliveries (id, claim_id, subject_id, idempotency_key, body, attempts, created_at, next_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?6)
        ON CONFLICT (idempotency_key) DO NOTHING
        """;

    /// <param name="also">More to write in the same transaction.</param>
    public async Task CommitAsync(ClaimCommit commit, Action<WriteSession>? also, DateTimeOffset at, TurnWrites? with, CancellationToken cancellation)
    {
        var claim = commit.Claim;
        var key = commit.NewSubject is null
            ? await keys.SubjectAsync(claim.SubjectId, cancellation) ?? throw new StaleRecordException($"subject {claim.SubjectId} was forgotten")
            : keys.Create();
        var steps = new List<Action<WriteSession>>();
        if (commit.NewSubject is { } subject) steps.Add(subjects.Create(subject, key, accountId: null, at));
        steps.Add(claims.Prepare(claim, commit.Event, key));
        if (!commit.SubjectFacts.IsDefaultOrEmpty) steps.Add(subjects.SaveFacts(claim.SubjectId, commit.SubjectFacts, key));
        if (commit.Delivery is { } delivery)
        {
            var body = key.Seal(delivery.Body.Span, ClaimWriter.DeliveryRowOf(delivery.IdempotencyKey));
            var id = ids.Next();
            steps.Add(session => session.Execute(InsertDelivery, id, claim.Id, claim.SubjectId, delivery.IdempotencyKey, body, at));
        }

        steps.Add(session => AuditTrail.Write(session, new(at, commit.Actor, $"claim.{commit.Event.Kind}", claim.SubjectId, claim.Id, $"version {claim.Version}")));
        steps.Add(session => SubjectWriter.Changed(session, claim.SubjectId));
        if (also is not null) steps.Add(also);
        var notify = commit.Notify is { } news ? news.To(await ConversationOfAsync(claim, cancellation) ?? news.ConversationId) : null;
        await RunAsync(steps, notify, at, with, commit.Delivery is null ? null : nudges.Delivering.Raise, cancellation);
    }

    public async Task<string?> ConversationOfAsync(Claim claim, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return (await SpokenOf.LatestAsync(db, [claim.SubjectId], cancellation)).GetValueOrDefault(claim.SubjectId) ?? claim.ConversationId;
    }

    /// <summary>Runs the steps and puts an event into a conversation's inbox, in one transaction: the turn's own where there is one.</summary>
    public async Task RunAsync(
        IReadOnlyCollection<Action<WriteSession>> steps, InboundActivity? notify, DateTimeOffset at, TurnWrites? with, Action? committed, CancellationToken cancellation)
    {
        var write = new PreparedWrite(steps, notify is null ? null : await inbox.SealInternalAsync(notify, at, cancellation), committed);
        if (with is not null) with.Add(write);
        else await writer.RunAsync(write.Write, entry => inbox.Committed(write, entry), cancellation);
    }
}

using System.Collections.Immutable;
using BotHost.App.Conversations;
using BotHost.App.Eligibility;
using BotHost.Core.Claims;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Storage.Audit;
using BotHost.Storage.Claims;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Subjects;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Eligibility;

internal sealed class OutcomeChanges(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys, HostSecrets secrets, GainQueue queue) : IOutcomeChanges
{
    private const string InsertChange = "INSERT INTO content_changes (id, before, after, at, cursor) VALUES (?1, ?2, ?3, ?4, '')";

    private const string InsertTurned = """
        INSERT INTO turned_outcomes (change_id, subject_id, program_key, claim_id, place, audience_from, audience_desk, gains, state, body)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9 WHERE EXISTS (SELECT 1 FROM subjects WHERE id = ?2) ON CONFLICT DO NOTHING
        """;

    private const string MoveCursor = "UPDATE content_changes SET cursor = ?3, done_at = ?4 WHERE id = ?1 AND cursor = ?2 AND done_at IS NULL";

    private const string Decide = """
        UPDATE turned_outcomes SET state = ?4, decided_by = ?5, decided_at = ?6 WHERE change_id = ?1 AND subject_id = ?2 AND program_key = ?3 AND state = 0
        """;

    public async Task BeginAsync(string hash, string changeId, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var before = await db.ContentChanges.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Select(c => c.After).FirstOrDefaultAsync(cancellation)
            ?? await db.ContentVersions.Where(c => c.Hash != hash).OrderByDescending(c => c.At).Select(c => c.Hash).FirstOrDefaultAsync(cancellation);
        if (before is null || before == hash) return;
        await writer.RunAsync(session => { session.Execute(InsertChange, changeId, before, hash, at); }, null, cancellation);
    }

    public async Task<OpenChange?> OpenAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ContentChanges.Where(c => c.DoneAt == null).OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => new OpenChange(c.Id, c.Before, c.After, c.Cursor)).FirstOrDefaultAsync(cancellation);
    }

    public async Task<(IReadOnlyList<StoredHousehold> Households, string Cursor, bool Last)> PageAsync(string cursor, int take, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
#pragma warning disable CA1309 // Only this form becomes SQL.
        var subjects = await db.Subjects.Where(s => string.Compare(s.Id, cursor) > 0).OrderBy(s => s.Id).Take(take).Select(s => new { s.Id, s.DataKey }).ToListAsync(cancellation);
#pragma warning restore CA1309
        var ids = subjects.Select(s => s.Id).ToList();
        var claims = (await db.Claims.Where(c => ids.Contains(c.SubjectId) && c.Body != null && c.Status != ClaimStatus.PrivateLead && c.Kind != ClaimKind.Complaint)
            .Select(c => new { c.SubjectId, c.Id, c.Place, c.AudienceFrom, c.AudienceDesk, c.CreatedAt }).ToListAsync(cancellation)).ToLookup(c => c.SubjectId);
        var facts = (await db.Facts.Where(f => ids.Contains(f.SubjectId)).ToListAsync(cancellation)).ToLookup(f => f.SubjectId);
        var households = new List<StoredHousehold>();
        foreach (var subject in subjects.Where(s => claims.Contains(s.Id)))
        {
            // The strictest claim says who may know: the facts of all of them were read together.
            var claim = claims[subject.Id].OrderByDescending(c => c.AudienceFrom).ThenByDescending(c => c.AudienceDesk != null).ThenByDescending(c => c.CreatedAt).First();
            var key = keys.Subject(subject.Id, subject.DataKey);
            var known = facts[subject.Id].Select(f => key.Open<Fact>(f.Body, SubjectWriter.FactRowOf(f.SubjectId, f.FactKey))).Where(f => f.IsKnown).ToImmutableDictionary(f => f.Id, f => f.Value!);
            households.Add(new(subject.Id, claim.Id, claim.Place, new(claim.AudienceFrom, claim.AudienceDesk), known));
        }

        return (households, subjects.Count == 0 ? cursor : subjects[^1].Id, subjects.Count < take);
    }

    public async Task KeepAsync(OpenChange change, IReadOnlyList<TurnedHousehold> turned, string cursor, bool done, DateTimeOffset at, CancellationToken cancellation)
    {
        var rows = new List<(TurnedHousehold Of, TurnedOutcome Outcome, string Key, byte[] Body)>();
        foreach (var household in turned)
        {
            if (await keys.SubjectAsync(household.Household.SubjectId, cancellation) is not { } key) continue;
            foreach (var outcome in household.Outcomes)
            {
                var programKey = ProgramKey(household.Household.SubjectId, outcome.Program);
                rows.Add((household, outcome, programKey, key.Seal(outcome, RowOf(change.Id, programKey))));
            }
        }

        await writer.RunAsync(
            session =>
            {
                // Somebody else kept this page: then its lines are there already.
                if (session.Execute(MoveCursor, change.Id, change.Cursor, cursor, done ? at : null) == 0) return;
                foreach (var (of, outcome, key, body) in rows)
                    session.Execute(InsertTurned, change.Id, of.Household.SubjectId, key, of.Household.ClaimId, of.Household.Place, of.Household.Audience.From, of.Household.Audience.Desk, outcome.Gains, body);
                if (done) AuditTrail.Write(session, new(at, "system", "content.rejudged", null, null, change.Id));
            },
            null, cancellation);
    }

    public Task<IReadOnlyList<DueGains>> DueAsync(int people, CancellationToken cancellation) => queue.DueAsync(people, cancellation);

    public Task<bool> SendAsync(DueGains due, InboundActivity? outcomesTurned, DateTimeOffset at, CancellationToken cancellation) => queue.SendAsync(due, outcomesTurned, at, cancellation);

    public async Task<TurnedPage> ListAsync(Reviewer reviewer, bool gains, TurnedState state, int skip, int take, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.Turned.VisibleTo(reviewer).Where(t => t.Gains == gains && t.State == state);
        var total = await rows.CountAsync(cancellation);
        var page = await rows.OrderBy(t => t.Place).ThenBy(t => t.SubjectId).ThenBy(t => t.ProgramKey).Skip(skip).Take(take).Join(db.Subjects, t => t.SubjectId, s => s.Id, (t, s) => new { Row = t, s.DataKey }).ToListAsync(cancellation);
        return new([.. page.OrderBy(p => p.Row.Place, StringComparer.Ordinal).ThenBy(p => p.Row.SubjectId, StringComparer.Ordinal).ThenBy(p => p.Row.ProgramKey, StringComparer.Ordinal).Select(p => new TurnedLine(p.Row.ChangeId, p.Row.SubjectId, p.Row.ClaimId, p.Row.Place,
            keys.Subject(p.Row.SubjectId, p.DataKey).Open<TurnedOutcome>(p.Row.Body, RowOf(p.Row.ChangeId, p.Row.ProgramKey)), p.Row.State, p.Row.DecidedBy))], total);
    }

    public async Task<bool> DecideAsync(string changeId, string subjectId, string program, TurnedState state, Reviewer reviewer, DateTimeOffset at, CancellationToken cancellation)
    {
        var key = ProgramKey(subjectId, program);
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (!await db.Turned.VisibleTo(reviewer).AnyAsync(t => t.ChangeId == changeId && t.SubjectId == subjectId && t.ProgramKey == key && (t.Gains || state != TurnedState.Approved), cancellation)) return false;
        }

        return await writer.RunAsync(
            session =>
            {
                if (session.Execute(Decide, changeId, subjectId, key, state, reviewer.UserId, at) == 0) return false;
                AuditTrail.Write(session, new(at, reviewer.UserId, state == TurnedState.Approved ? "outcome.approved" : "outcome.settled", subjectId, null, changeId));
                return true;
            },
            null, cancellation);
    }

    public async Task<IReadOnlyDictionary<TurnedState, int>> CountAsync(Reviewer reviewer, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Turned.VisibleTo(reviewer).Where(t => t.Gains).GroupBy(t => t.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
    }

    private string ProgramKey(string subjectId, string program) => GainQueue.ProgramKey(secrets, subjectId, program);

    internal static string RowOf(string changeId, string programKey) => $"turned_outcomes/{changeId}/{programKey}";
}

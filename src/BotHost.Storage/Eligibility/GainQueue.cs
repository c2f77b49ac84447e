using BotHost.App.Conversations;
using BotHost.App.Eligibility;
using BotHost.Core.Dialogs;
using BotHost.Core.Eligibility;
using BotHost.Storage.Audit;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Subjects;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Eligibility;

/// <summary>Who is to be told of a change, and what they said.</summary>
internal sealed class GainQueue(GroupWriter writer, IDbContextFactory<BotHostDb> contexts, KeyRing keys, HostSecrets secrets, InboxWriter inbox)
{
    /// <summary>Approved (1), and of those who gain.</summary>
    private const string IsOpen = "SELECT 1 FROM turned_outcomes WHERE change_id = ?1 AND subject_id = ?2 AND program_key = ?3 AND state = 1 AND gains = 1";

    private const string Mark = "UPDATE turned_outcomes SET state = ?4 WHERE change_id = ?1 AND subject_id = ?2 AND program_key = ?3";

    /// <summary>Only what was told (3) or read (4) can be answered.</summary>
    private const string AnswerTold = "UPDATE turned_outcomes SET state = ?4 WHERE change_id = ?1 AND subject_id = ?2 AND program_key = ?3 AND state IN (3, 4)";

    /// <summary>Blind: which help somebody may get is theirs to know.</summary>
    public static string ProgramKey(HostSecrets secrets, string subjectId, string program) => secrets.Blind.Fact(subjectId, Circumstances.ProgramPrefix + program);

    public async Task<IReadOnlyList<DueGains>> DueAsync(int people, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var subjects = await db.Turned.Where(t => t.State == TurnedState.Approved && t.Gains).Select(t => t.SubjectId).Distinct().OrderBy(id => id).Take(people).ToListAsync(cancellation);
        var rows = await db.Turned.Where(t => subjects.Contains(t.SubjectId) && t.State == TurnedState.Approved && t.Gains).OrderBy(t => t.ChangeId).ThenBy(t => t.ProgramKey).ToListAsync(cancellation);
        var conversations = await SpokenOf.LatestAsync(db, subjects, cancellation);
        var due = new List<DueGains>();
        foreach (var person in rows.GroupBy(r => r.SubjectId, StringComparer.Ordinal))
        {
            if (await keys.SubjectAsync(person.Key, cancellation) is not { } key) continue;
            var gains = person.Select(r => new Gain(r.ChangeId, r.SubjectId, key.Open<TurnedOutcome>(r.Body, OutcomeChanges.RowOf(r.ChangeId, r.ProgramKey)).Program));
            due.Add(new(person.Key, $"{person.First().ChangeId}:{person.First().ProgramKey}", conversations.GetValueOrDefault(person.Key), [.. gains]));
        }

        return due;
    }

    public async Task<bool> SendAsync(DueGains due, InboundActivity? outcomesTurned, DateTimeOffset at, CancellationToken cancellation)
    {
        var lines = due.Gains.Select(g => (g.ChangeId, Key: ProgramKey(secrets, g.SubjectId, g.Program))).ToList();
        var sealedEvent = outcomesTurned is null ? null : await inbox.SealInternalAsync(outcomesTurned, at, cancellation);
        var state = sealedEvent is null ? TurnedState.Stopped : TurnedState.Told;
        return await writer.RunAsync<Written?>(
            session =>
            {
                // Somebody else told them meanwhile, of these or of more: look again.
                if (!lines.All(l => session.Number(IsOpen, l.ChangeId, due.SubjectId, l.Key) is 1)) return null;
                foreach (var (changeId, key) in lines) session.Execute(Mark, changeId, due.SubjectId, key, state);
                AuditTrail.Write(session, new(at, "system", sealedEvent is null ? "outcome.not-told" : "outcome.told", due.SubjectId, null, due.Gains[0].ChangeId));
                return new(sealedEvent is null ? null : InboxWriter.Insert(session, sealedEvent));
            },
            written =>
            {
                if (written?.Entry is { } entry) inbox.Committed(sealedEvent!, entry);
            },
            cancellation) is not null;
    }

    public Action<WriteSession> Prepare(Effect.AnswerGain answer)
    {
        var (gain, key) = (answer.Gain, ProgramKey(secrets, answer.Gain.SubjectId, answer.Gain.Program));
        return session => session.Execute(AnswerTold, gain.ChangeId, gain.SubjectId, key, StateOf(answer.Answer));
    }

    private static TurnedState StateOf(GainAnswer answer) => answer switch
    {
        GainAnswer.Read => TurnedState.Read,
        GainAnswer.Wanted => TurnedState.Wanted,
        GainAnswer.Declined => TurnedState.Declined,
        _ => TurnedState.Stopped,
    };

    private sealed record Written(InboxEntry? Entry);
}

using System.Collections.Immutable;
using BotHost.Core.Consents;
using BotHost.Core.Facts;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;

namespace BotHost.Storage.Subjects;

/// <summary>What of a subject is sealed besides their facts.</summary>
internal sealed record SubjectBody(string Relation, string ShortCode);

/// <summary>Subjects, facts and consents, within somebody's transaction.</summary>
internal sealed class SubjectWriter(HostSecrets secrets)
{
    private const string InsertSubject = "INSERT INTO subjects (id, data_key, body, created_at) VALUES (?1, ?2, ?3, ?4)";

    private const string UpdateBody = "UPDATE subjects SET body = ?2 WHERE id = ?1";

    private const string LinkAccount = "INSERT INTO account_subjects (account_id, subject_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

    private const string UpsertFact = """
        INSERT INTO facts (subject_id, fact_key, body) VALUES (?1, ?2, ?3) ON CONFLICT (subject_id, fact_key) DO UPDATE SET body = ?3
        """;

    private const string InsertConsent = """
        INSERT INTO consents (subject_id, purpose, given, activity_id, at, content_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """;

    private const string RaiseRevision = """
        UPDATE accounts SET revision = revision + 1 WHERE id IN (SELECT account_id FROM account_subjects WHERE subject_id = ?1)
        """;

    public static string SubjectRowOf(string subjectId) => $"subjects/{subjectId}";

    public static string FactRowOf(string subjectId, string factKey) => $"facts/{subjectId}/{factKey}";

    /// <param name="accountId">The account that knows them; null for somebody a cadre files for.</param>
    public Action<WriteSession> Create(Subject subject, DataKey key, string? accountId, DateTimeOffset at)
    {
        var body = key.Seal(new SubjectBody(subject.Relation, subject.ShortCode), SubjectRowOf(subject.Id));
        var facts = SaveFacts(subject.Id, [.. subject.Facts.Values], key);
        return session =>
        {
            session.Execute(InsertSubject, subject.Id, key.Wrapped, body, at);
            if (accountId is not null) session.Execute(LinkAccount, accountId, subject.Id);
            facts(session);
            foreach (var consent in subject.Consents) Record(session, consent);
        };
    }

    /// <summary>A new short code: the old one was on a phone that is gone.</summary>
    public static Action<WriteSession> ChangeCode(Subject subject, DataKey key)
    {
        var body = key.Seal(new SubjectBody(subject.Relation, subject.ShortCode), SubjectRowOf(subject.Id));
        return session => session.Execute(UpdateBody, subject.Id, body);
    }

    public Action<WriteSession> SaveFacts(string subjectId, ImmutableArray<Fact> facts, DataKey key)
    {
        var rows = facts.Select(fact =>
        {
            var factKey = secrets.Blind.Fact(subjectId, fact.Id);
            return (Key: factKey, Body: key.Seal(fact, FactRowOf(subjectId, factKey)));
        }).ToArray();
        return session =>
        {
            foreach (var (factKey, body) in rows) session.Execute(UpsertFact, subjectId, factKey, body);
        };
    }

    public static void Record(WriteSession session, Consent c) =>
        session.Execute(InsertConsent, c.SubjectId, c.Purpose, c.Given, c.ActivityId, c.At, c.ContentVersion);

    /// <summary>Makes every conversation that was loaded with this subject load again before its next turn.</summary>
    public static void Changed(WriteSession session, string subjectId) => session.Execute(RaiseRevision, subjectId);
}

using BotHost.Core.Escalations;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;

namespace BotHost.Storage.Escalations;

/// <summary>What of an escalation is sealed.</summary>
internal sealed record EscalationBody(string Words, string? Contact, string? TakenByName, DateTimeOffset? TakenAt, string? MediumId = null, string? SubjectName = null, string? ClaimReference = null, string? Phone = null);

/// <summary>Escalations to rows and back.</summary>
internal static class EscalationWriter
{
    private const string Upsert = """
        INSERT INTO escalations (id, kind, conversation_id, subject_id, urgency, place, audience_from, audience_desk, opened_at, due_at, taken_by, closed_at, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        ON CONFLICT (id) DO UPDATE SET kind = ?2, subject_id = ?4, urgency = ?5, place = ?6, audience_from = ?7, audience_desk = ?8, due_at = ?10,
            taken_by = ?11, closed_at = ?12, body = ?13
        """;

    private static string RowOf(string id) => $"escalations/{id}";

    public static Action<WriteSession> Prepare(Escalation e, DataKey accountKey)
    {
        var body = accountKey.Seal(new EscalationBody(e.Words, e.Contact, e.TakenByName, e.TakenAt, e.MediumId, e.SubjectName, e.ClaimReference, e.Phone), RowOf(e.Id));
        return session => session.Execute(Upsert,
            e.Id, e.Kind, e.ConversationId, e.SubjectId, e.Urgency, e.Place, (int)e.Audience.From, e.Audience.Desk, e.OpenedAt, e.DueAt, e.TakenBy, e.ClosedAt, body);
    }

    public static Escalation Read(EscalationRow row, DataKey accountKey)
    {
        var body = row.Body is null ? new("", null, null, null) : accountKey.Open<EscalationBody>(row.Body, RowOf(row.Id));
        return new(row.Id, row.Kind, row.ConversationId, row.SubjectId, row.Urgency, body.Words, row.Place, new(row.AudienceFrom, row.AudienceDesk), row.OpenedAt, row.DueAt)
        {
            TakenBy = row.TakenBy, TakenByName = body.TakenByName, TakenAt = body.TakenAt, ClosedAt = row.ClosedAt, Contact = body.Contact, MediumId = body.MediumId,
            SubjectName = body.SubjectName, ClaimReference = body.ClaimReference, Phone = body.Phone,
        };
    }
}

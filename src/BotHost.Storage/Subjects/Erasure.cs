using BotHost.Core.Claims;
using BotHost.Storage.Conversations;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Subjects;

/// <summary>Forgetting: rows go, bodies are emptied, and the key goes with the subject's row, so that copies elsewhere cannot be opened either.</summary>
internal static class Erasure
{
    /// <summary>
    /// Forgets a subject. What the back-office has stays there; here only the bare claim remains (kind, place, times), so that lists and
    /// counts stay true. Consents stay as proof, without the message they point at. An open escalation keeps its row without words.
    /// </summary>
    public static void Subject(WriteSession session, string subjectId)
    {
        var db = session.Db;
        SubjectWriter.Changed(session, subjectId);
        WipeTurnsAbout(session, subjectId);
        db.Facts.Where(f => f.SubjectId == subjectId).ExecuteDelete();
        db.Consents.Where(c => c.SubjectId == subjectId).ExecuteUpdate(c => c.SetProperty(x => x.ActivityId, ""));
        db.Deliveries.Where(d => d.SubjectId == subjectId && d.DoneAt == null).ExecuteDelete();
        db.ClaimEvents.Where(e => db.Claims.Any(c => c.Id == e.ClaimId && c.SubjectId == subjectId && c.Status != ClaimStatus.Delivered)).ExecuteDelete();
        db.ClaimEvents.Where(e => db.Claims.Any(c => c.Id == e.ClaimId && c.SubjectId == subjectId)).ExecuteUpdate(e => e.SetProperty(x => x.Reason, (byte[]?)null));
        db.Claims.Where(c => c.SubjectId == subjectId && c.Status != ClaimStatus.Delivered).ExecuteDelete();
        db.Claims.Where(c => c.SubjectId == subjectId).ExecuteUpdate(c => c
            .SetProperty(x => x.Body, (byte[]?)null).SetProperty(x => x.NameIndex, (string?)null).SetProperty(x => x.IdNumberIndex, (string?)null)
            .SetProperty(x => x.PhoneIndex, (string?)null).SetProperty(x => x.ReferenceIndex, (string?)null).SetProperty(x => x.ReferenceNumberIndex, (string?)null)
            .SetProperty(x => x.PlaceName, (string?)null));
        db.Escalations.Where(e => e.SubjectId == subjectId && e.ClosedAt != null).ExecuteDelete();
        db.Escalations.Where(e => e.SubjectId == subjectId).ExecuteUpdate(e => e.SetProperty(x => x.Body, (byte[]?)null));
        db.Media.Where(m => m.SubjectId == subjectId).ExecuteDelete();
        db.FollowUps.Where(f => db.Offers.Any(o => o.Id == f.OfferId && o.SubjectId == subjectId)).ExecuteDelete();
        db.Offers.Where(o => o.SubjectId == subjectId).ExecuteDelete();
        db.WorkProfiles.Where(p => p.SubjectId == subjectId).ExecuteDelete();
        db.Turned.Where(t => t.SubjectId == subjectId).ExecuteDelete();
        db.SubjectCodes.Where(c => c.SubjectId == subjectId).ExecuteDelete();
        db.AccountSubjects.Where(a => a.SubjectId == subjectId).ExecuteDelete();
        db.Subjects.Where(s => s.Id == subjectId).ExecuteDelete();
        session.LeaveNoTrace = true;
    }

    /// <summary>Empties everything said in a conversation up to a message, what was understood of it, and the photos that no claim has taken. What was not sent yet is not sent any more.</summary>
    public static void Messages(WriteSession session, string conversationId, long upTo)
    {
        var db = session.Db;
        db.Messages.Where(m => m.ConversationId == conversationId && m.Sequence <= upTo).ExecuteUpdate(m => m
            .SetProperty(x => x.Body, (byte[]?)null).SetProperty(x => x.Status, MessageStatus.Done));
        var wiped = db.Messages.Where(m => m.ConversationId == conversationId && m.Sequence <= upTo).Select(m => m.Sequence);
        db.Turns.Where(t => wiped.Contains(t.Sequence)).ExecuteUpdate(t => t.SetProperty(x => x.Body, (byte[]?)null));
        db.Media.Where(m => m.ConversationId == conversationId && m.SubjectId == null).ExecuteDelete();
        session.LeaveNoTrace = true;
    }

    /// <summary>The same in every conversation, for the turns that were about a subject: their words may lie in an older chat, or on another phone.</summary>
    private static void WipeTurnsAbout(WriteSession session, string subjectId)
    {
        var db = session.Db;
        var turns = db.Turns.Where(t => t.SubjectId == subjectId);
        var sequences = turns.Select(t => t.Sequence);
        var conversations = turns.Select(t => t.ConversationId);
        db.Messages.Where(m => sequences.Contains(m.Sequence)).ExecuteUpdate(m => m.SetProperty(x => x.Body, (byte[]?)null));
        db.Messages.Where(m => conversations.Contains(m.ConversationId) && m.Answers != null && sequences.Contains(m.Answers.Value))
            .ExecuteUpdate(m => m.SetProperty(x => x.Body, (byte[]?)null));
        turns.ExecuteUpdate(t => t.SetProperty(x => x.Body, (byte[]?)null));
    }
}

using BotHost.App.Offers;
using BotHost.Core.Dialogs;
using BotHost.Core.Matching;
using BotHost.Core.Offers;
using BotHost.Storage.Conversations;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;

namespace BotHost.Storage.Offers;

/// <summary>What turns do to profiles and offers, within their transaction.</summary>
internal static class OfferWriter
{
    private const string UpsertProfile = """
        INSERT INTO work_profiles (subject_id, conversation_id, place, body, rounds_waited, changed_at) VALUES (?1, ?2, ?3, ?4, 0, ?5)
        ON CONFLICT (subject_id) DO UPDATE SET conversation_id = ?2, place = ?3, body = ?4, changed_at = ?5
        """;

    private const string DeleteProfile = "DELETE FROM work_profiles WHERE subject_id = ?1";

    /// <summary>Only what reached them and is not settled can be answered; a late yes still counts.</summary>
    private const string AnswerSent = "UPDATE offers SET status = ?2, reason = ?3, answered_at = ?4 WHERE id = ?1 AND status IN (2, 5, 6)";

    private const string UpsertFollowUp = """
        INSERT INTO follow_ups (offer_id, day, outcome, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (offer_id, day) DO UPDATE SET outcome = ?3, at = ?4
        """;

    public static string ProfileRowOf(string subjectId) => $"work_profiles/{subjectId}";

    public static string OfferRowOf(string offerId) => $"offers/{offerId}";

    /// <param name="profile">Null takes them out of matching.</param>
    public static Action<WriteSession> Prepare(string subjectId, Resident? profile, DataKey key, TurnPlace turn)
    {
        if (profile is null) return session => session.Execute(DeleteProfile, subjectId);
        var body = key.Seal(profile, ProfileRowOf(subjectId));
        return session => session.Execute(UpsertProfile, subjectId, turn.ConversationId, profile.Place, body, turn.At);
    }

    public static void Answer(WriteSession session, Effect.AnswerOffer answer, DateTimeOffset at) =>
        session.Execute(AnswerSent, answer.OfferId, (int)StatusOf(answer.Answer), answer.Reason, at);

    public static void Record(WriteSession session, Effect.RecordFollowUp look, DateTimeOffset at) => session.Execute(UpsertFollowUp, look.OfferId, look.Day, (int)look.Outcome, at);

    private static OfferStatus StatusOf(OfferAnswer answer) => answer switch
    {
        OfferAnswer.Wanted => OfferStatus.Wanted,
        OfferAnswer.Declined => OfferStatus.Declined,
        OfferAnswer.Later => OfferStatus.Later,
        _ => OfferStatus.Stopped,
    };
}

using System.Collections.Immutable;
using BotHost.App.Conversations;
using BotHost.Core.Dialogs;
using BotHost.Storage.Audit;
using BotHost.Storage.Claims;
using BotHost.Storage.Desk;
using BotHost.Storage.Eligibility;
using BotHost.Storage.Encryption;
using BotHost.Storage.Escalations;
using BotHost.Storage.Media;
using BotHost.Storage.Offers;
using BotHost.Storage.Outbox;
using BotHost.Storage.Subjects;
using BotHost.Storage.Writing;

namespace BotHost.Storage.Conversations;

/// <summary>The effects of a turn, sealed and ready to be written in its transaction.</summary>
/// <param name="Steps">In the order of the effects.</param>
/// <param name="ChangesRecord">True when other conversations of the account must load again.</param>
/// <param name="Erased">Subjects whose keys are to be dropped from memory after the commit.</param>
/// <param name="Told">Events put into other conversations' inboxes, with where they stand once written.</param>
internal sealed record PreparedEffects(ImmutableArray<Action<WriteSession>> Steps, bool ChangesRecord, ImmutableArray<string> Erased, IReadOnlyDictionary<SealedInbound, InboxEntry> Told)
{
    public static PreparedEffects None { get; } = new([], false, [], ImmutableDictionary<SealedInbound, InboxEntry>.Empty);
}

/// <summary>The turn that the effects belong to.</summary>
internal sealed record TurnPlace(string ConversationId, string AccountId, DataKey AccountKey, long Sequence, DateTimeOffset At);

/// <summary>Turns effects into rows. Every member of the family is known here.</summary>
internal sealed class EffectWriter(KeyRing keys, SubjectWriter subjects, SubjectLinks links, ClaimWriter claims, CadreChats chats, OncePages pages, SmsKnock knock, InboxWriter inbox, GainQueue gains)
{
    private const string UpsertSchedule = """
        INSERT INTO schedules (conversation_id, name, key, due_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (conversation_id, name, key) DO UPDATE SET due_at = ?4
        """;

    private const string DeleteSchedule = "DELETE FROM schedules WHERE conversation_id = ?1 AND name = ?2 AND key = ?3";

    private const string RaiseAccountRevision = "UPDATE accounts SET revision = revision + 1 WHERE id = ?1";

    /// <exception cref="StaleRecordException">An effect is about a subject that was forgotten meanwhile.</exception>
    public async ValueTask<PreparedEffects> PrepareAsync(ImmutableArray<Effect> effects, TurnPlace turn, CancellationToken cancellation)
    {
        if (effects.IsDefaultOrEmpty) return PreparedEffects.None;
        var steps = ImmutableArray.CreateBuilder<Action<WriteSession>>(effects.Length + 1);
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var created = new Dictionary<string, DataKey>(StringComparer.Ordinal);
        var erased = ImmutableArray<string>.Empty;
        var accountTouched = false;
        var told = new Dictionary<SealedInbound, InboxEntry>(ReferenceEqualityComparer.Instance);

        async ValueTask<DataKey> KeyOf(string subjectId) => created.GetValueOrDefault(subjectId) ?? await keys.SubjectAsync(subjectId, cancellation)
            ?? throw new StaleRecordException($"subject {subjectId} was forgotten");

        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.CreateSubject(var subject):
                    created[subject.Id] = keys.Create();
                    steps.Add(subjects.Create(subject, created[subject.Id], turn.AccountId, turn.At));
                    touched.Add(subject.Id);
                    break;
                case Effect.OfferLink(var subjectId, var code):
                    steps.Add(links.Offer(subjectId, code, turn.At));
                    break;
                case Effect.ForgetOtherPhones(var subject):
                    steps.Add(SubjectWriter.ChangeCode(subject, await KeyOf(subject.Id)));
                    steps.Add(session => SubjectLinks.Unlink(session, subject.Id, turn.AccountId));
                    touched.Add(subject.Id);
                    break;
                case Effect.SaveFacts(var subjectId, var facts):
                    steps.Add(subjects.SaveFacts(subjectId, facts, await KeyOf(subjectId)));
                    touched.Add(subjectId);
                    break;
                case Effect.RecordConsent(var consent):
                    steps.Add(session => SubjectWriter.Record(session, consent));
                    touched.Add(consent.SubjectId);
                    break;
                case Effect.SaveClaim(var claim, var step):
                    steps.Add(claims.Prepare(claim, step, await KeyOf(claim.SubjectId)));
                    if (claim.Attachments.Length > 0) steps.Add(session => MediaStore.Give(session, claim.SubjectId, claim.Attachments));
                    touched.Add(claim.SubjectId);
                    break;
                case Effect.SaveEscalation(var escalation):
                    steps.Add(EscalationWriter.Prepare(escalation, turn.AccountKey));
                    accountTouched = true;
                    break;
                case Effect.Schedule(var name, var key, var dueAt):
                    steps.Add(session => session.Execute(UpsertSchedule, turn.ConversationId, name, key, dueAt));
                    break;
                case Effect.CancelSchedule(var name, var key):
                    steps.Add(session => session.Execute(DeleteSchedule, turn.ConversationId, name, key));
                    break;
                case Effect.OfferPage(var token, var caseId, var userId):
                    steps.Add(pages.Offer(token, caseId, userId, turn.At));
                    break;
                case Effect.KnockBySms(var phone):
                    if (await knock.PrepareAsync(phone, turn.ConversationId, turn.At, cancellation) is { } sms) steps.Add(session => sms(session));
                    break;
                case Effect.TellCadres tell:
                    foreach (var sealedEvent in await SealAsync(tell, turn.At, cancellation)) steps.Add(session => told[sealedEvent] = InboxWriter.Insert(session, sealedEvent));
                    break;
                case Effect.KeepMedium(var medium, var reference):
                    steps.Add(MediaStore.Prepare(medium, reference, turn));
                    break;
                case Effect.WipeMessages:
                    steps.Add(session => Erasure.Messages(session, turn.ConversationId, turn.Sequence));
                    break;
                case Effect.EraseSubject(var subjectId):
                    steps.Add(session =>
                    {
                        Erasure.Subject(session, subjectId);
                        Erasure.Messages(session, turn.ConversationId, turn.Sequence);
                    });
                    erased = erased.Add(subjectId);
                    touched.Remove(subjectId);
                    accountTouched = true;
                    break;
                case Effect.SaveWorkProfile(var subjectId, var profile):
                    steps.Add(OfferWriter.Prepare(subjectId, profile, await KeyOf(subjectId), turn));
                    break;
                case Effect.AnswerOffer answer:
                    steps.Add(session => OfferWriter.Answer(session, answer, turn.At));
                    break;
                case Effect.AnswerGain answer:
                    steps.Add(gains.Prepare(answer));
                    break;
                case Effect.RecordFollowUp look:
                    steps.Add(session => OfferWriter.Record(session, look, turn.At));
                    break;
                case Effect.Audit(var action, var subjectId, var claimId):
                    steps.Add(session => AuditTrail.Write(session, new(turn.At, turn.ConversationId, action, subjectId, claimId, null)));
                    break;
                default: throw new System.Diagnostics.UnreachableException();
            }
        }

        foreach (var subjectId in touched) steps.Add(session => SubjectWriter.Changed(session, subjectId));
        if (accountTouched) steps.Add(session => session.Execute(RaiseAccountRevision, turn.AccountId));
        return new(steps.ToImmutable(), touched.Count > 0 || accountTouched, erased, told);
    }

    private async Task<List<SealedInbound>> SealAsync(Effect.TellCadres tell, DateTimeOffset at, CancellationToken cancellation)
    {
        var events = new List<SealedInbound>();
        foreach (var chat in await chats.ChatsAsync(tell.UserId, tell.Audience, tell.Place, cancellation))
        {
            if (await inbox.SealInternalAsync(ConversationEvent.For(chat, tell.Name, $"{tell.Name}:{tell.Key}:{chat}", tell.Values, at), at, cancellation) is { } sealedEvent) events.Add(sealedEvent);
        }

        return events;
    }
}

using System.Collections.Immutable;
using BotHost.Core.Activities;
using BotHost.Core.Claims;
using BotHost.Core.Consents;
using BotHost.Core.Desk;
using BotHost.Core.Eligibility;
using BotHost.Core.Escalations;
using BotHost.Core.Facts;
using BotHost.Core.Matching;
using BotHost.Core.Media;
using BotHost.Core.Offers;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs;

/// <summary>A conversation with the records it may touch: the subjects its account knows, and its open escalations.</summary>
public sealed record ConversationRecord(
    ConversationState State,
    ImmutableDictionary<string, Subject> Subjects,
    ImmutableArray<Escalation> Escalations)
{
    public static ConversationRecord New(string id, string channel) =>
        new(ConversationState.New(id, channel), ImmutableDictionary<string, Subject>.Empty, []);
}

/// <summary>Everything random a turn may need, made at the edge and stored with the turn, so that a replay gives the same ids and codes.</summary>
/// <param name="Value">A ULID made from a cryptographic random source.</param>
public readonly record struct TurnSeed(string Value);

/// <summary>What a turn says. One question at a time: choices belong to the last sentence.</summary>
/// <param name="Prompts">Ids of the prompts it was made from, for tests and for the history.</param>
public sealed record Reply(string Text, ImmutableArray<Choice> Choices, ImmutableArray<string> Prompts)
{
    /// <summary>How a channel that can may set it off; null for plain speech, and always for what a resident said.</summary>
    public ReplyLayout? Layout { get; init; }
}

/// <summary>How a reply to a cadre is built, for channels with more than plain text. Its words are plain all the same.</summary>
/// <param name="Kind"><c>list</c>: a heading, lines that each begin with a short code, a closing line. <c>case</c>: a heading and lines.</param>
/// <param name="Link">The one line of the text that is an address of ours; null when there is none.</param>
public sealed record ReplyLayout(string Kind, string? Link = null);

/// <summary>The outcome of a pure turn.</summary>
/// <param name="Record">The conversation afterwards, effects already applied.</param>
public sealed record TurnResult(ConversationRecord Record, ImmutableArray<Reply> Replies, ImmutableArray<Effect> Effects)
{
    /// <summary>Something to be done before the turn can be finished: do it, and advance again with what came of it. Null when the turn is whole.</summary>
    public DeskAct? Act { get; init; }
}

/// <summary>Something that must be stored together with the turn. A closed family: the store knows every member.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>A new subject, known to this account under a relation.</summary>
    public sealed record CreateSubject(Subject Subject) : Effect;

    /// <summary>A code by which one more account may come to know the subject.</summary>
    public sealed record OfferLink(string SubjectId, string Code) : Effect;

    /// <summary>Only this account knows the subject from now on, and its short code is another.</summary>
    public sealed record ForgetOtherPhones(Subject Subject) : Effect;

    /// <summary>Facts learnt or put right; replaces the same ids.</summary>
    public sealed record SaveFacts(string SubjectId, ImmutableArray<Fact> Facts) : Effect;

    public sealed record RecordConsent(Consent Consent) : Effect;

    /// <summary>A new claim or a new version of one, with the step that led there.</summary>
    public sealed record SaveClaim(Claim Claim, ClaimEvent Event) : Effect;

    public sealed record SaveEscalation(Escalation Escalation) : Effect;

    /// <summary>An event for this conversation at a later time (the 15-minute truth, the end of the quarantine). A second one of the same name and key replaces it.</summary>
    public sealed record Schedule(string Name, string Key, DateTimeOffset DueAt) : Effect;

    public sealed record CancelSchedule(string Name, string Key) : Effect;

    /// <summary>A photo or recording to be fetched from its channel, checked and kept.</summary>
    /// <param name="Reference">Where the channel has it (<c>wechat:…</c>); an attachment's <c>contentUrl</c>.</param>
    public sealed record KeepMedium(Medium Medium, string Reference) : Effect;

    /// <summary>Everything said in this conversation until now is wiped: consent was refused, or the quarantine ran out.</summary>
    public sealed record WipeMessages : Effect;

    /// <summary>Forget a subject: rows and key. What was delivered to the back-office stays there.</summary>
    public sealed record EraseSubject(string SubjectId) : Effect;

    /// <summary>An event for cadres' chats: of one cadre, or of all whom an audience admits at a place. Nobody linked, nobody told.</summary>
    /// <param name="Key">Decides whether a chat was told already.</param>
    public sealed record TellCadres(string? UserId, Audience? Audience, string Place, string Name, string Key, ImmutableDictionary<string, string> Values) : Effect;

    /// <summary>A short message to a phone that says only that there is news; nothing where no channel for it is configured.</summary>
    public sealed record KnockBySms(string Phone) : Effect;

    /// <summary>A page about a claim or an escalation that one cadre may open once.</summary>
    public sealed record OfferPage(string Token, string CaseId, string UserId) : Effect;

    /// <summary>What matching knows of a subject from now on; null takes them out of it.</summary>
    public sealed record SaveWorkProfile(string SubjectId, Resident? Profile) : Effect;

    /// <summary>What a resident said to an offer.</summary>
    /// <param name="Reason">An option of the prompt <c>offer.why-not</c>; null when none was given.</param>
    public sealed record AnswerOffer(string OfferId, OfferAnswer Answer, string? Reason) : Effect;

    /// <summary>How it went with something that was wanted, so many days after it began.</summary>
    public sealed record RecordFollowUp(string OfferId, int Day, FollowUpOutcome Outcome) : Effect;

    /// <summary>What became of telling somebody that a program looks likely now.</summary>
    public sealed record AnswerGain(Gain Gain, GainAnswer Answer) : Effect;

    /// <summary>A line for the audit trail: ids only, never content.</summary>
    public sealed record Audit(string Action, string? SubjectId, string? ClaimId) : Effect;
}

/// <summary>What advance is given. Nothing else may influence a turn.</summary>
public sealed record TurnInput(ConversationRecord Record, Activity Inbound, Reading Reading, DateTimeOffset Now, TurnSeed Seed)
{
    /// <summary>Set in a cadre's chat.</summary>
    public DeskView? Desk { get; init; }

    /// <summary>What came of the act that the first pass of this turn asked for; null in the first pass.</summary>
    public DeskOutcome? Outcome { get; init; }
}

using System.Collections.Immutable;

namespace BotHost.Core.Dialogs;

/// <summary>A prompt that code says by name, with the placeholders that the code fills. Validation holds the prompts folder against this list.</summary>
public sealed record Word(string Id, ImmutableArray<string> Fills);

/// <summary>Every prompt the dialog engine says. The sentences themselves live in <c>prompts/zh-CN</c>.</summary>
public static class Words
{
    private static readonly List<Word> Defined = [];

    public static readonly Word Greeting = Define("greeting"), Menu = Define("menu"), MenuShort = Define("menu-short"), Thanks = Define("thanks"), Help = Define("help");
    public static readonly Word Unreadable = Define("unreadable"), TextTooLong = Define("text-too-long"), NotText = Define("not-text"), MediumKept = Define("medium.kept"), MediumAdded = Define("medium.added", "reference"), MediumRefused = Define("medium.refused"), MediumNotWanted = Define("medium.not-wanted"), QuestionGone = Define("question-gone");
    public static readonly Word SpeechKept = Define("speech.kept"), SpeechHint = Define("speech.hint"), SpeechToPerson = Define("speech.to-person"), SpeechCheck = Define("speech.check", "facts"), SpeechWrong = Define("speech.wrong");
    public static readonly Word Fault = Define("fault"), NotUnderstood = Define("not-understood"), BackTo = Define("back-to");

    public static readonly Word FormStart = Define("form.start", "title", "questions", "minutes"), FormHeard = Define("form.heard", "facts"), FormProgress = Define("form.progress", "left");
    public static readonly Word FormNoted = Define("form.noted"), FormNotedUnknown = Define("form.noted-unknown"), FormNotedDeclined = Define("form.noted-declined");
    public static readonly Word FormCorrected = Define("form.corrected", "fact"), FormConflict = Define("form.conflict", "label", "old", "new"), FormStuck = Define("form.stuck");
    public static readonly Word FormPaused = Define("form.paused"), FormResumed = Define("form.resumed", "title"), FormCancelled = Define("form.cancelled"), FormNothingBack = Define("form.nothing-back");
    public static readonly Word FormConfirm = Define("form.confirm", "facts"), FormWhichWrong = Define("form.which-wrong"), FormConfirmHidden = Define("form.confirm-hidden"), FormNotSent = Define("form.not-sent");
    public static readonly Word FormDoubtPlace = Define("form.doubt-place", "name"), FormPlaceUnknown = Define("form.place-unknown", "name"), FormDoubt = Define("form.doubt", "quote"), FormOutOfRange = Define("form.out-of-range", "label"), FormNominalAge = Define("form.nominal-age");
    public static readonly Word FormWaiting = Define("form.waiting"), FormBadIdNumber = Define("form.bad-id-number");

    public static readonly Word ConsentPersonal = Define("consent.personal-data"), ConsentSensitive = Define("consent.sensitive"), ConsentHandOver = Define("consent.hand-over"), ConsentWho = Define("consent.who"), ConsentModel = Define("consent.model"), ConsentVoice = Define("consent.voice");
    public static readonly Word ConsentGiven = Define("consent.given", "code"), ConsentRefused = Define("consent.refused"), ConsentSensitiveRefused = Define("consent.sensitive-refused"), ConsentHandOverRefused = Define("consent.hand-over-refused");
    public static readonly Word ConsentChild = Define("consent.child"), ConsentExpired = Define("consent.expired"), ConsentSubject = Define("consent.subject", "relation"), ConsentSubjectSpeaks = Define("consent.subject-speaks", "relation"), ConsentSubjectGiven = Define("consent.subject-given");

    public static readonly Word ClaimReceipt = Define("claim.receipt", "reference", "code", "intake", "days"), ClaimAttached = Define("claim.attached", "reference"), ClaimPrivateLead = Define("claim.private-lead", "relation"), ClaimPastVillage = Define("claim.past-village");
    public static readonly Word ClaimAmended = Define("claim.amended", "facts"), ClaimAmendWhich = Define("claim.amend-which"), ClaimNothingToAmend = Define("claim.nothing-to-amend"), ComplaintReceipt = Define("claim.complaint-receipt", "reference", "code");

    public static readonly Word WhoAsk = Define("who.ask"), WhoNew = Define("who.new"), WhoCode = Define("who.code"), WhoCodeWrong = Define("who.code-wrong"), WhoCodeLocked = Define("who.code-locked"), WhoCodeLost = Define("who.code-lost"), WhoWelcome = Define("who.welcome");

    public static readonly Word ProgressNone = Define("progress.none"), ProgressIntro = Define("progress.intro"), ProgressAfter = Define("progress.after");
    public static readonly Word ProgressPrivateLead = Define("progress.private-lead", "reference", "ago"), ProgressSubmitted = Define("progress.submitted", "reference", "ago"), ProgressVerified = Define("progress.verified", "reference", "ago");
    public static readonly Word ProgressReturned = Define("progress.returned", "reference", "ago"), ProgressAccepted = Define("progress.accepted", "reference", "ago"), ProgressRejected = Define("progress.rejected", "reference", "ago", "reason"), ProgressDelivered = Define("progress.delivered", "reference", "ago", "status");

    public static readonly Word NewsKnock = Define("news.knock"), NewsVerified = Define("news.verified"), NewsAccepted = Define("news.accepted"), NewsRejected = Define("news.rejected", "reason"), NewsDelivered = Define("news.delivered"), NewsNone = Define("news.none");
    public static readonly Word ReturnKnock = Define("return.knock"), ReturnStart = Define("return.start", "count"), ReturnOwnWords = Define("return.own-words", "words"), ReturnDone = Define("return.done"), ReturnLater = Define("return.later");

    public static readonly Word MyDataShow = Define("my-data.show", "facts", "claims"), MyDataEmpty = Define("my-data.empty"), MyDataDelete = Define("my-data.delete"), MyDataDeleted = Define("my-data.deleted"), MyDataDeletedNothing = Define("my-data.deleted-nothing"), MyDataKept = Define("my-data.kept");
    public static readonly Word PhoneCode = Define("phone.code", "code"), PhoneLinked = Define("phone.linked"), PhoneUnlink = Define("phone.unlink"), PhoneUnlinked = Define("phone.unlinked", "code");
    public static readonly Word Unsubscribed = Define("my-data.unsubscribed");

    public static readonly Word UrgentCheck = Define("urgent.check"), UrgentCalm = Define("urgent.calm"), UrgentWhere = Define("urgent.where"), UrgentPhone = Define("urgent.phone"), UrgentNoted = Define("urgent.noted"), UrgentTruthNobody = Define("urgent.truth-nobody"), UrgentTruthTaken = Define("urgent.truth-taken", "name");
    public static readonly Word UrgentTaken = Define("urgent.taken", "name", "due");

    public static readonly Word HumanCalled = Define("human.called"), HumanTaken = Define("human.taken", "name", "due"), HumanSays = Define("human.says", "name", "text"), HumanBack = Define("human.back"), HumanStillWaiting = Define("human.still-waiting"), HumanGoOn = Define("human.go-on"), HumanNotPassed = Define("human.not-passed"), HumanResumed = Define("human.resumed", "name"), HumanReleased = Define("human.released", "name"), HumanUnreachable = Define("human.unreachable", "name");
    public static readonly Word HumanPhotoAdded = Define("human.photo-added", "reference"), HumanPhotoKept = Define("human.photo-kept"), HumanPhotoWaits = Define("human.photo-waits"), HumanMediumLost = Define("human.medium-lost"), HumanRecording = Define("human.recording"), HumanRecordingWaits = Define("human.recording-waits"), HumanRecordingSoon = Define("human.recording-soon");

    public static readonly Word AskTopic = Define("ask.topic"), AskUnknown = Define("ask.unknown"), AskAfter = Define("ask.after"), AskProgram = Define("ask.program", "text");

    public static readonly Word ConsentMatching = Define("consent.matching"), OfferWillCome = Define("offer.will-come"), OfferWillNotCome = Define("offer.will-not-come");
    public static readonly Word OfferKnock = Define("offer.knock", "count"), OfferAfterwards = Define("offer.afterwards"), OfferJob = Define("offer.job", "title", "place", "provider", "wage", "starts", "until", "reasons"), OfferCourse = Define("offer.course", "title", "place", "provider", "wage", "starts", "until", "reasons"), OfferNear = Define("offer.near", "near"), OfferAnswer = Define("offer.answer"), OfferSpeaker = Define("offer.speaker", "name", "going");
    public static readonly Word OfferApplied = Define("offer.applied", "title", "reference", "days"), OfferWhyNot = Define("offer.why-not"), OfferDeclined = Define("offer.declined"), OfferHasWork = Define("offer.has-work"), OfferPutOff = Define("offer.put-off", "days"), OfferKept = Define("offer.kept"), OfferStopped = Define("offer.stopped"), OfferNone = Define("offer.none"), OfferGone = Define("offer.gone"), OfferDone = Define("offer.done");
    public static readonly Word FollowStarted = Define("follow.started"), FollowStill = Define("follow.still"), FollowPay = Define("follow.pay"), FollowWell = Define("follow.well"), FollowPaidLess = Define("follow.paid-less"), FollowWaiting = Define("follow.waiting"), FollowAgain = Define("follow.again");

    public static readonly Word EligibilityMay = Define("eligibility.may", "programs"), EligibilityAsk = Define("eligibility.ask", "programs");
    public static readonly Word GainKnock = Define("gain.knock"), GainTold = Define("gain.told", "programs");
    public static readonly Word EligibilityStart = Define("eligibility.start"), EligibilityOthers = Define("eligibility.others", "programs"), EligibilityHuman = Define("eligibility.human"), EligibilityAfter = Define("eligibility.after"), EligibilityAfterShort = Define("eligibility.after-short");

    public static readonly Word DeskWelcome = Define("desk.welcome"), DeskLinkFailed = Define("desk.link-failed"), DeskHelp = Define("desk.help"), DeskNotUnderstood = Define("desk.not-understood"), DeskNames = Define("desk.names");
    public static readonly Word DeskList = Define("desk.list", "count", "lines"), DeskListMore = Define("desk.list-more", "count", "lines"), DeskListEnd = Define("desk.list-end"), DeskListEmpty = Define("desk.list-empty"), DeskNoSuchCode = Define("desk.no-such-code", "code");
    public static readonly Word DeskClaim = Define("desk.claim", "code", "name", "place", "kind", "status", "facts"), DeskSecretsInConsole = Define("desk.secrets-in-console"), DeskSecretsBehindLink = Define("desk.secrets-behind-link", "link"), DeskWordsInConsole = Define("desk.words-in-console"), DeskWordsBehindLink = Define("desk.words-behind-link", "link");
    public static readonly Word DeskEscalation = Define("desk.escalation", "code", "name", "kind", "place"), DeskEscalationTaken = Define("desk.escalation-taken", "code", "name", "kind", "place", "by"), DeskTaken = Define("desk.taken", "code", "name", "place"), DeskWritten = Define("desk.written", "code", "name", "place"), DeskResidentSays = Define("desk.resident-says", "code", "name", "text");
    public static readonly Word DeskSure = Define("desk.sure", "name", "place", "code", "does", "text"), DeskWhich = Define("desk.which", "lines"), DeskNothingDone = Define("desk.nothing-done"), DeskAskWords = Define("desk.ask-words", "code", "name", "place"), DeskChanged = Define("desk.changed", "code"), DeskAccountClosed = Define("desk.account-closed");
    public static readonly Word DeskHandedBack = Define("desk.handed-back", "code", "name", "place"), DeskNobodyToHandBack = Define("desk.nobody-to-hand-back"), DeskClosed = Define("desk.closed", "code", "name", "place"), DeskRefused = Define("desk.refused", "reason"), DeskGivenBack = Define("desk.given-back", "codes");
    public static readonly Word DeskHeld = Define("desk.held", "code", "name", "place", "decision", "reason"), DeskUndone = Define("desk.undone", "code"), DeskUntaken = Define("desk.untaken", "code"), DeskTakenUp = Define("desk.taken-up", "code"), DeskReopened = Define("desk.reopened", "code"), DeskNothingToUndo = Define("desk.nothing-to-undo"), DeskDecided = Define("desk.decided", "code", "decision"), DeskNotDecided = Define("desk.not-decided", "code", "reason");

    /// <summary>Every prompt that code says, for validation.</summary>
    public static IReadOnlyList<Word> All => Defined;

    /// <summary>Prompts that are chosen by data at run time: one for each kind of danger.</summary>
    public const string UrgentNowPrefix = "urgent.now.";

    private static Word Define(string id, params string[] fills)
    {
        var word = new Word(id, [.. fills]);
        Defined.Add(word);
        return word;
    }
}

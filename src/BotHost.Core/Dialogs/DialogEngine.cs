using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BotHost.Core.Content;
using BotHost.Core.Desk;
using BotHost.Core.Dialogs.Runners;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs;

/// <summary>
/// The pure turn. Decides which dialog hears a message: danger first, then who is speaking, then the skills every dialog has
/// (返回, 算了, 等会再说, 叫人 …), then the open dialog, then a new one.
/// </summary>
public sealed partial class DialogEngine(IContentLibrary library)
{
    private const double Sure = 0.5;

    private static readonly FrozenDictionary<string, IDialogRunner> Runners = new Dictionary<string, IDialogRunner>
    {
        ["form"] = new FormRunner(), ["consent"] = new ConsentRunner(), ["who-is-speaking"] = new WhoIsSpeakingRunner(), ["progress"] = new ProgressRunner(),
        ["my-data"] = new MyDataRunner(), ["just-asking"] = new JustAskingRunner(), ["urgent"] = new UrgentRunner(), ["amend"] = new AmendRunner(),
        ["returned-claim"] = new ReturnedClaimRunner(), ["help"] = new HelpRunner(), ["eligibility-check"] = new EligibilityRunner(), ["offers"] = new OffersRunner(), ["follow-up"] = new FollowUpRunner(),
    }.ToFrozenDictionary();

    /// <summary>What an author may write under <c>runs:</c>.</summary>
    public static ImmutableArray<string> KnownRunners { get; } = [.. Runners.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What the reader may lean on for the next message of this conversation.</summary>
    public ReadingContext ContextFor(ConversationRecord record, DateTimeOffset now)
    {
        var state = record.State;
        var content = library.Current;
        var key = state.Question?.Key;
        var expecting = key is null ? null
            : content.Catalogue.Contains(key) ? key
            : key.StartsWith(FormRunner.Conflict, StringComparison.Ordinal) ? key[FormRunner.Conflict.Length..]
            : key == FormRunner.Stuck && state.Frames.Count > 0 ? state.Frames[^1].Notes.GetValueOrDefault("stuck-on")
            : MemberQuestions.Expecting(key, content.Catalogue) is { } field ? field
            : key == "urgent.phone" ? "subject.phone" : key == "urgent.where" ? "subject.village" : null;
        var village = (state.SubjectId is { } id ? record.Subjects.GetValueOrDefault(id)?.Facts.GetValueOrDefault("subject.village") : null)
            ?? state.Quarantine.GetValueOrDefault("subject.village");
        return new(ChinaTime.DayOf(now))
        {
            Expecting = expecting,
            Options = state.Question is null ? [] : [.. state.Question.Choices.Select(c => c.Label)],
            OpenFacts = state.Frames.Count > 0 && content.Dialogs.GetValueOrDefault(state.Frames[^1].Dialog) is { } dialog ? [.. dialog.Asks.Select(a => a.FactId)] : [],
            PlaceCode = (village?.Value as FactValue.Place)?.Code,
            ModelAllowed = state.SubjectId is { } subject && record.Subjects.GetValueOrDefault(subject)?.Consented("model") == true,
        };
    }

    /// <summary>State + reading + content + clock in, state' + replies + effects out. Same input, same output, always.</summary>
    public TurnResult Advance(TurnInput input)
    {
        var turn = new TurnBuilder(input, library);
        if (turn.State.Left && input.Inbound.Type is "message" or "conversationUpdate") OfferKeeping.Return(turn);
        switch (input.Inbound.Type)
        {
            case "message" when input.Desk is { } desk: DeskRunner.Hear(turn, desk, input.Outcome); break;
            case "event" when input.Desk is { } desk: DeskRunner.Learn(turn, desk, input.Outcome); break;
            case "message" when LinkPattern().Match(turn.Text) is { Success: true } link: Link(turn, link.Groups["code"].Value, input.Outcome); break;
            case "message" when turn.State.Channel == NoticeReplies.Channel: NoticeReplies.Hear(turn); break;
            case "message": Hear(turn); break;
            case "event": News.Hear(turn); break;
            case "conversationUpdate" when !turn.State.WithHuman: HelpRunner.Greet(turn); break;
        }

        var result = turn.Finish();
        // Nothing that is said there could be read.
        return turn.State.Channel == NoticeReplies.Channel ? result with { Replies = [] } : result;
    }

    /// <summary>绑定 and a code: this chat belongs to a cadre from now on, or a resident goes on here who began on another phone.</summary>
    [GeneratedRegex(@"^\s*绑定\s*(?<code>[0-9A-Za-z]{8})\s*$")]
    private static partial Regex LinkPattern();

    private static void Link(TurnBuilder turn, string code, DeskOutcome? outcome)
    {
        if (WhoIsSpeakingRunner.IsLocked(turn))
        {
            turn.Say(Words.WhoCodeLocked);
        }
        else if (outcome is null)
        {
            turn.Act = new DeskAct.Link(code.ToUpperInvariant());
        }
        else if (outcome.LinkedSubject is { } subjectId)
        {
            if (turn.State.Frames.IsEmpty) turn.State = turn.State with { SubjectId = subjectId, Verified = false };
            turn.State = turn.State with { CodeFailures = 0 };
            turn.Say(Words.PhoneLinked);
        }
        else if (outcome.Refusal is null)
        {
            DeskRunner.Welcome(turn);
        }
        else
        {
            WhoIsSpeakingRunner.CountFailure(turn);
            turn.Say(Words.DeskLinkFailed);
        }
    }

    internal static IDialogRunner Runner(TurnBuilder turn) => Runners[turn.Content.Dialogs[turn.Top!.Dialog].Runs];

    /// <summary>Opens a dialog by name on top of what is open.</summary>
    internal static void Open(TurnBuilder turn, string dialog)
    {
        turn.ClearQuestion();
        turn.Push(dialog);
        Runner(turn).Start(turn);
    }

    /// <summary>Opens the dialog that an intent starts.</summary>
    internal static void OpenFor(TurnBuilder turn, string intent)
    {
        if (turn.Content.Dialogs.Values.FirstOrDefault(d => d.StartsOn.Contains(intent)) is { } dialog) Open(turn, dialog.Name);
    }

    /// <summary>The dialog on top goes on; nothing happens when none is open.</summary>
    internal static void ResumeTop(TurnBuilder turn)
    {
        if (turn.Top is not null) Runner(turn).Resume(turn);
    }

    /// <summary>The dialog on top has come to its end; the one below goes on.</summary>
    internal static void Close(TurnBuilder turn)
    {
        turn.ClearQuestion();
        turn.Pop();
        ResumeTop(turn);
    }

    /// <summary>等会再说: keeps everything; the next message takes it up.</summary>
    internal static void Pause(TurnBuilder turn)
    {
        turn.Say(Words.FormPaused);
        turn.ClearQuestion();
    }

    /// <summary>算了: closes what is open. What waited for a yes is wiped; what was agreed to stays with the subject.</summary>
    internal static void Cancel(TurnBuilder turn)
    {
        if (turn.Subject is null && turn.State.Quarantine.Count > 0) turn.WipeQuarantine();
        turn.State = turn.State with { Frames = [], Held = null };
        turn.ClearQuestion();
        turn.Say(Words.FormCancelled);
    }

    /// <summary>Finds who should hear the message.</summary>
    internal static void Route(TurnBuilder turn)
    {
        if (turn.Reading.Urgent is { } felt && turn.Top?.Dialog != UrgentRunner.Dialog)
        {
            UrgentRunner.Break(turn, felt);
            return;
        }

        if (SpeechHearing.HearAnswer(turn) || SpeechHearing.HoldsBack(turn)) return;
        if (MediaKeeping.HasPhoto(turn))
        {
            MediaKeeping.Acknowledge(turn);
            if (turn.Text.Length == 0) return;
        }

        if (Skill(turn)) return;
        var spoken = turn.Spoken;
        if (turn.Top is not null && Runner(turn).Hear(turn)) return;
        if (turn.Spoken > spoken) return;
        if (turn.Top is null && StartDialog(turn)) return;
        if (IsLateAnswer(turn)) turn.Say(Words.QuestionGone);
        else if (turn.Top is not null && turn.State.Question is null) SayResumed(turn);
        else if (turn.Top is null) HelpRunner.PutMenu(turn);
        else turn.Say(Words.NotUnderstood);
        ResumeTop(turn);
    }

    private static void Hear(TurnBuilder turn)
    {
        var silence = turn.State.LastHeardAt is { } last ? turn.Now - last : TimeSpan.Zero;
        turn.State = turn.State with { LastHeardAt = turn.Now };
        HumanRunner.DropCall(turn);
        MediaKeeping.Keep(turn);
        if (turn.Text.Length > 0 && (SpeechHearing.Recording(turn) is not null || turn.IsSpoken)) turn.Listen(turn.MessageId, turn.Text, new(SpeechHearing.Recording(turn)?.Id ?? "", null));
        Listen(turn, silence);
    }

    /// <summary>Goes on with a message, or with the words that were heard in one.</summary>
    internal static void Listen(TurnBuilder turn, TimeSpan silence = default)
    {
        var urgent = turn.Reading.Urgent;
        // Whoever spoke here is gone without a word (their task was closed elsewhere, or forgotten): silence would be for ever.
        if (turn.State.WithHuman && !HumanRunner.Speaking(turn).Any()) turn.State = turn.State with { WithHuman = false, SpeakingUnder = [] };
        if (turn.State.WithHuman)
        {
            if (urgent is { Idiom: false }) UrgentRunner.HearBesideAPerson(turn, urgent.Kind);
            else HumanRunner.PassOn(turn);
            return;
        }

        if (urgent is { Idiom: false } && turn.Top?.Dialog != UrgentRunner.Dialog)
        {
            UrgentRunner.Break(turn, urgent);
            return;
        }

        if (turn.Text.Length == 0 && SpeechHearing.Recording(turn) is { } recording)
        {
            SpeechHearing.Take(turn, recording);
            return;
        }

        var hasPhoto = MediaKeeping.HasPhoto(turn);
        if (!hasPhoto && turn.Inbound.Attachments is { Length: > 0 } && turn.Text.Length == 0)
        {
            turn.Say(MediaKeeping.IsRefused(turn) ? Words.MediumNotWanted : Words.NotText);
            ResumeTop(turn);
            return;
        }

        if (!hasPhoto && !turn.Text.Any(char.IsLetterOrDigit))
        {
            turn.Say(Words.Unreadable);
            ResumeTop(turn);
            return;
        }

        var asksWho = turn.Top?.Dialog == WhoIsSpeakingRunner.Dialog;
        var personal = turn.Subject is not null || turn.State.Quarantine.Count > 0;
        if (personal && !asksWho && (silence > TimeSpan.FromMinutes(turn.Content.Consent.LongestSilence) || turn.Reading.OtherSpeaker) && !OfferSpeaker.MayAnswer(turn))
        {
            WhoIsSpeakingRunner.HoldAndAsk(turn);
            return;
        }

        Route(turn);
    }

    /// <summary>The skills every dialog has for free. An answer to the open question comes before them, except where the resident's rights are at stake.</summary>
    private static bool Skill(TurnBuilder turn)
    {
        var reading = turn.Reading;
        var answers = turn.State.Question is { } question && (turn.Chosen is not null || reading.Facts.Any(f => f.Id == question.Key));
        switch (reading.Intent)
        {
            case "delete-my-data" or "show-my-data" when turn.Top?.Dialog != MyDataRunner.Dialog && turn.Chosen is null:
                Open(turn, MyDataRunner.Dialog);
                return true;
            case "unsubscribe" when !answers:
                turn.State = turn.State with { Unsubscribed = true };
                OfferKeeping.Stop(turn);
                turn.Audit("unsubscribed");
                turn.Say(Words.Unsubscribed);
                return true;
            case "talk-to-human" when !answers:
                HumanRunner.Call(turn, "human");
                ResumeTop(turn);
                return true;
        }

        // 我还是要报镇上 always works, however the words were read.
        if (!answers && turn.Content.PastVillageWords.Any(w => turn.Text.Contains(w, StringComparison.Ordinal)) && ClaimFiling.PastVillage(turn)) return true;
        if (answers || reading.Confidence < Sure) return false;
        if (turn.Top is { } top && top.Dialog == WhoIsSpeakingRunner.Dialog) return false;
        switch (reading.Intent)
        {
            case "back" when turn.Top is not null && turn.Content.Dialogs[turn.Top.Dialog].Runs is "form" or EligibilityRunner.Dialog:
                FormRunner.Back(turn);
                return true;
            case "cancel" when turn.Top is not null && turn.Content.Dialogs[turn.Top.Dialog].Runs is "just-asking" or "progress":
                turn.Pop();
                turn.ClearQuestion();
                turn.Say(Words.Thanks);
                ResumeTop(turn);
                return true;
            case "cancel" when turn.Top is not null:
                Cancel(turn);
                return true;
            case "pause" when turn.Top is not null:
                Pause(turn);
                return true;
            case "resume" when turn.Top is not null:
                SayResumed(turn);
                ResumeTop(turn);
                return true;
            case "help" when turn.Top is not null && (reading.Topic is not { } topic || turn.Content.ProgramText(topic) is null):
                turn.Say(Words.Help);
                ResumeTop(turn);
                return true;
            case "ask-eligibility" when turn.Top?.Dialog == EligibilityRunner.Dialog && EligibilityRunner.Takes(turn): return false;
            case "ask-eligibility" or "ask-term" when turn.Top is not null && turn.Content.Dialogs[turn.Top.Dialog].Runs != "just-asking":
                FactLearning.Learn(turn);
                JustAskingRunner.AnswerInPassing(turn);
                return true;
            case "ask-progress" or "complain" when turn.Top is not null && !turn.Content.Dialogs[turn.Top.Dialog].StartsOn.Contains(reading.Intent):
                OpenFor(turn, reading.Intent);
                return true;
            default:
                return false;
        }
    }

    /// <summary>What we go on with. A yes that is asked for is nothing one goes on with; its question speaks for itself.</summary>
    private static void SayResumed(TurnBuilder turn)
    {
        if (turn.Top!.Dialog != "consent") turn.Say(Words.FormResumed, ("title", turn.Content.Dialogs[turn.Top.Dialog].Title));
    }

    private static bool StartDialog(TurnBuilder turn)
    {
        var reading = turn.Reading;
        if (turn.State.Question?.Key == HelpRunner.MenuKey && turn.Chosen is { } intent)
        {
            if (intent == "talk-to-human") HumanRunner.Call(turn, "human");
            else OpenFor(turn, intent);
            return true;
        }

        if (reading.Correction && turn.Subject is { } subject && subject.Claims.Any(c => c.IsOpen) && reading.Intent is "correct" or "none" or "deny")
        {
            Open(turn, AmendRunner.Dialog);
            return true;
        }

        // 农业保险理赔咋弄: the name of a help is a question about it.
        if (reading.Intent is "help" or "none" && reading.Topic is { } help && turn.Content.ProgramText(help) is not null && reading.Facts.IsEmpty)
        {
            OpenFor(turn, "ask-term");
            return true;
        }

        // Somebody who tells of a household's people, income or property, and of no hardship, wants to know where it stands.
        if (((reading.Intent == "none" || (reading.Intent == "report-hardship" && reading.Confidence < Sure)) && EligibilityRunner.TellsOfAHousehold(reading))
            || (reading.Intent is "none" or "report-hardship" or "find-job" or "complain" && EligibilityRunner.AsksOwnCase(turn)))
        {
            Open(turn, EligibilityRunner.Dialog);
            return true;
        }

        if (turn.Content.Dialogs.Values.FirstOrDefault(d => d.StartsOn.Contains(reading.Intent)) is { } dialog)
        {
            Open(turn, dialog.Name);
            return true;
        }

        // A hardship told without a request is a request.
        if (reading.Facts.Any(f => f.Id is "hardship.kind" or "hardship.need"))
        {
            OpenFor(turn, "report-hardship");
            return true;
        }

        switch (reading.Intent)
        {
            case "thanks":
                turn.Say(Words.Thanks);
                return true;
            case "greet":
                HelpRunner.Greet(turn);
                return true;
            default:
                return false;
        }
    }

    private static bool IsLateAnswer(TurnBuilder turn) =>
        turn.State.Previous is { } previous && previous.Choices.Any(c => c.Label == turn.Text.Trim());
}

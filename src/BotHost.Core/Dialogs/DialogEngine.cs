using System.Collections.Frozen;
using System.Collections.Immutable;
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
public sealed class DialogEngine(IContentLibrary library)
{
    private static readonly FrozenDictionary<string, IDialogRunner> Runners = new Dictionary<string, IDialogRunner>
    {
        ["form"] = new FormRunner(), ["consent"] = new ConsentRunner(), ["who-is-speaking"] = new WhoIsSpeakingRunner(), ["progress"] = new ProgressRunner(),
        ["my-data"] = new MyDataRunner(), ["just-asking"] = new JustAskingRunner(), ["urgent"] = new UrgentRunner(), ["amend"] = new AmendRunner(),
        ["returned-claim"] = new ReturnedClaimRunner(), ["help"] = new HelpRunner(), ["eligibility-check"] = new EligibilityRunner(), ["offers"] = new OffersRunner(), ["follow-up"] = new FollowUpRunner(),
    }.ToFrozenDictionary();

    /// <summary>What an author may write under <c>runs:</c>.</summary>
    public static ImmutableArray<string> KnownRunners { get; } = [.. Runners.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What the reader may lean on for the next message of this conversation.</summary>
    public ReadingContext ContextFor(ConversationRecord record, DateTimeOffset now) => NextReading.Of(record, library.Current, now);

    /// <summary>State + reading + content + clock in, state' + replies + effects out. Same input, same output, always.</summary>
    public TurnResult Advance(TurnInput input)
    {
        var turn = new TurnBuilder(input, library);
        if (turn.State.Left && input.Inbound.Type is "message" or "conversationUpdate") OfferKeeping.Return(turn);
        switch (input.Inbound.Type)
        {
            case "message" when input.Desk is { } desk: DeskRunner.Hear(turn, desk, input.Outcome); break;
            case "event" when input.Desk is { } desk: DeskRunner.Learn(turn, desk, input.Outcome); break;
            case "message" when ChatLinking.Code(turn.Text) is { } code: ChatLinking.Link(turn, code, input.Outcome); break;
            case "message" when turn.State.Channel == NoticeReplies.Channel: NoticeReplies.Hear(turn); break;
            case "message": Hear(turn); break;
            case "event": News.Hear(turn); break;
            case "conversationUpdate" when !turn.State.WithHuman: HelpRunner.Greet(turn); break;
        }

        var result = turn.Finish();
        // Nothing that is said there could be read.
        return turn.State.Channel == NoticeReplies.Channel ? result with { Replies = [] } : result;
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

    /// <summary>What we go on with. A yes that is asked for is nothing one goes on with; its question speaks for itself.</summary>
    internal static void SayResumed(TurnBuilder turn)
    {
        if (turn.Top!.Dialog != "consent") turn.Say(Words.FormResumed, ("title", turn.Content.Dialogs[turn.Top.Dialog].Title));
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

        if (SharedSkills.Hear(turn)) return;
        var spoken = turn.Spoken;
        if (turn.Top is not null && Runner(turn).Hear(turn)) return;
        if (turn.Spoken > spoken) return;
        if (turn.Top is null && NewDialog.Start(turn)) return;
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

    private static bool IsLateAnswer(TurnBuilder turn) =>
        turn.State.Previous is { } previous && previous.Choices.Any(c => c.Label == turn.Text.Trim());
}

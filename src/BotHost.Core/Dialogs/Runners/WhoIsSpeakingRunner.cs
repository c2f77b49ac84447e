namespace BotHost.Core.Dialogs.Runners;

/// <summary>
/// A phone is often shared. After a silence, or when the words suggest somebody else, asks who is speaking; before anything
/// personal is shown, asks for the subject's short code. What is refused reads the same whether or not there is anything to see.
/// </summary>
internal sealed class WhoIsSpeakingRunner : IDialogRunner
{
    public const string Dialog = "who-is-speaking";

    /// <summary>Note on the dialog below: the speaker could not show the code.</summary>
    public const string CodeLost = "code-lost";

    private const string Who = "who.ask", Code = "who.code", StepCode = "code";
    private const int MostFailures = 5;

    /// <summary>Holds the message back and asks who is speaking.</summary>
    public static void HoldAndAsk(TurnBuilder turn)
    {
        turn.State = turn.State with { Held = new(turn.MessageId, turn.Text, turn.Reading, turn.State.Question), Verified = false };
        turn.Push(Dialog);
        turn.AskWord(Who, Words.WhoAsk);
    }

    /// <summary>Asks for the short code; the dialog below goes on once it was right.</summary>
    public static void RequireCode(TurnBuilder turn)
    {
        if (IsLocked(turn))
        {
            turn.Say(Words.WhoCodeLocked);
            GiveUp(turn);
            return;
        }

        turn.Push(Dialog);
        turn.Replace(turn.Top! with { Step = StepCode });
        turn.AskWord(Code, Words.WhoCode);
    }

    /// <summary>True while no code may be tried here.</summary>
    public static bool IsLocked(TurnBuilder turn) => turn.State.CodeLockedUntil is { } until && turn.Now < until;

    /// <summary>One more wrong code; after too many none may be tried for a day.</summary>
    public static void CountFailure(TurnBuilder turn)
    {
        turn.State = turn.State with { CodeFailures = turn.State.CodeFailures + 1 };
        turn.Audit("code.wrong");
        if (turn.State.CodeFailures >= MostFailures) turn.State = turn.State with { CodeFailures = 0, CodeLockedUntil = turn.Now.AddHours(24) };
    }

    public void Start(TurnBuilder turn) => turn.AskWord(Who, Words.WhoAsk);

    public void Resume(TurnBuilder turn)
    {
        if (turn.Top!.Step == StepCode) turn.AskWord(Code, Words.WhoCode);
        else turn.AskWord(Who, Words.WhoAsk);
    }

    public bool Hear(TurnBuilder turn) => turn.Top!.Step == StepCode ? HearCode(turn) : HearWho(turn);

    private static bool HearWho(TurnBuilder turn)
    {
        var choice = turn.Chosen;
        if (turn.Reading.OtherSpeaker) choice = "other";
        if (choice is null)
        {
            turn.AskWord(Who, Words.WhoAsk);
            return true;
        }

        var held = turn.State.Held;
        turn.Pop();
        turn.ClearQuestion();
        if (choice == "other") ForgetSpeaker(turn);
        if (held is null) DialogEngine.ResumeTop(turn);
        else
        {
            turn.TakeUp(choice == "other" ? held with { Open = null } : held);
            if (choice == "other") turn.Say(Words.WhoNew);
            DialogEngine.Route(turn);
        }

        return true;
    }

    /// <summary>A new person starts with nothing: open dialogs, quarantine and the subject are put away.</summary>
    public static void ForgetSpeaker(TurnBuilder turn)
    {
        if (turn.State.Quarantine.Count > 0) turn.WipeQuarantine();
        turn.State = turn.State with { SubjectId = null, Verified = false, Frames = [], Question = null, Previous = null };
    }

    private static bool HearCode(TurnBuilder turn)
    {
        var given = new string([.. turn.Text.Where(char.IsAsciiDigit)]);
        if (turn.Chosen == "lost")
        {
            turn.Say(Words.WhoCodeLost);
            turn.Pop();
            GiveUp(turn);
            return true;
        }

        if (given.Length != 4)
        {
            turn.AskWord(Code, Words.WhoCode);
            return true;
        }

        var match = turn.Subject is { } current && current.ShortCode == given ? current
            : turn.Subject is null ? turn.Subjects.Values.FirstOrDefault(s => s.ShortCode == given) : null;
        if (match is null)
        {
            HearWrongCode(turn);
            return true;
        }

        turn.State = turn.State with { SubjectId = match.Id, Verified = true, CodeFailures = 0, CodeLockedUntil = null };
        turn.Audit("code.right");
        turn.Pop();
        turn.ClearQuestion();
        turn.Say(Words.WhoWelcome);
        DialogEngine.ResumeTop(turn);
        return true;
    }

    private static void HearWrongCode(TurnBuilder turn)
    {
        CountFailure(turn);
        if (!IsLocked(turn))
        {
            turn.AskWord(Code, Words.WhoCodeWrong, turn.Content.Prompt(Words.WhoCode.Id).Choices);
            return;
        }

        turn.Say(Words.WhoCodeLocked);
        turn.Pop();
        GiveUp(turn);
    }

    /// <summary>A form may go on without showing anything; everything else ends here.</summary>
    private static void GiveUp(TurnBuilder turn)
    {
        turn.ClearQuestion();
        if (turn.Top is { } top && turn.Content.Dialogs[top.Dialog].Runs == "form")
        {
            turn.Note(CodeLost, "yes");
            DialogEngine.ResumeTop(turn);
        }
        else if (turn.Top is not null)
        {
            turn.Pop();
        }
    }
}

namespace BotHost.Core.Dialogs.Runners;

/// <summary>A question about policy: answered from the programs' own words. Needs no consent and stores nothing.</summary>
internal sealed class JustAskingRunner : IDialogRunner
{
    public const string Dialog = "just-asking";
    private const string Topic = "ask.topic", After = "ask.after", About = "about";

    /// <summary>Answers a question in the middle of another dialog and goes back to it.</summary>
    public static void AnswerInPassing(TurnBuilder turn)
    {
        if (!Tell(turn, turn.Reading.Topic)) turn.Say(Words.AskUnknown);
        turn.Say(Words.BackTo);
        DialogEngine.ResumeTop(turn);
    }

    public void Start(TurnBuilder turn)
    {
        if (Tell(turn, turn.Reading.Topic)) turn.AskWord(After, Words.AskAfter);
        else PutTopics(turn);
    }

    public void Resume(TurnBuilder turn) => PutTopics(turn);

    public bool Hear(TurnBuilder turn)
    {
        var choice = turn.Chosen;
        var key = turn.State.Question?.Key;
        if (key == After && choice == "report")
        {
            Close(turn);
            DialogEngine.OpenFor(turn, "report-hardship");
            return true;
        }

        if (key == After && choice == "check")
        {
            var about = turn.Top!.Notes.GetValueOrDefault(About);
            Close(turn);
            EligibilityRunner.OpenFor(turn, about);
            return true;
        }

        if (key == After && choice == "other")
        {
            PutTopics(turn);
            return true;
        }

        var topic = turn.Reading.Topic ?? (key == Topic ? choice : null);
        if (topic is not null && Tell(turn, topic))
        {
            turn.AskWord(After, Words.AskAfter);
            return true;
        }

        Close(turn);
        if (choice is "done" or "no") turn.Say(Words.Thanks);
        else DialogEngine.Route(turn);
        return true;
    }

    private static bool Tell(TurnBuilder turn, string? topic)
    {
        if (topic is null || turn.Content.ProgramText(topic) is not { } text) return false;
        turn.Say(Words.AskProgram, ("text", text));
        if (turn.Top?.Dialog == Dialog) turn.Note(About, topic);
        return true;
    }

    private static void PutTopics(TurnBuilder turn) => turn.AskWord(Topic, Words.AskTopic);

    private static void Close(TurnBuilder turn)
    {
        turn.Pop();
        turn.ClearQuestion();
    }
}

namespace BotHost.Core.Dialogs.Runners;

/// <summary>你能干啥: what can be done here, as a menu whose entries are intents.</summary>
internal sealed class HelpRunner : IDialogRunner
{
    public const string MenuKey = "menu";

    public static void Greet(TurnBuilder turn)
    {
        turn.Say(Words.Greeting);
        turn.AskWord(MenuKey, Words.Menu);
    }

    public static void PutMenu(TurnBuilder turn) => turn.AskWord(MenuKey, turn.State.Question?.Key == MenuKey ? Words.MenuShort : Words.Menu, turn.Content.Prompt(Words.Menu.Id).Choices);

    public void Start(TurnBuilder turn)
    {
        turn.Pop();
        turn.Say(Words.Help);
        PutMenu(turn);
    }

    public void Resume(TurnBuilder turn) => Start(turn);

    public bool Hear(TurnBuilder turn) => false;
}

namespace BotHost.Core.Dialogs;

/// <summary>Plays one kind of dialog. Stateless: everything remembered is in the frame.</summary>
internal interface IDialogRunner
{
    /// <summary>The dialog was just opened; its frame is on top.</summary>
    void Start(TurnBuilder turn);

    /// <summary>A message came while the dialog is on top. False when it could not be used here.</summary>
    bool Hear(TurnBuilder turn);

    /// <summary>The dialog is on top again after another one, or after a pause: put the open question again.</summary>
    void Resume(TurnBuilder turn);
}

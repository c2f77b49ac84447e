using BotHost.Core.Claims;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>我的资料: show, put right, take to another phone, shut out a lost one, delete. Only for a speaker who showed the short code; before any consent there is nothing but the quarantine.</summary>
internal sealed class MyDataRunner : IDialogRunner
{
    public const string Dialog = "my-data", Delete = "delete";
    private const string Shown = "my-data.show", Sure = "my-data.delete", Unlink = "my-data.unlink";

    public void Start(TurnBuilder turn)
    {
        var wantsDelete = turn.Reading.Intent == "delete-my-data" || turn.Top!.Step == Delete;
        if (wantsDelete) turn.Replace(turn.Top! with { Step = Delete });
        if (wantsDelete && turn.Subject is null && turn.State.Quarantine.Count > 0)
        {
            turn.WipeQuarantine();
            turn.State = turn.State with { Frames = [] };
            turn.ClearQuestion();
            turn.Say(Words.MyDataDeletedNothing);
            return;
        }

        if (turn.Verified && turn.Subject is not null) Show(turn);
        else WhoIsSpeakingRunner.RequireCode(turn);
    }

    public void Resume(TurnBuilder turn) => Start(turn);

    public bool Hear(TurnBuilder turn)
    {
        switch (turn.State.Question?.Key, turn.Chosen)
        {
            case (Shown, "amend"):
                Close(turn);
                DialogEngine.Open(turn, AmendRunner.Dialog);
                return true;
            case (Shown, "delete"):
                turn.AskWord(Sure, Words.MyDataDelete);
                return true;
            case (Shown, "link"):
                var code = turn.NewDigits("link", 8);
                turn.Add(new Effect.OfferLink(turn.Subject!.Id, code));
                turn.Audit("phone.code-given");
                turn.Say(Words.PhoneCode, ("code", code));
                Close(turn);
                DialogEngine.ResumeTop(turn);
                return true;
            case (Shown, "unlink"):
                turn.AskWord(Unlink, Words.PhoneUnlink);
                return true;
            case (Unlink, "yes"):
                turn.ForgetOtherPhones();
                turn.Say(Words.PhoneUnlinked, ("code", turn.Subject!.ShortCode));
                Close(turn);
                DialogEngine.ResumeTop(turn);
                return true;
            case (Unlink, "no"):
                Close(turn);
                turn.Say(Words.Thanks);
                DialogEngine.ResumeTop(turn);
                return true;
            case (Sure, "yes"):
                Erase(turn);
                return true;
            case (Sure, "no"):
                turn.Say(Words.MyDataKept);
                Close(turn);
                DialogEngine.ResumeTop(turn);
                return true;
            case (Shown, "done"):
                Close(turn);
                if (turn.Top is null) turn.Say(Words.Thanks);
                DialogEngine.ResumeTop(turn);
                return true;
            case (Sure, _):
                turn.AskWord(Sure, Words.MyDataDelete);
                return true;
            default:
                Close(turn);
                DialogEngine.Route(turn);
                return true;
        }
    }

    private static void Show(TurnBuilder turn)
    {
        var subject = turn.Subject!;
        turn.Audit("my-data.shown");
        if (turn.Top!.Step == Delete)
        {
            turn.AskWord(Sure, Words.MyDataDelete);
            return;
        }

        var facts = FactWords.Lines(turn.Content, subject.Facts.Values.Where(f => f.IsKnown));
        if (facts.Length == 0) turn.AskWord(Shown, Words.MyDataEmpty);
        else turn.AskWord(Shown, Words.MyDataShow, ("facts", facts), ("claims", subject.Claims.Length));
    }

    private static void Erase(TurnBuilder turn)
    {
        var delivered = turn.Subject!.Claims.Any(c => c.Status is ClaimStatus.Delivered or ClaimStatus.Accepted);
        turn.EraseSubject(turn.Subject.Id);
        turn.WipeQuarantine();
        turn.State = turn.State with { Frames = [], Held = null, Previous = null };
        turn.ClearQuestion();
        turn.SayPrompt(Words.MyDataDeleted.Id, delivered ? 1 : 0);
    }

    private static void Close(TurnBuilder turn)
    {
        turn.Pop();
        turn.ClearQuestion();
    }
}

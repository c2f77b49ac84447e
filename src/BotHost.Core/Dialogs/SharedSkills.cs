using BotHost.Core.Dialogs.Runners;

namespace BotHost.Core.Dialogs;

/// <summary>
/// The skills every dialog has for free (返回, 算了, 等会再说, 叫人, a question in passing). An answer to the open question comes before them, except where
/// the resident's rights are at stake.
/// </summary>
internal static class SharedSkills
{
    /// <summary>A request is heard only when the reader is at least so sure of it.</summary>
    public const double Sure = 0.5;

    /// <summary>True when the message was one of them.</summary>
    public static bool Hear(TurnBuilder turn)
    {
        var reading = turn.Reading;
        var answers = turn.State.Question is { } question && (turn.Chosen is not null || reading.Facts.Any(f => f.Id == question.Key));
        switch (reading.Intent)
        {
            case "delete-my-data" or "show-my-data" when turn.Top?.Dialog != MyDataRunner.Dialog && turn.Chosen is null:
                DialogEngine.Open(turn, MyDataRunner.Dialog);
                return true;
            case "unsubscribe" when !answers:
                turn.State = turn.State with { Unsubscribed = true };
                OfferKeeping.Stop(turn);
                turn.Audit("unsubscribed");
                turn.Say(Words.Unsubscribed);
                return true;
            case "talk-to-human" when !answers:
                HumanRunner.Call(turn, "human");
                DialogEngine.ResumeTop(turn);
                return true;
        }

        // 我还是要报镇上 always works, however the words were read.
        if (!answers && turn.Content.PastVillageWords.Any(w => turn.Text.Contains(w, StringComparison.Ordinal)) && ClaimFiling.PastVillage(turn)) return true;
        if (answers || reading.Confidence < Sure || (turn.Top?.Dialog == EligibilityRunner.Dialog && EligibilityRunner.WantsItHandedOver(turn))) return false;
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
                DialogEngine.ResumeTop(turn);
                return true;
            case "cancel" when turn.Top is not null:
                DialogEngine.Cancel(turn);
                return true;
            case "pause" when turn.Top is not null:
                DialogEngine.Pause(turn);
                return true;
            case "resume" when turn.Top is not null:
                DialogEngine.SayResumed(turn);
                DialogEngine.ResumeTop(turn);
                return true;
            case "help" when turn.Top is not null && (reading.Topic is not { } topic || turn.Content.ProgramText(topic) is null):
                turn.Say(Words.Help);
                DialogEngine.ResumeTop(turn);
                return true;
            case "ask-eligibility" when turn.Top?.Dialog == EligibilityRunner.Dialog && EligibilityRunner.Takes(turn): return false;
            // 先问问,像俺家这样能领啥: whoever told of it before saying yes is answered from what they told, and asked for the yes afterwards.
            case "ask-eligibility" when turn.Top?.Dialog == "consent" && turn.State.Quarantine.Count > 0 && EligibilityRunner.IsOwnCase(turn):
                DialogEngine.Open(turn, EligibilityRunner.Dialog);
                return true;
            case "ask-eligibility" or "ask-term" when turn.Top is not null && turn.Content.Dialogs[turn.Top.Dialog].Runs != "just-asking":
                FactLearning.Learn(turn);
                JustAskingRunner.AnswerInPassing(turn);
                return true;
            case "ask-progress" or "complain" when turn.Top is not null && !turn.Content.Dialogs[turn.Top.Dialog].StartsOn.Contains(reading.Intent):
                DialogEngine.OpenFor(turn, reading.Intent);
                return true;
            default:
                return false;
        }
    }
}

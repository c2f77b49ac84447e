using System.Collections.Frozen;
using BotHost.Core.Dialogs.Runners;

namespace BotHost.Core.Dialogs;

/// <summary>Which dialog a message opens when none is open: what it asks for, or what it tells of.</summary>
internal static class NewDialog
{
    /// <summary>What a message may seem to want, and does not when it tells of a household to ask what can be had for it.</summary>
    private static readonly FrozenSet<string> Outweighed = FrozenSet.Create("none", "report-hardship", "find-job", "find-training", "complain", "ask-term", "correct", "affirm", "deny", "help", "ask-progress", "show-my-data", "answer-offer", "resume");

    /// <summary>False when the message starts nothing and needs no more answer than the menu.</summary>
    public static bool Start(TurnBuilder turn)
    {
        var reading = turn.Reading;
        if (turn.State.Question?.Key == HelpRunner.MenuKey && turn.Chosen is { } intent)
        {
            if (intent == "talk-to-human") HumanRunner.Call(turn, "human");
            else DialogEngine.OpenFor(turn, intent);
            return true;
        }

        if (reading.Correction && turn.Subject is { } subject && subject.Claims.Any(c => c.IsOpen) && reading.Intent is "correct" or "none" or "deny")
        {
            DialogEngine.Open(turn, AmendRunner.Dialog);
            return true;
        }

        // 农业保险理赔咋弄: the name of a help is a question about it.
        if (reading.Intent is "help" or "none" && reading.Topic is { } help && turn.Content.ProgramText(help) is not null && reading.Facts.IsEmpty)
        {
            DialogEngine.OpenFor(turn, "ask-term");
            return true;
        }

        // Somebody who tells of a household's people, income or property, and of no hardship, wants to know where it stands.
        if (((reading.Intent == "none" || (reading.Intent == "report-hardship" && reading.Confidence < SharedSkills.Sure)) && EligibilityRunner.TellsOfAHousehold(reading))
            || (Outweighed.Contains(reading.Intent) && EligibilityRunner.AsksOwnCase(turn)))
        {
            DialogEngine.Open(turn, EligibilityRunner.Dialog);
            return true;
        }

        if (turn.Content.Dialogs.Values.FirstOrDefault(d => d.StartsOn.Contains(reading.Intent)) is { } dialog)
        {
            DialogEngine.Open(turn, dialog.Name);
            return true;
        }

        // A hardship told without a request is a request.
        if (reading.Facts.Any(f => f.Id is "hardship.kind" or "hardship.need"))
        {
            DialogEngine.OpenFor(turn, "report-hardship");
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
}

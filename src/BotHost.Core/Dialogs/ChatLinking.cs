using System.Text.RegularExpressions;
using BotHost.Core.Desk;
using BotHost.Core.Dialogs.Runners;

namespace BotHost.Core.Dialogs;

/// <summary>绑定 and a code: this chat belongs to a cadre from now on, or a resident goes on here who began on another phone.</summary>
internal static partial class ChatLinking
{
    /// <summary>The code of a message that is nothing else; null of any other message.</summary>
    public static string? Code(string text) => Pattern().Match(text) is { Success: true } link ? link.Groups["code"].Value : null;

    public static void Link(TurnBuilder turn, string code, DeskOutcome? outcome)
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

    [GeneratedRegex(@"^\s*绑定\s*(?<code>[0-9A-Za-z]{8})\s*$")]
    private static partial Regex Pattern();
}

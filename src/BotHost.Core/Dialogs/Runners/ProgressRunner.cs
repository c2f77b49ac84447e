using System.Globalization;
using BotHost.Core.Claims;
using Humanizer;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>我的申请到哪了: always answered from the claim's state, to a speaker who showed the short code.</summary>
internal sealed class ProgressRunner : IDialogRunner
{
    private const string After = "progress.after", LeadPrefix = "progress.lead:";
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    public void Start(TurnBuilder turn)
    {
        if (turn.Verified && turn.Subject is not null) Show(turn);
        else WhoIsSpeakingRunner.RequireCode(turn);
    }

    public void Resume(TurnBuilder turn) => Start(turn);

    public bool Hear(TurnBuilder turn)
    {
        var key = turn.State.Question?.Key ?? "";
        var choice = turn.Chosen;
        if (choice is null)
        {
            // Any other message is about something else: the answer was given.
            turn.Pop();
            turn.ClearQuestion();
            DialogEngine.Route(turn);
            return true;
        }

        turn.Pop();
        turn.ClearQuestion();
        switch (choice)
        {
            case "amend": DialogEngine.Open(turn, AmendRunner.Dialog); break;
            case "past-village" when ClaimFiling.PastVillage(turn): break;
            case "human": HumanRunner.Call(turn, "human"); break;
            case "agreed" when turn.Subject?.Claims.FirstOrDefault(c => c.Id == key[LeadPrefix.Length..]) is { } lead: ClaimFiling.Agree(turn, lead); break;
            default:
                if (turn.Top is null) turn.Say(Words.Thanks);
                DialogEngine.ResumeTop(turn);
                break;
        }

        return true;
    }

    private static void Show(TurnBuilder turn)
    {
        var claims = turn.Subject!.Claims.OrderBy(c => c.CreatedAt).ToList();
        turn.Audit("progress.shown");
        if (claims.Count == 0)
        {
            if (TellGains(turn)) return;
            turn.Say(Words.ProgressNone);
            turn.Pop();
            turn.ClearQuestion();
            DialogEngine.ResumeTop(turn);
            return;
        }

        foreach (var claim in claims) Tell(turn, claim);
        if (TellGains(turn)) return;
        if (claims.LastOrDefault(c => c.Status == ClaimStatus.PrivateLead) is { } lead)
            turn.AskWord(LeadPrefix + lead.Id, Words.ConsentSubject, [new("agreed", "他同意了"), new("later", "还没说")], ("relation", turn.Subject.Relation));
        else
            turn.AskWord(After, Words.ProgressAfter);
    }

    /// <summary>What a change of rules brought is news of its own, and its question takes the place of this dialog's.</summary>
    private static bool TellGains(TurnBuilder turn)
    {
        var progress = turn.Top!;
        if (!GainKeeping.Tell(turn)) return false;
        turn.State = turn.State with { Frames = turn.State.Frames.Remove(progress) };
        return true;
    }

    private static void Tell(TurnBuilder turn, Claim claim)
    {
        var ago = turn.Now - claim.CreatedAt < TimeSpan.FromMinutes(1) ? "刚刚" : claim.CreatedAt.UtcDateTime.Humanize(utcDate: true, dateToCompareAgainst: turn.Now.UtcDateTime, culture: Chinese).Replace(" ", "", StringComparison.Ordinal);
        (string, object) reference = ("reference", claim.Reference), when = ("ago", ago);
        switch (claim.Status)
        {
            case ClaimStatus.PrivateLead: turn.Say(Words.ProgressPrivateLead, reference, when); break;
            case ClaimStatus.Submitted: turn.Say(Words.ProgressSubmitted, reference, when); break;
            case ClaimStatus.Verified: turn.Say(Words.ProgressVerified, reference, when); break;
            case ClaimStatus.Returned: turn.Say(Words.ProgressReturned, reference, when); break;
            case ClaimStatus.Accepted: turn.Say(Words.ProgressAccepted, reference, when); break;
            case ClaimStatus.Rejected: turn.Say(Words.ProgressRejected, reference, when, ("reason", claim.Reviews.LastOrDefault()?.Reason ?? "")); break;
            case ClaimStatus.Delivered: turn.Say(Words.ProgressDelivered, reference, when, ("status", claim.BackOfficeStatus ?? "received")); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }
}

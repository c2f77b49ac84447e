using System.Diagnostics;

namespace BotHost.Core.Claims;

/// <summary>Names of kinds, levels, states and decisions as contracts and content write them.</summary>
public static class ClaimWords
{
    public static string Name(ClaimKind kind) => kind switch
    {
        ClaimKind.HardshipReport => "hardship-report",
        ClaimKind.ProgramInterest => "program-interest",
        ClaimKind.WorkInterest => "work-interest",
        ClaimKind.ChangeOfNeed => "change-of-need",
        ClaimKind.Complaint => "complaint",
        _ => throw new UnreachableException(),
    };

    public static string Name(Level level) => level switch
    {
        Level.Village => "village",
        Level.Township => "township",
        Level.County => "county",
        Level.Prefecture => "prefecture",
        Level.Province => "province",
        _ => throw new UnreachableException(),
    };

    public static string Name(ReviewDecision decision) => decision switch
    {
        ReviewDecision.Verify => "verify",
        ReviewDecision.Add => "add",
        ReviewDecision.Doubt => "doubt",
        ReviewDecision.Accept => "accept",
        ReviewDecision.Return => "return",
        ReviewDecision.Correct => "correct",
        ReviewDecision.Reject => "reject",
        _ => throw new UnreachableException(),
    };
}

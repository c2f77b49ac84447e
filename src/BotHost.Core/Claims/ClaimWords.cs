namespace BotHost.Core.Claims;

/// <summary>Names of kinds, levels and states as contracts and content write them.</summary>
public static class ClaimWords
{
    public static string Name(ClaimKind kind) => kind switch
    {
        ClaimKind.HardshipReport => "hardship-report",
        ClaimKind.ProgramInterest => "program-interest",
        ClaimKind.WorkInterest => "work-interest",
        ClaimKind.ChangeOfNeed => "change-of-need",
        ClaimKind.Complaint => "complaint",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

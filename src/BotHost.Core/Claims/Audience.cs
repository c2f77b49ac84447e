namespace BotHost.Core.Claims;

/// <summary>The levels of government a case climbs, lowest first.</summary>
public enum Level
{
    Village,
    Township,
    County,
    Prefecture,
    Province,
}

/// <summary>Who may know that a record exists (DESIGN §3b.1): everybody at or above a level whose area holds the place, or a named desk.</summary>
/// <param name="From">Lowest level that may know.</param>
/// <param name="Desk">When set, only accounts of that desk (at or above the level) may know.</param>
public sealed record Audience(Level From, string? Desk = null)
{
    /// <summary>True when the account may know that a record at <paramref name="place"/> exists.</summary>
    public bool Admits(Reviewer reviewer, string place) =>
        reviewer.Level >= From && place.StartsWith(reviewer.Area, StringComparison.Ordinal) && (Desk is null || Desk == reviewer.Desk);
}

/// <summary>A cadre as the rules see one.</summary>
/// <param name="UserId">Account id.</param>
/// <param name="Name">Shown to residents and in the history.</param>
/// <param name="Level">The level they work at.</param>
/// <param name="Area">Division code; they see this area and everything below it.</param>
/// <param name="Desk">A named desk (disability, education …); null for the general window.</param>
public sealed record Reviewer(string UserId, string Name, Level Level, string Area, string? Desk = null);

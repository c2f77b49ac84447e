using BotHost.Core.Claims;
using BotHost.Storage.Eligibility;
using BotHost.Storage.Escalations;

namespace BotHost.Storage.Claims;

#pragma warning disable CA1309 // Only this form becomes SQL, where texts compare by their bytes.

/// <summary><see cref="Audience.Admits"/> as a condition of the query, so that rows, counts and searches alike never see what a reviewer may not know of.</summary>
internal static class AudienceFilter
{
    /// <summary>Claims the reviewer may know of. A private lead is nobody's, and a forgotten subject's claim cannot be shown.</summary>
    public static IQueryable<ClaimRow> VisibleTo(this IQueryable<ClaimRow> claims, Reviewer reviewer)
    {
        var (level, desk, from, below) = (reviewer.Level, reviewer.Desk, reviewer.Area, Below(reviewer.Area));
        return claims.Where(c => c.Status != ClaimStatus.PrivateLead && c.Body != null
            && c.AudienceFrom <= level && (c.AudienceDesk == null || c.AudienceDesk == desk)
            && string.Compare(c.Place, from) >= 0 && string.Compare(c.Place, below) < 0);
    }

    public static IQueryable<EscalationRow> VisibleTo(this IQueryable<EscalationRow> escalations, Reviewer reviewer)
    {
        var (level, desk, from, below) = (reviewer.Level, reviewer.Desk, reviewer.Area, Below(reviewer.Area));
        return escalations.Where(e => e.AudienceFrom <= level && (e.AudienceDesk == null || e.AudienceDesk == desk)
            && string.Compare(e.Place, from) >= 0 && string.Compare(e.Place, below) < 0);
    }

    public static IQueryable<TurnedRow> VisibleTo(this IQueryable<TurnedRow> turned, Reviewer reviewer)
    {
        var (level, desk, from, below) = (reviewer.Level, reviewer.Desk, reviewer.Area, Below(reviewer.Area));
        return turned.Where(t => t.AudienceFrom <= level && (t.AudienceDesk == null || t.AudienceDesk == desk)
            && string.Compare(t.Place, from) >= 0 && string.Compare(t.Place, below) < 0);
    }

    /// <summary>Narrows to a place and everything below it. As a range instead of a pattern, so that the index serves it.</summary>
    public static IQueryable<ClaimRow> Within(this IQueryable<ClaimRow> claims, string place)
    {
        var below = Below(place);
        return claims.Where(c => string.Compare(c.Place, place) >= 0 && string.Compare(c.Place, below) < 0);
    }

    /// <summary>The first text after everything that begins with a division code: a colon sorts right behind the digits.</summary>
    private static string Below(string code) => code + ":";
}

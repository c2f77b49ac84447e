using BotHost.Core.Matching;

namespace BotHost.Core.Offers;

/// <summary>A no, with what was said no to.</summary>
/// <param name="Reason">An option of the prompt <c>offer.why-not</c>.</param>
public sealed record Decline(Opportunity Opportunity, string? Reason);

/// <summary>What somebody's noes teach about them, for the next match only: nothing of it becomes a fact.</summary>
public static class DeclineLessons
{
    public static Resident Apply(Resident resident, IEnumerable<Decline> declines)
    {
        foreach (var decline in declines)
        {
            resident = decline.Reason switch
            {
                // Too far: nearer than that.
                "far" when Divisions.Between(resident.Place, decline.Opportunity.Place) is > Reach.Village and var reach && (resident.Scope is null || resident.Scope >= reach) => resident with { Scope = reach - 1 },
                // Too little: more than that.
                "pay" when decline.Opportunity.WageMonthly is { } wage && wage >= (resident.WageMinMonthly ?? 0) => resident with { WageMinMonthly = wage + 1 },
                "hard" when decline.Opportunity.Demands.Length > 0 => resident with { HealthLimits = [.. resident.HealthLimits.Concat(decline.Opportunity.Demands.Select(d => "no_" + d)).Distinct()] },
                "care" => resident with { CareDuties = true },
                _ => resident,
            };
        }

        return resident;
    }
}

using System.Collections.Immutable;
using BotHost.Core.Expressions;

namespace BotHost.Core.Eligibility;

/// <summary>A program that came to look likely, or stopped to, because rules or amounts changed and not the facts.</summary>
/// <param name="Criteria">Ids of the criteria that are judged otherwise now: the reason.</param>
public sealed record TurnedOutcome(string Program, EligibilityOutcome Was, EligibilityOutcome Now, ImmutableArray<string> Criteria)
{
    /// <summary>Only those who gain are ever told; the others are for people to look at.</summary>
    public bool Gains => Now == EligibilityOutcome.Likely;

    /// <summary>True for the same turn of the same program for the same reason, of whomever.</summary>
    public bool Alike(TurnedOutcome other) => (Program, Was, Now) == (other.Program, other.Was, other.Now) && Criteria.ToHashSet().SetEquals(other.Criteria);
}

/// <summary>The same facts under two contents.</summary>
public sealed class TurnedOutcomes(Determiner before, Determiner after)
{
    private readonly ImmutableArray<(int Before, int After)> shared = [.. before.Plans.Where(p => after.Plan(p.Program.Id) is not null).Select(p => (p.Index, after.Plan(p.Program.Id)!.Index))];

    /// <summary>What turned into, or out of, looking likely. A program that only one of the two contents has is news of another kind.</summary>
    public ImmutableArray<TurnedOutcome> Of(IFacts facts, string place, DateOnly today)
    {
        Span<EligibilityOutcome> was = stackalloc EligibilityOutcome[before.Plans.Length];
        Span<EligibilityOutcome> now = stackalloc EligibilityOutcome[after.Plans.Length];
        before.Outcomes(facts, place, today, was);
        after.Outcomes(facts, place, today, now);
        var turned = ImmutableArray.CreateBuilder<TurnedOutcome>();
        ImmutableArray<Determination> old = [], fresh = [];
        foreach (var (b, a) in shared)
        {
            if ((was[b] == EligibilityOutcome.Likely) == (now[a] == EligibilityOutcome.Likely)) continue;
            if (old.IsEmpty) (old, fresh) = (before.All(facts, place, today), after.All(facts, place, today));
            turned.Add(new(old[b].Program.Id, was[b], now[a], Reason(old[b], fresh[a])));
        }

        return turned.ToImmutable();
    }

    private static ImmutableArray<string> Reason(Determination old, Determination fresh)
    {
        var before = old.Criteria.ToDictionary(c => c.Criterion.Id, c => c.Outcome);
        var changed = fresh.Criteria.Where(c => c.Criterion.AllOf.IsEmpty && (!before.TryGetValue(c.Criterion.Id, out var was) || was != c.Outcome)).Select(c => c.Criterion.Id);
        return [.. changed.Concat(before.Keys.Except(fresh.Criteria.Select(c => c.Criterion.Id)))];
    }
}

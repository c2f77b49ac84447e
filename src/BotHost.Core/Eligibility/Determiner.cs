using System.Collections.Frozen;
using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>From facts, a place and a day to a determination of every program. Pure and thread-safe.</summary>
public sealed class Determiner
{
    private readonly FrozenDictionary<string, ProgramPlan> byId;

    public Determiner(ImmutableSortedDictionary<string, ProgramDefinition> programs, Standards standards)
    {
        Standards = standards;
        Slots = new(programs.Values.SelectMany(p => p.Criteria).FirstOrDefault()?.Test.Catalogue ?? new FactCatalogue([]));
        var first = 0;
        var repeated = programs.Values.SelectMany(p => p.Criteria).Where(ProgramPlan.IsOfHousehold).GroupBy(ProgramPlan.Likeness).Where(g => g.Count() > 1).Select((g, i) => (g.Key, i)).ToDictionary(g => g.Key, g => g.i);
        Repeated = repeated.Count;
        var plans = ImmutableArray.CreateBuilder<ProgramPlan>(programs.Count);
        foreach (var program in programs.Values)
        {
            plans.Add(new(program, plans.Count, first, repeated));
            first += program.Criteria.Length;
        }

        (Plans, Verdicts) = (plans.ToImmutable(), first);
        byId = Plans.ToFrozenDictionary(p => p.Program.Id);
    }

    /// <summary>The programs, in the order that every answer has.</summary>
    public IEnumerable<string> Programs => Plans.Select(p => p.Program.Id);

    internal Standards Standards { get; }

    internal Slots Slots { get; }

    internal ImmutableArray<ProgramPlan> Plans { get; }

    /// <summary>How many criteria all programs have together.</summary>
    internal int Verdicts { get; }

    public ImmutableArray<Determination> All(IFacts facts, string place, DateOnly today) => All(facts, place, today, out _);

    /// <param name="circumstances">What the facts were read as, for telling the numbers.</param>
    public ImmutableArray<Determination> All(IFacts facts, string place, DateOnly today, out Circumstances circumstances)
    {
        var judging = new Judging(this, facts, place, today);
        circumstances = judging.Around;
        return [.. Plans.Select(judging.Determine)];
    }

    /// <summary>Only what each program looks like, for many households: no reasons, and next to nothing allocated.</summary>
    /// <param name="outcomes">One a program, in the order of <see cref="Programs"/>.</param>
    public void Outcomes(IFacts facts, string place, DateOnly today, Span<EligibilityOutcome> outcomes)
    {
        var judging = new Judging(this, facts, place, today);
        foreach (var plan in Plans) outcomes[plan.Index] = judging.Outcome(plan)!.Value;
    }

    /// <summary>How many kinds of criteria several programs have alike.</summary>
    internal int Repeated { get; }

    internal ProgramPlan? Plan(string program) => byId.GetValueOrDefault(program);
}

using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>From facts, a place and a day to a determination of every program. Pure and thread-safe.</summary>
public sealed class Determiner(ImmutableSortedDictionary<string, ProgramDefinition> programs, Standards standards)
{
    public ImmutableArray<Determination> All(IFacts facts, string place, DateOnly today) => All(facts, place, today, out _);

    /// <param name="circumstances">What the facts were read as, for telling the numbers.</param>
    public ImmutableArray<Determination> All(IFacts facts, string place, DateOnly today, out Circumstances circumstances)
    {
        var found = new Dictionary<string, Determination>();
        // A program that is asked about while it is being judged is unknown, never endless.
        var working = new HashSet<string>();
        Circumstances? around = null;
        Determination? One(string id) => found.TryGetValue(id, out var known) ? known
            : programs.TryGetValue(id, out var program) && working.Add(id) ? found[id] = Of(program, around!) : null;
        circumstances = around = new(facts, place, today, standards, One);
        return [.. programs.Keys.Select(id => One(id)!)];
    }

    private static Determination Of(ProgramDefinition program, Circumstances around)
    {
        var determination = program.About is { } about ? ForPersons(program, about, around) : Judge(program, around);
        var better = program.YieldsTo.FirstOrDefault(p => around.Has("aid.current", p) || around.Find(Circumstances.ProgramPrefix + p) is FactValue.YesNo { Value: true });
        return determination with { YieldsTo = better };
    }

    /// <summary>The subject, and every member the program may be for; the best outcome stands, the others who look likely are named.</summary>
    private static Determination ForPersons(ProgramDefinition program, Expression about, Circumstances around)
    {
        var others = Person.Others(around).Where(p => about.Test(around.For(p)) == Truth.True).ToList();
        var subject = Person.Subject(around);
        IEnumerable<Person> candidates = others.Count > 0 && about.Test(around.For(subject)) != Truth.True ? others : others.Prepend(subject);
        var judged = candidates.Select(p => Judge(program, around.For(p)) with { Person = p.Relation }).OrderByDescending(d => d.Outcome).ToList();
        return judged[0] with { Others = [.. judged.Skip(1)], AlsoFor = [.. judged.Skip(1).Where(d => d.Outcome == EligibilityOutcome.Likely).Select(d => d.Person)] };
    }

    private static Determination Judge(ProgramDefinition program, Circumstances around)
    {
        var results = new List<CriterionResult>();
        foreach (var criterion in program.Criteria) results.Add(criterion.AllOf.IsEmpty ? Test(criterion, around) : SumUp(criterion, results));
        var needed = results.Where(r => r.Criterion.Way.Length == 0).Concat(results.Where(r => r.Criterion.Way.Length > 0).GroupBy(r => r.Criterion.Way).SelectMany(Ways)).ToList();
        var open = needed.Where(r => r.Outcome is CriterionOutcome.Unknown or CriterionOutcome.Human).ToList();
        var blocking = open.Where(r => !r.Presumed).ToList();
        var unset = blocking.SelectMany(r => r.Facts).Where(IsStandard).Select(f => f[Standards.Prefix.Length..]).Distinct().ToImmutableArray();
        var outcome = needed.Any(r => r.Outcome == CriterionOutcome.Unmet) ? EligibilityOutcome.Unlikely
            : blocking.Any(r => r.Outcome == CriterionOutcome.Human) ? EligibilityOutcome.NeedsHuman
            : blocking.Count > 0 ? EligibilityOutcome.NeedsFacts : EligibilityOutcome.Likely;
        if (outcome == EligibilityOutcome.Unlikely) return new(program, outcome, [.. results]) { Unset = [] };
        var wanted = blocking.Concat(open.Where(r => r.Presumed)).SelectMany(r => r.Facts).Where(f => Wanted(f, around)).Distinct().ToImmutableArray();
        return new(program, outcome, [.. results])
        {
            Missing = [.. wanted], Blocking = [.. blocking.SelectMany(r => r.Facts).Where(f => Wanted(f, around)).Distinct()], Unset = unset,
        };
    }

    /// <summary>False for a fact that is known exactly: at a boundary the facts are all there.</summary>
    private static bool Wanted(string factId, Circumstances around) => !IsStandard(factId) && around.Find(factId) is (null or FactValue.Number { Approximate: true } or FactValue.List or FactValue.Object);

    private static bool IsStandard(string factId) => factId.StartsWith(Standards.Prefix, StringComparison.Ordinal);

    /// <summary>Of alternatives, only the best count: one that is met is enough, and while none is, all that are open stay open.</summary>
    private static IEnumerable<CriterionResult> Ways(IEnumerable<CriterionResult> ways)
    {
        var all = ways.Where(w => !(w.Presumed && w.Criterion.Presumed == Presumption.Unmet)).ToList();
        if (all.Any(w => w.Outcome == CriterionOutcome.Met)) return [];
        if (all.Count == 0) return ways.Take(1).Select(w => w with { Outcome = CriterionOutcome.Unmet });
        var open = all.Where(w => w.Outcome is CriterionOutcome.Unknown or CriterionOutcome.Human).ToList();
        if (open.Any(w => w.Outcome == CriterionOutcome.Human)) return open.Where(w => w.Outcome == CriterionOutcome.Human);
        return open.Count > 0 ? open : all.Take(1);
    }

    private static CriterionResult Test(Criterion criterion, Circumstances around)
    {
        var truth = criterion.Test.Test(around);
        var human = criterion.Human?.Test(around) == Truth.True;
        var facts = criterion.Test.Decisive(around);
        if (human) return new(criterion, CriterionOutcome.Human, [.. (criterion.Human!.Decisive(around)).SelectMany(around.Used).Where(f => !IsStandard(f)).Distinct()], Presumed: false);
        if (truth != Truth.Unknown)
            return new(criterion, truth == Truth.True ? CriterionOutcome.Met : CriterionOutcome.Unmet, [.. facts.SelectMany(around.Used).Where(f => !IsStandard(f) && around.Find(f) is not null).Distinct()], Presumed: false);
        ImmutableArray<string> missing = [.. facts.SelectMany(around.Missing).Distinct()];
        var presumed = criterion.Presumed != Presumption.None && criterion.Doubt?.Test(around) != Truth.True;
        // With every fact in hand, only the amount is wanting: that is for a person to say. While a fact is wanting too, the fact comes first.
        var unset = missing.Any(IsStandard) && !facts.Any(f => !IsStandard(f) && around.Find(f) is null && !around.Missing(f).All(IsStandard));
        return new(criterion, unset && !presumed ? CriterionOutcome.Human : CriterionOutcome.Unknown, missing, presumed);
    }

    private static CriterionResult SumUp(Criterion criterion, List<CriterionResult> before)
    {
        var parts = before.Where(r => criterion.AllOf.Contains(r.Criterion.Id)).ToList();
        var worst = parts.MinBy(p => p.Outcome == CriterionOutcome.Human ? 0.5 : (int)p.Outcome)!;
        var same = parts.Where(p => p.Outcome == worst.Outcome).ToList();
        return new(criterion, worst.Outcome, [.. same.SelectMany(p => p.Facts).Distinct()], same.All(p => p.Presumed));
    }
}

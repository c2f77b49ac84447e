using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>The nearest honest change that would alter an outcome.</summary>
/// <param name="Kind"><c>certificate</c>, <c>birthday</c> or <c>bills</c>.</param>
/// <param name="Amount">The age reached, or the yuan that further bills must exceed; 0 for a certificate.</param>
public sealed record Change(string Kind, decimal Amount);

/// <summary>
/// Looks for changes that are lawful and come about by themselves: a certificate not yet issued, the next birthday, bills that count and were not
/// named. Assets, who lives together, marriage and work are never tried. Each is said only after the determination was made again with it.
/// </summary>
public sealed class WhatIf(Determiner determiner, IFacts facts, string place, DateOnly today, Circumstances around)
{
    private const string Certificate = "subject.disability_certificate", Age = "subject.age", Members = "household.members", SelfPaid = "expense.medical_self_paid";

    private readonly Lazy<EligibilityOutcome[]?> certified = new(() => facts.Find(Certificate) is FactValue.YesNo { Value: false } ? Outcomes(determiner, new Supposing(facts, Certificate, FactValue.Of(true)), place, today) : null);
    private readonly Lazy<EligibilityOutcome[]?> older = new(() => Older(facts) is { } later ? Outcomes(determiner, later, place, today) : null);

    /// <summary>Null when the program does not look unlikely, or nothing of the kind would alter that.</summary>
    public Change? Nearest(Determination d)
    {
        if (d.Outcome != EligibilityOutcome.Unlikely || d.YieldsTo is not null) return null;
        if (Turns(certified.Value, d)) return new("certificate", 0);
        if (ReadsAge(d) && Turns(older.Value, d) && AgeOf(d) is { } age) return new("birthday", age + 1);
        return Bills(d);
    }

    /// <summary>How much further bills must exceed so that the income per person comes below the line; not more than half the income, to stay in sight.</summary>
    private Change? Bills(Determination d)
    {
        if (!d.Criteria.Any(c => c.Outcome == CriterionOutcome.Unmet && c.Criterion.Test.Facts.Contains("income.per_capita_monthly"))) return null;
        if (around.Amount("income.per_capita_stated") is not { Approximate: false } || around.Number("local.dibao_monthly") is not { } line) return null;
        if (around.Number("household.counted") is not { } people || around.Number("income.counted_annual") is not { } income || around.Amount(SelfPaid) is not { Approximate: false } paid) return null;
        var gap = income - (around.Number("expense.deducted_annual") ?? 0) - line * people * 12;
        if (gap < 0 || gap * 2 > income) return null;
        return Turns(Outcomes(determiner, new Supposing(facts, SelfPaid, FactValue.Of(paid.Value + decimal.Floor(gap) + 1)), place, today), d) ? new("bills", decimal.Floor(gap)) : null;
    }

    private bool Turns(EligibilityOutcome[]? then, Determination d) => then?[determiner.Plan(d.Program.Id)!.Index] is EligibilityOutcome.Likely or EligibilityOutcome.NeedsFacts;

    /// <summary>What would turn is told without why.</summary>
    private static EligibilityOutcome[] Outcomes(Determiner determiner, IFacts facts, string place, DateOnly today)
    {
        var outcomes = new EligibilityOutcome[determiner.Plans.Length];
        determiner.Outcomes(facts, place, today, outcomes);
        return outcomes;
    }

    private static bool ReadsAge(Determination d) => d.Criteria.Any(c => c.Outcome == CriterionOutcome.Unmet && c.Criterion.Test.Facts.Contains("person.age"));

    private decimal? AgeOf(Determination d) => d.Person is "" or "self" ? around.Number(Age) : around.Members.FirstOrDefault(m => m.Relation == d.Person)?.Age;

    /// <summary>Everybody a year older; null when no age is known.</summary>
    private static IFacts? Older(IFacts facts)
    {
        IFacts? later = null;
        if (facts.Find(Age) is FactValue.Number { Approximate: false } age) later = new Supposing(facts, Age, FactValue.Of(age.Value + 1));
        if (facts.Find(Members) is not FactValue.List members || !members.Items.Any(m => m.ContainsKey("age"))) return later;
        return new Supposing(later ?? facts, Members, new FactValue.List([.. members.Items.Select(m => m.GetValueOrDefault("age") is FactValue.Number { Approximate: false } a ? m.SetItem("age", FactValue.Of(a.Value + 1)) : m)]));
    }
}

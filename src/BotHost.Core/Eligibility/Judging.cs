using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>One household being judged: outcomes first, each once; reasons only for the programs that somebody asks about. Not thread-safe.</summary>
internal sealed class Judging : IOtherPrograms
{
    private readonly Determiner rules;
    private readonly Verdict[] verdicts;
    private readonly Verdict?[] alike;
    private readonly Judged[] judged;
    private List<Circumstances>? alone;
    private Circumstances[]? others;
    private List<FactName>? spare;

    public Judging(Determiner rules, IFacts facts, string place, DateOnly today)
    {
        (this.rules, verdicts, alike, judged) = (rules, new Verdict[rules.Verdicts], new Verdict?[rules.Repeated], new Judged[rules.Plans.Length]);
        Around = new(facts, place, today, rules.Standards, rules.Slots, this);
    }

    public Circumstances Around { get; }

    EligibilityOutcome? IOtherPrograms.Outcome(string program) => rules.Plan(program) is { } plan ? Outcome(plan) : null;

    Determination? IOtherPrograms.Find(string program) => rules.Plan(program) is { } plan && Outcome(plan) is not null ? Determine(plan) : null;

    /// <summary>Null while it is being judged just now.</summary>
    public EligibilityOutcome? Outcome(ProgramPlan plan)
    {
        if (judged[plan.Index].IsDone) return judged[plan.Index].Outcome;
        if (judged[plan.Index].IsStarted) return null;
        judged[plan.Index].IsStarted = true;
        var best = (Outcome: (EligibilityOutcome)(-1), Person: Around);
        foreach (var person in Persons(plan))
        {
            var outcome = Judge(plan, person);
            if (outcome > best.Outcome) best = (outcome, person);
        }

        judged[plan.Index] = new() { IsStarted = true, IsDone = true, Outcome = best.Outcome, Person = best.Person };
        return best.Outcome;
    }

    /// <summary>The outcome with its reasons.</summary>
    public Determination Determine(ProgramPlan plan)
    {
        Outcome(plan);
        if (judged[plan.Index].Told is { } told) return told;
        var (program, person) = (plan.Program, judged[plan.Index].Person!);
        ImmutableArray<Determination> others = program.About is null ? [] : [.. Persons(plan).Where(p => p != person).Select(p => Told(plan, p)).OrderByDescending(d => d.Outcome)];
        var determination = Told(plan, person) with { Others = others, AlsoFor = [.. others.Where(d => d.Outcome == EligibilityOutcome.Likely).Select(d => d.Person)] };
        var better = program.YieldsTo.FirstOrDefault(p => Around.Has("aid.current", p) || Around.Find(Circumstances.ProgramPrefix + p) is FactValue.YesNo { Value: true });
        return judged[plan.Index].Told = determination with { YieldsTo = better };
    }

    /// <summary>One person's outcome with its reasons; the verdicts of the person before are overwritten.</summary>
    private Determination Told(ProgramPlan plan, Circumstances person)
    {
        Judge(plan, person);
        return new Reasons(plan, person, verdicts.AsSpan(plan.First, plan.Program.Criteria.Length)).Determination with { Person = plan.Program.About is null ? "" : person.About.Relation };
    }

    /// <summary>The household for a program of the household; else the subject, and every member the program may be for.</summary>
    private List<Circumstances> Persons(ProgramPlan plan)
    {
        if (plan.Program.About is not { } about) return alone ??= [Around];
        others ??= [.. Person.Others(Around).Select(Around.For)];
        var found = new List<Circumstances>(others.Length + 1);
        foreach (var other in others)
        {
            if (about.Test(other) == Truth.True) found.Add(other);
        }

        if (found.Count == 0 || about.Test(Around) == Truth.True) found.Insert(0, Around);
        return found;
    }

    private EligibilityOutcome Judge(ProgramPlan plan, Circumstances around)
    {
        var criteria = plan.Program.Criteria;
        var own = verdicts.AsSpan(plan.First, criteria.Length);
        for (var i = 0; i < criteria.Length; i++)
        {
            if (!criteria[i].AllOf.IsEmpty) continue;
            own[i] = plan.Alike[i] is >= 0 and var kind ? alike[kind] ??= Test(criteria[i], around) : Test(criteria[i], around);
        }

        for (var i = 0; i < criteria.Length; i++)
        {
            if (!criteria[i].AllOf.IsEmpty) own[i] = Worst(plan.Parts[i], own);
        }

        Span<int> open = stackalloc int[criteria.Length];
        return plan.SumUp(own, open, out _);
    }

    private Verdict Test(Criterion criterion, Circumstances around)
    {
        if (criterion.Human?.Test(around) == Truth.True) return new(CriterionOutcome.Human, ByHuman: true);
        var truth = criterion.Test.Test(around);
        if (truth != Truth.Unknown) return new(truth == Truth.True ? CriterionOutcome.Met : CriterionOutcome.Unmet);
        if (criterion.Presumed != Presumption.None && criterion.Doubt?.Test(around) != Truth.True) return new(CriterionOutcome.Unknown, Presumed: true);
        return new(OnlyAmountsAreWanting(criterion.Test, around) ? CriterionOutcome.Human : CriterionOutcome.Unknown);
    }

    /// <summary>With every fact in hand, only the amount is wanting: that is for a person to say. While a fact is wanting too, the fact comes first.</summary>
    private bool OnlyAmountsAreWanting(Expression test, Circumstances around)
    {
        var names = Rent();
        test.Decisive(around, Truth.Unknown, names);
        var (amount, fact) = (false, false);
        foreach (var name in names)
        {
            var wants = around.Wants(name.Id);
            amount |= (wants & Wanting.Amounts) != 0;
            fact |= (wants & Wanting.Facts) != 0 && around.Find(name) is null;
        }

        Return(names);
        return amount && !fact;
    }

    /// <summary>What would settle an open program, as its reasons would name it.</summary>
    Wanting IOtherPrograms.Wants(string program)
    {
        if (rules.Plan(program) is not { } plan || Outcome(plan) is not (EligibilityOutcome.NeedsFacts or EligibilityOutcome.NeedsHuman)) return Wanting.Nothing;
        var around = judged[plan.Index].Person!;
        if (plan.Program.About is not null) Judge(plan, around);
        var own = verdicts.AsSpan(plan.First, plan.Program.Criteria.Length);
        Span<int> open = stackalloc int[own.Length];
        plan.SumUp(own, open, out var opened);
        var all = Wanting.Nothing;
        foreach (var i in open[..opened])
        {
            if (own[i].Presumed) continue;
            if (plan.Program.Criteria[i].AllOf.IsEmpty) all |= Wants(plan.Program.Criteria[i], own[i], around);
            foreach (var part in plan.Parts[i])
            {
                if (own[part].Outcome == own[i].Outcome) all |= Wants(plan.Program.Criteria[part], own[part], around);
            }
        }

        // Where nothing is wanting but a person's word, that is for a person in whatever leans on it too.
        return all == Wanting.Nothing && Outcome(plan) == EligibilityOutcome.NeedsHuman ? Wanting.Amounts : all;
    }

    private Wanting Wants(Criterion criterion, Verdict verdict, Circumstances around)
    {
        var all = Wanting.Nothing;
        var names = Rent();
        (verdict.ByHuman ? criterion.Human! : criterion.Test).Decisive(around, verdict.ByHuman ? Truth.True : Truth.Unknown, names);
        foreach (var name in names)
        {
            foreach (var fact in verdict.ByHuman ? around.Used(name.Id) : around.Missing(name.Id))
            {
                if (IsStandard(fact)) all |= verdict.ByHuman ? Wanting.Nothing : Wanting.Amounts;
                else if (Reasons.IsWanted(fact, around)) all |= Wanting.Facts;
            }
        }

        Return(names);
        return all;
    }

    private List<FactName> Rent()
    {
        var names = spare ?? [];
        spare = null;
        return names;
    }

    private void Return(List<FactName> names)
    {
        names.Clear();
        spare = names;
    }

    private static bool IsStandard(string factId) => factId.StartsWith(Standards.Prefix, StringComparison.Ordinal);

    private static Verdict Worst(ImmutableArray<int> parts, ReadOnlySpan<Verdict> verdicts)
    {
        var worst = CriterionOutcome.Met;
        foreach (var i in parts) worst = Rank(verdicts[i].Outcome) < Rank(worst) ? verdicts[i].Outcome : worst;
        var presumed = true;
        foreach (var i in parts) presumed &= verdicts[i].Outcome != worst || verdicts[i].Presumed;
        return new(worst, presumed);
    }

    /// <summary>What a person must decide comes before what is merely open.</summary>
    private static int Rank(CriterionOutcome outcome) => outcome switch { CriterionOutcome.Unmet => 0, CriterionOutcome.Human => 1, CriterionOutcome.Unknown => 2, _ => 3 };

    private struct Judged
    {
        public bool IsStarted;
        public bool IsDone;
        public EligibilityOutcome Outcome;
        public Circumstances? Person;
        public Determination? Told;
    }
}

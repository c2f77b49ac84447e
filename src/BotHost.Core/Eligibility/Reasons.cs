using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>Why a program looks as it does: the facts behind every verdict, and what is still wanted.</summary>
internal readonly ref struct Reasons
{
    private readonly Circumstances around;

    public Reasons(ProgramPlan plan, Circumstances around, ReadOnlySpan<Verdict> verdicts)
    {
        this.around = around;
        var criteria = plan.Program.Criteria;
        var results = new CriterionResult[criteria.Length];
        for (var i = 0; i < criteria.Length; i++)
        {
            if (criteria[i].AllOf.IsEmpty) results[i] = new(criteria[i], verdicts[i].Outcome, Facts(criteria[i], verdicts[i]), verdicts[i].Presumed);
        }

        for (var i = 0; i < criteria.Length; i++)
        {
            if (criteria[i].AllOf.IsEmpty) continue;
            var worst = verdicts[i].Outcome;
            results[i] = new(criteria[i], worst, [.. plan.Parts[i].Select(p => results[p]).Where(r => r.Outcome == worst).SelectMany(r => r.Facts).Distinct()], verdicts[i].Presumed);
        }

        Span<int> open = stackalloc int[criteria.Length];
        var outcome = plan.SumUp(verdicts, open, out var opened);
        Determination = new(plan.Program, outcome, [.. results]);
        if (outcome == EligibilityOutcome.Unlikely) return;
        var hanging = open[..opened].ToArray().Select(i => results[i]).ToList();
        var blocking = hanging.Where(r => !r.Presumed).SelectMany(r => r.Facts).ToList();
        Determination = Determination with
        {
            Missing = Wanted(blocking.Concat(hanging.Where(r => r.Presumed).SelectMany(r => r.Facts))), Blocking = Wanted(blocking),
            Unset = [.. blocking.Where(IsStandard).Select(f => f[Standards.Prefix.Length..]).Distinct()],
        };
    }

    public Determination Determination { get; }

    private ImmutableArray<string> Facts(Criterion criterion, Verdict verdict)
    {
        var known = around;
        if (verdict.ByHuman) return [.. criterion.Human!.Decisive(known).SelectMany(known.Used).Where(f => !IsStandard(f)).Distinct()];
        var decisive = criterion.Test.Decisive(known);
        return verdict.IsOpen ? [.. decisive.SelectMany(known.Missing).Distinct()] : [.. decisive.SelectMany(known.Used).Where(f => !IsStandard(f) && known.Find(f) is not null).Distinct()];
    }

    /// <summary>Without those that are known exactly: at a boundary the facts are all there.</summary>
    private ImmutableArray<string> Wanted(IEnumerable<string> facts)
    {
        var known = around;
        return [.. facts.Where(f => !IsStandard(f) && IsWanted(f, known)).Distinct()];
    }

    internal static bool IsWanted(string factId, Circumstances around) => around.Find(factId) is null or FactValue.Number { Approximate: true } or FactValue.List or FactValue.Object;

    private static bool IsStandard(string factId) => factId.StartsWith(Standards.Prefix, StringComparison.Ordinal);
}

using System.Collections.Immutable;

namespace BotHost.Core.Eligibility;

/// <summary>One criterion as judged, before anybody asks why.</summary>
/// <param name="Presumed">Open, but does not hold the outcome up.</param>
/// <param name="ByHuman">Left to a person by the criterion's own <c>human:</c>, not by an amount that nobody set.</param>
internal readonly record struct Verdict(CriterionOutcome Outcome, bool Presumed = false, bool ByHuman = false)
{
    public bool IsOpen => Outcome is CriterionOutcome.Unknown or CriterionOutcome.Human;
}

/// <summary>A program with what judging needs worked out beforehand: which criteria are needed, which are alternatives, which sum others up.</summary>
internal sealed class ProgramPlan
{
    /// <param name="first">Where its verdicts start among those of all programs.</param>
    /// <param name="repeated">The criteria that several programs have alike, with the place of their verdict.</param>
    public ProgramPlan(ProgramDefinition program, int index, int first, IReadOnlyDictionary<object, int> repeated)
    {
        (Program, Index, First) = (program, index, first);
        var numbered = program.Criteria.Select((criterion, i) => (criterion, i)).ToList();
        Needed = [.. numbered.Where(c => c.criterion.Way.Length == 0).Select(c => c.i)];
        Ways = [.. numbered.Where(c => c.criterion.Way.Length > 0).GroupBy(c => c.criterion.Way).Select(g => g.Select(c => c.i).ToImmutableArray())];
        Alike = [.. program.Criteria.Select(c => repeated.GetValueOrDefault(Likeness(c), -1))];
        Parts = [.. numbered.Select(sum => numbered.Where(p => p.i != sum.i && sum.criterion.AllOf.Contains(p.criterion.Id)).Select(p => p.i).ToImmutableArray())];
    }

    public ProgramDefinition Program { get; }

    public int Index { get; }

    public int First { get; }

    public ImmutableArray<int> Needed { get; }

    /// <summary>Alternatives, a group a way.</summary>
    public ImmutableArray<ImmutableArray<int>> Ways { get; }

    /// <summary>For each criterion, those that it sums up; empty for one with its own test.</summary>
    public ImmutableArray<ImmutableArray<int>> Parts { get; }

    /// <summary>For each criterion, where its verdict lies among those of criteria that several programs have alike; -1 for one of its own kind.</summary>
    public ImmutableArray<int> Alike { get; }

    /// <summary>Criteria that judge every household alike are equal in this.</summary>
    public static object Likeness(Criterion c) => (c.Test.Text, c.Human?.Text, c.Doubt?.Text, c.Presumed);

    /// <summary>True when the verdict is the same whoever the program is about.</summary>
    public static bool IsOfHousehold(Criterion c) => c.AllOf.IsEmpty
        && !c.Test.Facts.Concat(c.Human?.Facts ?? []).Concat(c.Doubt?.Facts ?? []).Any(f => f.StartsWith(Circumstances.PersonPrefix, StringComparison.Ordinal)) && !c.Test.Text.Contains(Circumstances.PersonPrefix, StringComparison.Ordinal);

    /// <summary>
    /// The criteria that the outcome hangs on, the needed ones first. Of alternatives only the
    /// best count: one that is met is enough, and while none is, all that are open stay open.
    /// </summary>
    /// <returns>The outcome.</returns>
    public EligibilityOutcome SumUp(ReadOnlySpan<Verdict> verdicts, Span<int> open, out int opened)
    {
        opened = 0;
        var unmet = false;
        foreach (var i in Needed)
        {
            if (verdicts[i].IsOpen) open[opened++] = i;
            else unmet |= verdicts[i].Outcome == CriterionOutcome.Unmet;
        }

        foreach (var way in Ways) unmet |= !Take(way, verdicts, open, ref opened);
        if (unmet) return EligibilityOutcome.Unlikely;
        var (human, blocked) = (false, false);
        foreach (var i in open[..opened])
        {
            if (verdicts[i].Presumed) continue;
            blocked = true;
            human |= verdicts[i].Outcome == CriterionOutcome.Human;
        }

        return human ? EligibilityOutcome.NeedsHuman : blocked ? EligibilityOutcome.NeedsFacts : EligibilityOutcome.Likely;
    }

    /// <summary>False when none of the alternatives can be met.</summary>
    private bool Take(ImmutableArray<int> way, ReadOnlySpan<Verdict> verdicts, Span<int> open, ref int opened)
    {
        var any = false;
        foreach (var i in way)
        {
            if (IsOut(i, verdicts)) continue;
            if (verdicts[i].Outcome == CriterionOutcome.Met) return true;
        }

        foreach (var i in way)
        {
            if (IsOut(i, verdicts) || !verdicts[i].IsOpen) continue;
            open[opened++] = i;
            any = true;
        }

        return any;
    }

    /// <summary>A rare way in that nobody has said a word about.</summary>
    private bool IsOut(int i, ReadOnlySpan<Verdict> verdicts) => verdicts[i].Presumed && Program.Criteria[i].Presumed == Presumption.Unmet;
}

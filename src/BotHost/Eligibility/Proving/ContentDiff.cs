using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;
using Google.OrTools.Sat;

namespace BotHost.Eligibility.Proving;

/// <summary>A household that looks otherwise after an edit: the smallest there is, checked by the engine itself.</summary>
internal sealed record TurnedHousehold(string Program, string Place, EligibilityOutcome Was, EligibilityOutcome Now, ImmutableSortedDictionary<string, FactValue> Facts);

/// <summary>What an edit does.</summary>
/// <param name="Turned">Households whose outcome changes, at most one that gains and one that loses a program and place.</param>
/// <param name="Proved">Programs that were edited, and of which no household within the ranges looks otherwise.</param>
/// <param name="Open">Programs of which neither could be shown, with the reason.</param>
/// <param name="Unsearched">Programs of which no household was found, but whose edit looks into lists (people, homes, vehicles) that are not searched, with these.</param>
internal sealed record DiffResult(ImmutableArray<TurnedHousehold> Turned, ImmutableArray<string> Proved, ImmutableArray<(string Program, string Why)> Open, ImmutableArray<(string Program, ImmutableArray<string> Lists)> Unsearched)
{
    /// <summary>True when nobody's outcome changes within the ranges.</summary>
    public bool Settled => Turned.IsEmpty && Open.IsEmpty && Unsearched.IsEmpty;
}

/// <summary>Looks for households that two contents judge differently (likely, unlikely, or neither), with a constraint solver.</summary>
internal sealed class ContentDiff(ContentBundle before, Standards standardsBefore, ContentBundle after, Standards standardsAfter, DateOnly today)
{
    private const int LargestHousehold = 8;
    private const int SecondsEach = 20;

    private readonly FactCatalogue catalogue = new(after.Catalogue.All.Concat(before.Catalogue.All).DistinctBy(f => f.Id));
    private readonly Determiner judgedBefore = new(before.Programs, standardsBefore);
    private readonly Determiner judgedAfter = new(after.Programs, standardsAfter);

    /// <summary>The places whose amounts differ from others' in either content: between them, every amount is seen.</summary>
    public static ImmutableArray<string> Places(params IEnumerable<Standards> standards)
    {
        var named = standards.SelectMany(s => s.All).SelectMany(s => s.Values).Where(v => v.Status == StandardStatus.Official).Select(v => v.Place).Distinct().ToList();
        // A place that only repeats a larger one is not asked about; without any, one answer stands for everywhere.
        return named.Count == 0 ? [""] : [.. named.Order(StringComparer.Ordinal)];
    }

    public DiffResult Run(IEnumerable<string> places)
    {
        var turned = ImmutableArray.CreateBuilder<TurnedHousehold>();
        var open = new Dictionary<string, string>();
        var edited = new HashSet<string>();
        foreach (var place in places)
        {
            foreach (var program in before.Programs.Keys.Union(after.Programs.Keys).Order(StringComparer.Ordinal))
            {
                if (Signature(program, before.Programs, standardsBefore, place, []) == Signature(program, after.Programs, standardsAfter, place, [])) continue;
                edited.Add(program);
                foreach (var gains in new[] { true, false })
                {
                    if (Smallest(program, place, gains, out var why) is { } found) turned.Add(found);
                    else if (why is not null) open[program] = why;
                }
            }
        }

        var settled = edited.Except(turned.Select(t => t.Program)).Except(open.Keys).Order(StringComparer.Ordinal).ToLookup(p => EditedLists(p).IsEmpty);
        return new(turned.ToImmutable(), [.. settled[true]], [.. open.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => (o.Key, o.Value))], [.. settled[false].Select(p => (p, EditedLists(p)))]);
    }

    /// <summary>The lists that the edited conditions of a program look into: the solver knows of none of their entries.</summary>
    private ImmutableArray<string> EditedLists(string program)
    {
        var (was, now) = (Conditions(before.Programs, program), Conditions(after.Programs, program));
        return [.. was.ExceptBy(now.Select(c => c.Text), c => c.Text).Concat(now.ExceptBy(was.Select(c => c.Text), c => c.Text))
            .SelectMany(c => c.Facts).Where(f => catalogue.Find(f) is { Type: FactType.List }).Distinct().Order(StringComparer.Ordinal)];
    }

    private static List<Expression> Conditions(ImmutableSortedDictionary<string, ProgramDefinition> programs, string program) => programs.GetValueOrDefault(program) is not { } rules ? []
        : [.. rules.Criteria.SelectMany(c => new[] { c.Test, c.Human, c.Doubt }).Append(rules.About).OfType<Expression>()];

    private TurnedHousehold? Smallest(string program, string place, bool gains, out string? why)
    {
        why = null;
        for (var size = 1; size <= LargestHousehold; size++)
        {
            try
            {
                if (Search(program, place, gains, size, out why) is { } found) return found;
            }
            catch (Exception e) when (e is NotProvableException or OverflowException)
            {
                why = e.Message;
            }

            if (why is not null) return null;
        }

        return null;
    }

    private TurnedHousehold? Search(string program, string place, bool gains, int size, out string? why)
    {
        why = null;
        var logic = new Logic();
        var household = new HouseholdModel(logic, catalogue, size);
        var was = new ProgramModel(household, before.Programs, id => standardsBefore.Find(id)?.At(place, today)?.Amount).Looks(program);
        var now = new ProgramModel(household, after.Programs, id => standardsAfter.Find(id)?.At(place, today)?.Amount).Looks(program);
        var (worse, better) = gains ? (was, now) : (now, was);
        logic.Model.AddBoolOr([logic.Any(logic.All(better.True, logic.Not(worse.True)), logic.All(worse.False, logic.Not(better.False)))]);
        logic.Model.Minimize(LinearExpr.Sum(household.Costs));
        var solver = new CpSolver { StringParameters = $"num_workers:1,random_seed:1,max_time_in_seconds:{SecondsEach}" };
        var status = solver.Solve(logic.Model);
        if (status == CpSolverStatus.Infeasible) return null;
        if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
        {
            why = $"the solver gave up after {SecondsEach} s";
            return null;
        }

        var facts = household.Found(solver);
        var (old, fresh) = (Judge(judgedBefore, program, facts, place), Judge(judgedAfter, program, facts, place));
        if (Rank(old) != Rank(fresh) && Rank(fresh) > Rank(old) == gains) return new(program, place, old, fresh, facts);
        why = "the engine judges the household that the solver found otherwise";
        return null;
    }

    private EligibilityOutcome Judge(Determiner rules, string program, ImmutableSortedDictionary<string, FactValue> facts, string place) =>
        rules.All(new Found(facts), place, today).FirstOrDefault(d => d.Program.Id == program)?.Outcome ?? EligibilityOutcome.NeedsHuman;

    private static int Rank(EligibilityOutcome outcome) => outcome switch { EligibilityOutcome.Unlikely => 0, EligibilityOutcome.Likely => 2, _ => 1 };

    /// <summary>All that a program's outcome hangs on in a content, at a place: when two are equal, nothing can differ.</summary>
    private string Signature(string id, ImmutableSortedDictionary<string, ProgramDefinition> programs, Standards standards, string place, HashSet<string> seen)
    {
        if (!programs.TryGetValue(id, out var program) || !seen.Add(id)) return "";
        var behind = Conditions(programs, id).SelectMany(t => t.Facts).SelectMany(f => HouseholdRules.Behind(f).Prepend(f)).Distinct().Order(StringComparer.Ordinal).ToList();
        return string.Join('\n', program.Criteria.Select(c => $"{c.Id}|{c.Test.Text}|{c.Human?.Text}|{c.Doubt?.Text}|{c.Presumed}|{c.Way}|{string.Join(',', c.AllOf)}").Append(program.About?.Text)
            .Concat(behind.Where(f => f.StartsWith(Standards.Prefix, StringComparison.Ordinal)).Select(f => $"{f}={standards.Find(f[Standards.Prefix.Length..])?.At(place, today)?.Amount}"))
            .Concat(behind.Where(f => f.StartsWith(Circumstances.ProgramPrefix, StringComparison.Ordinal)).Select(f => Signature(f[Circumstances.ProgramPrefix.Length..], programs, standards, place, seen))));
    }

    private sealed class Found(ImmutableSortedDictionary<string, FactValue> facts) : IFacts
    {
        public FactValue? Find(string factId) => facts.GetValueOrDefault(factId);
    }
}

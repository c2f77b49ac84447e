using BotHost.Core.Content;
using BotHost.Core.Eligibility;
using Google.OrTools.Sat;

namespace BotHost.Eligibility.Proving;

/// <summary>
/// What a publisher wants to know of every criterion: some household meets it, some household does not, and it is not said already by another one.
/// Shown by a solver over more households than there are (lists may be anything), so what it calls impossible is impossible.
/// </summary>
internal static class ProgramProofs
{
    private static readonly int[] Sizes = [3, 1, 2, 4, 5, 6, 8];

    public static IEnumerable<ContentProblem> Check(ContentBundle content) => content.Programs.Values.SelectMany(p => Check(content, p));

    private static IEnumerable<ContentProblem> Check(ContentBundle content, ProgramDefinition program)
    {
        var file = $"{ProgramLoader.Folder}{program.Id}.yaml";
        // 'true' is written on purpose: a rule that shuts nobody out. What only an amount decides, no household can turn.
        var tested = program.Criteria.Where(c => c.AllOf.IsEmpty && c.Test.Facts.Any(f => !f.StartsWith(Standards.Prefix, StringComparison.Ordinal))).ToList();
        var sound = new List<Criterion>();
        foreach (var c in tested)
        {
            var (met, unmet) = (Some(content, (m, l) => m.Test(c.Test).True), Some(content, (m, l) => m.Test(c.Test).False));
            if (!met) yield return new(file, LineOf(content, file, c), 1, "never-met", $"no household can meet {c.Id}: {c.Test.Text}", "look for two conditions that shut each other out");
            else if (!unmet) yield return new(file, LineOf(content, file, c), 1, "always-met", $"every household meets {c.Id}: {c.Test.Text}", "leave it out, or write 'true' if it shall shut nobody out");
            else sound.Add(c);
        }

        foreach (var (c, other) in sound.SelectMany(c => sound.Where(o => o != c && o.Way == c.Way && Compared(c) && Compared(o)).Select(o => (c, o))))
        {
            var adds = c.Way.Length == 0 ? Some(content, (m, l) => l.All(m.Test(other.Test).True, m.Test(c.Test).False)) : Some(content, (m, l) => l.All(m.Test(c.Test).True, l.Not(m.Test(other.Test).True)));
            if (!adds) yield return new(file, LineOf(content, file, c), 1, "implied", $"{c.Id} adds nothing: {other.Id} says as much", $"leave {c.Id} out, or say what {other.Id} does not");
        }
    }

    /// <summary>What is presumed, or left to a person, is there for what may turn up: it may say what another one says.</summary>
    private static bool Compared(Criterion c) => c.Presumed == Presumption.None;

    /// <summary>True when some household makes it so, or when the solver cannot be told of it.</summary>
    private static bool Some(ContentBundle content, Func<ProgramModel, Logic, ILiteral> wish)
    {
        foreach (var size in Sizes)
        {
            var logic = new Logic();
            var model = new ProgramModel(new HouseholdModel(logic, content.Catalogue, size, free: true), content.Programs, id => Amount(content.Standards.Find(id)));
            try
            {
                logic.Model.AddBoolOr([wish(model, logic)]);
            }
            catch (Exception e) when (e is NotProvableException or OverflowException)
            {
                return true;
            }

            var status = new CpSolver { StringParameters = "num_workers:1,random_seed:1,max_time_in_seconds:10" }.Solve(logic.Model);
            if (status != CpSolverStatus.Infeasible) return true;
        }

        return false;
    }

    /// <summary>Any value will do to see both sides of a line; one that nobody has set is taken as something of its unit.</summary>
    private static decimal? Amount(Standard? standard) => standard is null ? null : standard.Values.IsEmpty
        ? standard.Unit switch { "yuan/month" => 500, "yuan/year" => 10_000, "years" => 2, "sqm" => 30, "yuan" => 10_000, _ => 0.5m } : standard.Values.MaxBy(v => v.From)!.Amount;

    private static int LineOf(ContentBundle content, string file, Criterion c)
    {
        var lines = content.Files[file].Split('\n');
        var at = Array.FindIndex(lines, l => l.Contains($"id: {c.Id},", StringComparison.Ordinal) || l.TrimEnd().EndsWith($"id: {c.Id}", StringComparison.Ordinal));
        return at < 0 ? 1 : at + 1;
    }
}

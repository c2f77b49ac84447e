using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>What programs need from each other.</summary>
internal static class ProgramRules
{
    public static void Check(ImmutableSortedDictionary<string, ProgramDefinition> programs, FactCatalogue facts, List<ContentProblem> problems)
    {
        foreach (var derived in facts.All.Where(f => f.Derived.Length > 0 && !f.Id.StartsWith(Circumstances.PersonPrefix, StringComparison.Ordinal) && !HouseholdRules.Behind(f.Id).Any()))
            problems.Add(new(FactCatalogue.File, 1, 1, "no-rule", $"no rule works out '{derived.Id}'", "leave 'derived' out and write a question for it, or use a fact that is worked out"));
        foreach (var program in programs.Values)
        {
            foreach (var other in program.YieldsTo.Where(o => !programs.ContainsKey(o)))
                problems.Add(new($"{ProgramLoader.Folder}{program.Id}.yaml", 1, 1, "unknown-program", $"'{other}' is not a program", "name a program that has a file"));
            if (Leads(program.Id, program.Id, programs, []))
                problems.Add(new($"{ProgramLoader.Folder}{program.Id}.yaml", 1, 1, "circular-programs", $"whether '{program.Id}' fits depends on itself", "take one 'program.…' or 'identity.…' out of the tests"));
        }
    }

    /// <summary>Every fact that a program turns on has a question, or one is asked in its place; or it is worked out from such.</summary>
    public static void CheckAskable(ContentBundle bundle, List<ContentProblem> problems)
    {
        foreach (var program in bundle.Programs.Values)
        {
            foreach (var fact in Read(program).Where(f => !Asked(f).Any(a => CanAsk(bundle, a))))
                problems.Add(new($"{ProgramLoader.Folder}{program.Id}.yaml", 1, 1, "fact-not-askable", $"nobody can be asked for '{fact}'", $"add a question for it to a file in {PromptLoader.FactsFolder}, or name one under 'asked_as' in dialogs/rules/asking.yaml"));
        }
    }

    private static bool CanAsk(ContentBundle bundle, string fact) => HasQuestion(bundle, fact) || bundle.Asking.AskedAs.GetValueOrDefault(fact, []).Any(a => HasQuestion(bundle, a))
        || (fact == "household.members" && !bundle.Asking.Members.IsEmpty);

    /// <summary>A name alone is no question.</summary>
    private static bool HasQuestion(ContentBundle bundle, string fact) => bundle.FindPrompt(fact)?.Readback is not null;

    private static IEnumerable<string> Read(ProgramDefinition program) => program.Criteria.SelectMany(c => c.Test.Facts).Distinct()
        .Where(f => Slots.Kind(f) is FactKind.Derived or FactKind.Person && f != "local.dibao_monthly");

    /// <summary>Where its value may come from.</summary>
    private static IEnumerable<string> Asked(string fact) => Slots.Kind(fact) == FactKind.Person
        ? ["household.members", "subject." + fact[Circumstances.PersonPrefix.Length..]] : HouseholdRules.Behind(fact).Prepend(fact);

    private static bool Leads(string from, string to, ImmutableSortedDictionary<string, ProgramDefinition> programs, HashSet<string> seen) =>
        programs.TryGetValue(from, out var program) && Needs(program).Any(next => next == to || (seen.Add(next) && Leads(next, to, programs, seen)));

    private static IEnumerable<string> Needs(ProgramDefinition program) => program.Criteria
        .SelectMany(c => c.Test.Facts.Concat(c.Human?.Facts ?? []).Concat(c.Doubt?.Facts ?? []))
        .SelectMany(f => HouseholdRules.Behind(f).Prepend(f)).Where(f => f.StartsWith(Circumstances.ProgramPrefix, StringComparison.Ordinal)).Select(f => f[Circumstances.ProgramPrefix.Length..])
        .Concat(program.YieldsTo).Distinct();
}

using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>How many live together, and how many of them are pupils, minors, workers, disabled.</summary>
internal static class HouseholdReader
{
    public static void Read(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        Size(scene);
        Children(scene, ages);
        Counted(scene, "student", "household.students");
        Counted(scene, "worker", "household.workers");
        Disabled(scene);
    }

    private static void Size(Scene scene)
    {
        foreach (var q in scene.Quantities)
        {
            if (q.Measure is not (Measure.Persons or Measure.People) || scene.Cast.Outside(q.NumberStart) || Denied(scene, q)) continue;
            var clause = scene.Words.ClauseAt(q.NumberStart);
            if (scene.InClause(clause, "register").Any())
            {
                scene.Wonder("household.size", "two-readings", q.Start, q.End, FactValue.Of(q.Value));
                continue;
            }

            var cue = scene.InClause(clause, "household").FirstOrDefault(c => Math.Abs(c.Start - q.Start) < 9 || c.End <= q.Start);
            var sized = q.Measure == Measure.Persons ? !Apart(scene, clause) : cue is not null && !scene.InClause(clause, "worker").Any() && !scene.InClause(clause, "student").Any();
            if (!sized) continue;
            // 两口子 is a couple and 三口人吃药 still three people, but the number must be the household's and not of a part of it.
            scene.Add("household.size", q.Whole(), (Math.Min(cue?.Start ?? q.Start, q.Start), q.End));
        }

        if (scene.Has("household.size")) return;
        if (Couple(scene) is { } couple) scene.Add("household.size", FactValue.Of(couple.Count), (couple.Start, couple.End));
        else if (scene.First("household.count", "one") is { } one && !scene.Cast.Outside(one.Start)) scene.Add("household.size", FactValue.Of(1), (one.Start, one.End));
        else if (scene.First("household.count", "two") is { } two && !scene.Cast.Outside(two.Start)) scene.Add("household.size", FactValue.Of(2), (two.Start, two.End));
        else if (scene.In("together").FirstOrDefault() is { } together) Enumerated(scene, together);
        else if (scene.First("household.count", "perhaps_one") is { } perhaps) scene.Wonder("household.size", "two-readings", perhaps.Start, perhaps.End, FactValue.Of(1));
    }

    /// <summary>两口子带俩孩子, 我跟老伴带个孙子.</summary>
    private static (decimal Count, int Start, int End)? Couple(Scene scene)
    {
        if (scene.First("couple_with", "couple") is not { } couple || scene.Cast.Outside(couple.Start)) return null;
        var clause = scene.Words.ClauseAt(couple.Start);
        var child = scene.Cast.Mentions.FirstOrDefault(m => m.Kin is Kin.Child or Kin.Grandchild or Kin.Son or Kin.Daughter && m.Start >= couple.End && m.End <= clause.End);
        if (child is null) return null;
        var count = scene.Quantities.Find(q => q.Start >= couple.End && q.End <= child.Start && child.Start - q.End <= 1)?.Value ?? 1;
        return count is >= 1 and <= 8 ? (2 + count, couple.Start, child.End) : null;
    }

    /// <summary>我跟弟弟跟着爷爷奶奶过: everybody named lives there, each counted once.</summary>
    private static void Enumerated(Scene scene, Cue together)
    {
        var people = scene.Cast.Mentions.Where(m => m.Kin is not (Kin.Household or Kin.Pronoun or Kin.Outside)
            && !scene.Cues.Exists(c => c.Group == "gone" && c.Start >= m.End && c.Start - m.End <= 8 && scene.Words.ClauseAt(c.Start) == scene.Words.ClauseAt(m.Start))).ToList();
        if (people.Count < 2) return;
        var names = people.Select(m => Plain(scene.Text[m.Start..m.End])).Distinct().ToList();
        if (names.Count < 3 || !people.Exists(m => m.Kin == Kin.Self) || people.Exists(m => m.Kin is Kin.Parents or Kin.Child)) return;
        scene.Add("household.size", FactValue.Of(names.Count), [.. people.DistinctBy(m => Plain(scene.Text[m.Start..m.End])).Select(m => (m.Start, m.End)), (together.Start, together.End)]);

        static string Plain(string name) => name.Length > 1 ? name.TrimStart('我', '俺', '咱') : "我";
    }

    private static void Children(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        var minors = ages.Where(a => a.Age.Value < 18 && a.Of is not null && !scene.Cast.Outside(a.Age.NumberStart)).ToList();
        if (minors.Count >= 2 && minors.Select(m => m.Of).Distinct().Count() == minors.Count)
            scene.Add("household.children", FactValue.Of(minors.Count), [.. minors.Select(m => (m.Of!.Start < m.Age.Start ? m.Of.Start : m.Age.Start, m.Age.End))]);
        Counted(scene, "minor", "household.children");
    }

    /// <summary>俩娃上学, 家里俩学生, 就一个劳力: a count and the word it counts, in one clause.</summary>
    private static void Counted(Scene scene, string group, string fact)
    {
        if (scene.Has(fact)) return;
        foreach (var cue in scene.In(group))
        {
            if (scene.Cast.Outside(cue.Start)) continue;
            var clause = scene.Words.ClauseAt(cue.Start);
            var quantity = scene.Quantities.LastOrDefault(q => q.Start >= clause.Start && q.End <= cue.End && q.NumberStart <= cue.Start
                && q.Measure is Measure.None or Measure.Things or Measure.People && !q.Scaled && !(q.Measure == Measure.None && q.Digits));
            if (quantity is null || quantity.Value is < 1 or > 12) continue;
            if (cue.Entry == "after_children")
            {
                var between = scene.Text[quantity.End..cue.Start];
                var child = scene.Cast.Mentions.FirstOrDefault(m => m.Kin is Kin.Child or Kin.Grandchild or Kin.Son or Kin.Daughter && m.Start >= quantity.NumberEnd - 1 && m.End <= cue.Start);
                if (child is null && between.Length > 3) continue;
            }
            else if (cue.Start - quantity.End > 3) continue;
            scene.Add(fact, quantity.Whole(), (quantity.Start, Math.Max(cue.End, quantity.End)));
            return;
        }
    }

    /// <summary>A certificate or a grade makes somebody count as disabled; a weakness alone does not.</summary>
    private static void Disabled(Scene scene)
    {
        Counted(scene, "disabled_person", "household.disabled");
        if (scene.Has("household.disabled")) return;
        var proofs = scene.In("disability.proof").Where(c => !scene.Cast.Outside(c.Start)).ToList();
        var owners = proofs.Select(c => scene.Cast.OwnerAt(c.Start)).Where(o => o is not null && o.Kin is not (Kin.Self or Kin.Household) && o.Kin != scene.Cast.Subject?.Kin).Distinct().ToList();
        if (owners.Count == 0) return;
        scene.Add("household.disabled", FactValue.Of(owners.Count), [.. proofs.Select(c => (c.Start, c.End))]);
    }

    /// <summary>我哥家三口, 他家五口: told of another household.</summary>
    private static bool Apart(Scene scene, Clause clause) => scene.InClause(clause, "other_household").Any() && scene.Cast.Subject is null;

    private static bool Denied(Scene scene, Quantity q) => scene.Cues.Exists(c => c.Is("negation", "is_not") && c.End <= q.Start && q.Start - c.End <= 3
        && scene.Words.ClauseAt(c.Start).Holds(q.Start));
}

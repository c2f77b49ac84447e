using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>俩娃上学, 家里俩学生, 就一个劳力, 一个能干活的都没有: a count of people and the word it counts, in one clause.</summary>
internal static class Counted
{
    public static void Read(Scene scene, string group, string fact)
    {
        if (scene.Has(fact) || scene.Doubts.Any(d => d.FactId == fact)) return;
        foreach (var cue in scene.In(group))
        {
            if (scene.Cast.Outside(cue.Start)) continue;
            var clause = scene.Words.ClauseAt(cue.Start);
            if (cue.Entry is "none" or "one")
            {
                scene.Add(fact, FactValue.Of(cue.Entry == "one" ? 1 : 0), (cue.Start, cue.End));
                return;
            }

            var quantity = scene.Quantities.LastOrDefault(q => q.Start >= clause.Start && q.End <= cue.End && q.NumberStart <= cue.Start
                && q.Measure is Measure.None or Measure.Things or Measure.People && !q.Scaled && !(q.Measure == Measure.None && q.Digits));
            if (quantity is null || quantity.Value is < 1 or > 12 || Denied(scene, quantity, clause)) continue;
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

    /// <summary>没一个能下地的: what is denied counts nobody.</summary>
    private static bool Denied(Scene scene, Quantity q, Clause clause) => scene.InClause(clause, "negation").Exists(n => n.End == q.Start);
}

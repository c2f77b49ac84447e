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
            var clause = scene.Words.ClauseAt(cue.Start);
            if (scene.Cast.Outside(cue.Start) || Others(scene, clause)) continue;
            if (cue.Entry is "none" or "one" or "two")
            {
                scene.Add(fact, FactValue.Of(cue.Entry switch { "one" => 1, "two" => 2, _ => 0 }), (cue.Start, cue.End));
                return;
            }

            var quantity = scene.Quantities.LastOrDefault(q => q.Start >= clause.Start && q.End <= cue.End && q.NumberStart <= cue.Start
                && q.Measure is Measure.None or Measure.Things or Measure.People && !q.Scaled && !(q.Measure == Measure.None && q.Digits));
            if (quantity is null && cue.Entry == "people" && Behind(scene, cue, clause) is { } told)
            {
                scene.Add(fact, told.Whole(), (cue.Start, told.End));
                return;
            }

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

    /// <summary>学生三个, 劳力有俩, 小孩:2人: the number behind what it counts, and nothing that it might count instead.</summary>
    private static Quantity? Behind(Scene scene, Cue cue, Clause clause)
    {
        if (scene.Quantities.Find(q => q.NumberStart >= cue.End && q.NumberStart - cue.End <= 4) is not { Value: >= 1 and <= 9, Min: null, Scaled: false } q || q.End > clause.End) return null;
        var between = scene.Text.AsSpan(cue.End, q.NumberStart - cue.End).Trim("的有就是只才共总数人:还孩");
        var after = scene.Behind(q, clause).TrimStart("人的了吧呢呀");
        var counts = q.Measure is Measure.Things or Measure.People or Measure.Persons || (q.Measure == Measure.None && (!q.Digits || scene.Text[q.NumberStart - 1] is '数' or ':'));
        return counts && between.IsEmpty && (after.IsEmpty || after.StartsWith("在家") || after.StartsWith("都") || NumeralReader.IsNumeralStart(after[0]) || after[0] is '大' or '小') && !Denied(scene, q, clause) ? q : null;
    }

    /// <summary>这饭店六个人干活, 听说谁家有三个学生: people of another house.</summary>
    private static bool Others(Scene scene, Clause clause) => scene.InClause(clause, "crew").Count > 0 || scene.InClause(clause, "rhetorical").Count > 0
        || (scene.Cast.Subject is null && scene.InClause(clause, "other_household").Exists(c => c.Start == clause.Start && scene.Text[c.Start] is '他' or '她'));

    /// <summary>没一个能下地的: what is denied counts nobody.</summary>
    private static bool Denied(Scene scene, Quantity q, Clause clause) => scene.InClause(clause, "negation").Exists(n => n.End == q.Start);
}

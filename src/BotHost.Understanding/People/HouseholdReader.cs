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
        ChildrenReader.Read(scene, ages);
        EachOne(scene);
        Counted(scene, "student", "household.students");
        Counted(scene, "worker", "household.workers");
        Disabled(scene);
    }

    private static void Size(Scene scene)
    {
        foreach (var q in scene.Quantities)
        {
            if ((q.Measure is not (Measure.Persons or Measure.People) && !(q.Measure is Measure.Things or Measure.None && AtTable(scene, q))) || scene.Cast.Outside(q.NumberStart) || Denied(scene, q)) continue;
            if (scene.InClause(scene.Words.ClauseAt(q.NumberStart), "previous").Exists(c => c.End <= q.Start)) continue;
            var clause = scene.Words.ClauseAt(q.NumberStart);
            // 俺两口加孙女: a couple, of whom more is told.
            if (q is { Value: 2, Measure: Measure.Persons } && q.End < clause.End && scene.Text[q.End - 1] == '口' && (q.NumberStart == clause.Start || scene.Text[q.NumberStart - 1] is '俺' or '我' or '老' or '小' or '们' or '咱')) continue;
            if (scene.InClause(clause, "register").Count > 0)
            {
                scene.Wonder("household.size", "two-readings", q.Start, q.End, FactValue.Of(q.Value));
                continue;
            }

            var cue = scene.InClause(clause, "household").FirstOrDefault(c => Math.Abs(c.Start - q.Start) < 9 || c.End <= q.Start);
            // 跟奶奶三个人过: whoever lives together is counted.
            var sized = (q is { Measure: Measure.People, Value: > 1 } && q.End < clause.End && scene.Text[q.End] is '过' && scene.Cast.Mentions.Any(m => clause.Holds(m.Start) && m.End <= q.Start && m.Kin is not Kin.Outside)) || Totalled(scene, q, clause) || Summed(scene, q, clause) || q.Measure == Measure.Persons ? !Apart(scene, clause) : cue is not null && q.Value > 1 && Everybody(scene, q, clause) && scene.InClause(clause, "worker").Count == 0 && scene.InClause(clause, "student").Count == 0;
            if (!sized) continue;
            if (q.Min != q.Max)
            {
                // 七八口: a count of people is asked back rather than averaged.
                scene.Wonder("household.size", "two-readings", q.Start, q.End);
                continue;
            }

            // 两口子 is a couple and 三口人吃药 still three people, but the number must be the household's and not of a part of it.
            // 五口,加上我六口: what is told after the adding is the whole.
            if (scene.Has("household.size") && scene.Text.AsSpan(clause.Start, q.Start - clause.Start).IndexOf("上") is >= 0 and var on && on > 0 && scene.Text[clause.Start + on - 1] is '加' or '算' or '连') scene.Replace("household.size", q.Whole(), (q.Start, q.End));
            scene.Add("household.size", q.Whole(), (Math.Min(cue?.Start ?? q.Start, q.Start), q.End));
        }

        // 就我一个, when asked how many can work, is no household of one.
        if (scene.Has("household.size") || scene.Expecting("household.workers") || scene.Expecting("household.cared_for")) return;
        foreach (var cue in scene.In("household.count").Where(c => c.Entry == "just_us"))
        {
            // 家里就我们仨.
            var clause = scene.Words.ClauseAt(cue.Start);
            if (scene.Quantities.Find(q => q.NumberStart == cue.End && q.Value is >= 2 and <= 9 && q.Measure is Measure.None or Measure.Things or Measure.People && q.End >= clause.End - 1) is { } us) scene.Add("household.size", us.Whole(), (cue.Start, us.End));
        }

        if (scene.Has("household.size")) return;
        if (Closed(scene) is { } closed)
        {
            scene.Add("household.size", FactValue.Of(closed.Count), (closed.Start, closed.End));
            return;
        }

        // 俩儿在外打工,就俺自己守着老屋: with children or a spouse told of, being alone at home is no household of one.
        var family = scene.Cast.Mentions.Any(m => m.Kin is Kin.Son or Kin.Daughter or Kin.Child or Kin.Spouse && !scene.In("gone").Exists(g => g.Start >= m.End && g.Start - m.End <= 8) && !Denied(scene, m));
        if (family && scene.First("household.count", "one") is { } maybe)
        {
            scene.Wonder("household.size", "two-readings", maybe.Start, maybe.End, FactValue.Of(1));
            return;
        }

        if (Couple(scene) is { } couple) scene.Add("household.size", FactValue.Of(couple.Count), (couple.Start, couple.End));
        else if (scene.In("household.count").Find(c => c.Entry == "one" && Lives(scene, c)) is { } one && !scene.Cast.Outside(one.Start)) scene.Add("household.size", FactValue.Of(1), (one.Start, one.End));
        else if (scene.First("household.count", "two") is { } two && !scene.Cast.Outside(two.Start)) scene.Add("household.size", FactValue.Of(2), (two.Start, two.End));
        else if (scene.In("together").FirstOrDefault() is { } together) Enumerated(scene, together);
        else if (scene.First("household.count", "perhaps_one") is { } perhaps) scene.Wonder("household.size", "two-readings", perhaps.Start, perhaps.End, FactValue.Of(1));
    }

    /// <summary>我妈,我,爷爷,弟弟,加上我爸,五个人: as many as were named before.</summary>
    private static bool Summed(Scene scene, Quantity q, Clause clause) => q is { Measure: Measure.People, Value: > 2 } && q.End >= clause.End - 1 && q.Start == clause.Start
        && Roster.Count(scene, 0, q.Start) is { } named && named.Count == q.Value;

    /// <summary>一共仨人, 加起来五个人: a total of people, when family was told of and no other thing is counted.</summary>
    private static bool Totalled(Scene scene, Quantity q, Clause clause) => q.Measure == Measure.People && q.Value > 1
        && ((q.End == clause.End && scene.InClause(clause, "total").Exists(c => c.End <= q.Start && q.Start - c.End <= 3)) || (q.Start == clause.Start && q.End < clause.End && Everybody(scene, q, clause))) && scene.Cast.Mentions.Any(m => m.Kin is not (Kin.Outside or Kin.Pronoun));

    /// <summary>就我一个人过, but not 就我一个人上班: what follows tells of living, or nothing follows.</summary>
    private static bool Lives(Scene scene, Cue cue)
    {
        var rest = scene.Text.AsSpan(cue.End, scene.Words.ClauseAt(cue.Start).End - cue.End);
        return rest.IsEmpty || scene.Text[cue.End - 1] is '过' or '活' or '子' || rest[0] is '过' or '生' or '了' or '住' or '吃' or '呀' or '啊' or '哩' or '嘞' or '吧' or '呢' or '守' or '孤' or '还' or ',';
    }

    /// <summary>在家吃饭的四个: a number right behind those who eat at home.</summary>
    private static bool AtTable(Scene scene, Quantity q) => scene.In("register").Count == 0 && scene.In("at_table").Exists(c => c.End <= q.Start && q.Start - c.End <= 2);

    /// <summary>我跟俩闺女,没别人; 家里就我和俺娘: everybody is named and nobody else is there.</summary>
    private static (decimal Count, int Start, int End)? Closed(Scene scene)
    {
        if (scene.First("household.count", "nobody_else") is { } nobody)
        {
            var clause = scene.Words.ClauseAt(nobody.Start);
            var before = scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start);
            var after = scene.Words.Clauses.FirstOrDefault(c => c.Start >= nobody.End);
            if (after.Length is >= 2 and <= 5 && (scene.Words.At(after.Start, "就我") || scene.Words.At(after.Start, "就俺"))) return (1, nobody.Start, after.End);
            return Roster.Count(scene, clause.Start, nobody.Start) ?? (before.Length > 0 ? Roster.Count(scene, before.Start, before.End) : null);
        }

        if (scene.First("household.count", "only_us") is not { } only || scene.Cast.Outside(only.Start)) return null;
        return Roster.Count(scene, only.Start, scene.Words.ClauseAt(only.Start).End);
    }

    private static bool Denied(Scene scene, Mention m) => scene.In("negation").Exists(c => c.End <= m.Start && m.Start - c.End <= 1);

    /// <summary>家里五个人, 五个人吃饭 — but not 家里俩人有病, which counts a part of them.</summary>
    private static bool Everybody(Scene scene, Quantity q, Clause clause)
    {
        if (q.End >= clause.End) return true;
        var rest = scene.Behind(q, clause);
        if (Numbers.NumeralReader.IsNumeralStart(rest[0])) return true;
        return rest is "过" or "过着" || rest.StartsWith("吃饭") || rest.StartsWith("生活") || rest.StartsWith("过日子") || rest.StartsWith("住") || rest.StartsWith("一起") || rest.StartsWith("在一起") || rest.StartsWith("挤") || rest.StartsWith("吃") || rest is "吧" or "了" or "呢" or "嘞" or "哩" or "啊" or "呀";
    }

    /// <summary>两口子带俩孩子, 我跟老伴带个孙子.</summary>
    private static (decimal Count, int Start, int End)? Couple(Scene scene)
    {
        if (scene.First("couple_with", "keeps") is { } keeps && !scene.Cast.Outside(keeps.Start) && scene.Cast.Mentions.LastOrDefault(m => m.Kin is Kin.Grandchild or Kin.Child && m.End <= keeps.Start) is { } kept && Roster.Many(scene, kept) is var heads
            && (heads > 1 || scene.Text[kept.End - 1] is not '们')) return (2 + heads, kept.Start, keeps.End);
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
            && !scene.In("gone").Exists(c => c.Start >= m.End && c.Start - m.End <= 8 && scene.Words.ClauseAt(c.Start) == scene.Words.ClauseAt(m.Start))).ToList();
        if (people.Count < 2 || !people.Exists(m => m.Kin == Kin.Self && m.Start < together.End)) return;
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
        EachAge(scene, ages);
        if (!scene.Has("household.children") && minors.Count == 1 && scene.Has("household.size") | scene.In("raises").Exists(c => c.End <= minors[0].Of!.Start && minors[0].Of!.Start - c.End <= 2) && Lone(scene, minors[0].Of!))
            scene.Add("household.children", FactValue.Of(1), (Math.Min(minors[0].Of!.Start, minors[0].Age.Start), Math.Max(minors[0].Of!.End, minors[0].Age.End)));
        Counted(scene, "minor", "household.children");
    }

    /// <summary>True when no other child is told of and this one is one.</summary>
    private static bool Lone(Scene scene, Mention child) => child.Kin is Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild or Kin.Sibling && Roster.Many(scene, child) == 1 && scene.Text[child.End - 1] != '们'
        && scene.Cast.Mentions.All(m => m.Kin is not (Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild or Kin.Sibling) || m.Kin == child.Kin && scene.Text.AsSpan(m.Start, m.End - m.Start).EndsWith(scene.Text.AsSpan(child.End - 1, 1)) || Dates.Bygone.Dead(scene, m));

    /// <summary>俩孙子,一个五岁一个七岁: ages told one by one, all of them of minors and as many as the group when its number was said.</summary>
    private static void EachAge(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        var each = ages.Where(a => a.Age.Measure == Measure.YearsOld && a.Age.Start >= 2 && scene.Text[(a.Age.Start - 2)..a.Age.Start] is "一个" or "大的" or "小的" or "老大" or "老二" or "老三" && !scene.Cast.Outside(a.Age.NumberStart)).ToList();
        if (each.Count < 2 || each.Exists(a => a.Age.Value >= 18)) return;
        var group = scene.Cast.Mentions.LastOrDefault(m => m.End <= each[0].Age.Start - 2 && m.Kin is Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild);
        if (group is null || Roster.Many(scene, group) is > 1 and var many && many != each.Count) return;
        scene.Add("household.children", FactValue.Of(each.Count), [.. each.Select(a => (a.Age.Start - 2, a.Age.End))]);
    }

    /// <summary>一个上高中一个上初中: pupils told one by one.</summary>
    private static void EachOne(Scene scene)
    {
        var each = scene.In("student").Where(c => c.Entry == "after_children" && c.Start >= 2 && scene.Words.At(c.Start - 2, "一个") && !scene.Cast.Outside(c.Start)).DistinctBy(c => c.Start).ToList();
        if (each.Count >= 2) scene.Add("household.students", FactValue.Of(each.Count), [.. each.Select(c => (c.Start - 2, c.End))]);
        else if (each.Count == 1 && scene.Quantities.Exists(q => q.Value > 1 && q.End < each[0].Start && each[0].Start - q.End <= 12 && q.Measure is Measure.None or Measure.Things && scene.Cast.Mentions.Any(m => m.Start >= q.NumberEnd - 1 && m.Start - q.End <= 1))) scene.Wonder("household.students", "two-readings", each[0].Start, each[0].End);
    }

    /// <summary>俩娃上学, 家里俩学生, 就一个劳力: a count and the word it counts, in one clause.</summary>
    private static void Counted(Scene scene, string group, string fact)
    {
        if (scene.Has(fact) || scene.Doubts.Any(d => d.FactId == fact)) return;
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
        var proofs = Hardship.DisabilityReader.Proofs(scene).Where(c => !scene.Cast.Outside(c.Start) && !Dates.Bygone.Told(scene, c.Start) && (scene.Cast.OwnerAt(c.Start) is not { } told || !Dates.Bygone.Dead(scene, told))).ToList();
        var owners = proofs.Select(c => scene.Cast.OwnerAt(c.Start)).Where(o => o is not null && o.Kin is not (Kin.Self or Kin.Household) && o.Kin != scene.Cast.Subject?.Kin).Distinct().ToList();
        if (owners.Count == 0)
        {
            // 爹妈都是残疾人: nobody counted them, but both are named.
            if (scene.In("disabled_person").FirstOrDefault(c => scene.Text.AsSpan(c.Start, c.Length).Contains("残疾", StringComparison.Ordinal) && !scene.Cast.Outside(c.Start)) is not { } told
                || scene.InClause(scene.Words.ClauseAt(told.Start), "negation").Count > 0) return;
            if (scene.Cast.Mentions.LastOrDefault(m => m.Kin == Kin.Parents && m.End <= told.Start && told.Start - m.End <= 4) is { } both) scene.Add("household.disabled", FactValue.Of(Roster.Many(scene, both)), (both.Start, told.End));
            else if (scene.In("couple").LastOrDefault(c => c.End <= told.Start && told.Start - c.End <= 3) is { } couple) scene.Add("household.disabled", FactValue.Of(2), (couple.Start, told.End));
            return;
        }

        // 我二级残疾,老婆三级: with another disabled person told of, the speaker counts too.
        if (proofs.Exists(c => scene.Cast.OwnerAt(c.Start) is { Kin: Kin.Self })) owners.Add(null);
        scene.Add("household.disabled", FactValue.Of(owners.Count), [.. proofs.Select(c => (c.Start, c.End))]);
    }

    /// <summary>我哥家三口, 他家五口: told of another household.</summary>
    private static bool Apart(Scene scene, Clause clause) => scene.InClause(clause, "other_household").Count > 0 && scene.Cast.Subject is null;

    private static bool Denied(Scene scene, Quantity q) => scene.In("negation").Exists(c => c.Entry == "is_not" && c.End <= q.Start && q.Start - c.End <= 3
        && scene.Words.ClauseAt(c.Start).Holds(q.Start));
}

using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>How many live together, where a number says so: 五口人, 六张嘴, 仨大人俩小孩. Where none does, those named are counted (<see cref="NamedSize"/>).</summary>
internal static class SizeReader
{
    public const string Fact = "household.size";

    public static void Read(Scene scene)
    {
        if (OldAndYoung(scene) is { } sum)
        {
            scene.Add("household.children", FactValue.Of(sum.Young), (sum.Start, sum.End));
            // 俩大人仨孩儿,俺娘也跟着俺过: one more.
            var more = scene.In("member").Find(c => c.Entry == "lives_together=yes" && c.Start > sum.End && scene.Text[c.Start - 1] == '也' && scene.Cast.OwnerAt(c.Start) is { Kin: not (Kin.Child or Kin.Parents) });
            if (more is null) scene.Add(Fact, FactValue.Of(sum.Old + sum.Young), (sum.Start, sum.End));
            else scene.Add(Fact, FactValue.Of(sum.Old + sum.Young + 1), (sum.Start, sum.End), (more.Start, more.End));
        }

        foreach (var q in scene.Quantities.Where(q => Counts(scene, q))) Told(scene, q);
        if (!scene.Has(Fact)) NamedSize.Read(scene);
    }

    private static bool Counts(Scene scene, Quantity q)
    {
        if (q.Measure is not (Measure.Persons or Measure.People) && !(q.Measure is Measure.Things or Measure.None && (AtTable(scene, q) || Summed(scene, q, scene.Words.ClauseAt(q.NumberStart))))) return false;
        if (scene.Cast.Outside(q.NumberStart) || Relatives.OfSpeaker(scene, q.NumberStart) || Denied(scene, q)) return false;
        var clause = scene.Words.ClauseAt(q.NumberStart);
        if (scene.InClause(clause, "previous").Exists(c => c.End <= q.Start)) return false;
        // 户口本上五口,俺按五口除,村里非按四口: how many somebody divides by, where the register holds others.
        if (DividedBy(scene, q) && scene.In("register").Count > 0 && scene.Quantities.Exists(o => o.Value != q.Value && DividedBy(scene, o))) return false;
        // 猪就养了二十口: pigs are counted with the same word.
        if (scene.Text[q.End - 1] == '口' && scene.Before(q, clause).ContainsAny("猪羊牛死")) return false;
        // 俺两口加孙女: a couple, of whom more is told.
        return !(q is { Value: 2, Measure: Measure.Persons } && scene.Text[q.End - 1] == '口' && (q.End < clause.End || scene.Expecting(Fact)) && (q.NumberStart == clause.Start || scene.Text[q.NumberStart - 1] is '俺' or '我' or '老' or '小' or '们' or '咱'));
    }

    private static bool DividedBy(Scene scene, Quantity q) => q.NumberStart > 0 && scene.Text[q.NumberStart - 1] is '按' or '照' && q.Measure == Measure.Persons;

    private static void Told(Scene scene, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        if (scene.InClause(clause, "register").Count > 0)
        {
            scene.Wonder(Fact, "two-readings", q.Start, q.End, FactValue.Of(q.Value));
            return;
        }

        var cue = scene.InClause(clause, "household").FirstOrDefault(c => Math.Abs(c.Start - q.Start) < 9 || c.End <= q.Start);
        if (!OfTheHousehold(scene, q, clause, cue)) return;
        // 老老小小六口, 大小四口: the old and the young are no rough word.
        var value = q.Start < q.NumberStart && scene.Text[q.Start] == '小' && q.Max is { } all ? FactValue.Of(all) : q.Whole();
        if (value.Min != value.Max)
        {
            // 七八口: a count of people is asked back rather than averaged.
            scene.Wonder(Fact, "two-readings", q.Start, q.End);
            return;
        }

        if (scene.Has(Fact) && Corrects(scene, q, clause)) scene.Replace(Fact, value, (q.Start, q.End));
        scene.Add(Fact, value, (Math.Min(cue?.Start ?? q.Start, q.Start), q.End));
    }

    private static bool OfTheHousehold(Scene scene, Quantity q, Clause clause, Cue? household)
    {
        if (AtTable(scene, q) && Everybody(scene, q, clause)) return !Apart(scene, q, clause);
        // 俺两口加她三个人: a couple, who else, and the sum.
        if (q is { Measure: Measure.People, Value: > 2, Min: null } && scene.InClause(clause, "couple").Exists(c => c.End <= q.Start && q.Start - c.End <= 6 && scene.Text.AsSpan(c.End, q.Start - c.End).IndexOfAny('加', '跟', '带') >= 0)) return true;
        // 俩人,我跟我老婆,…: the answer to how many they are, and then who.
        if (scene.Expecting(Fact) && q is { Measure: Measure.People, Value: > 1 } && q.Start == 0 && q.End == clause.End) return true;
        if (LivingTogether(scene, q, clause) || Totalled(scene, q, clause) || Summed(scene, q, clause) || q.Measure == Measure.Persons) return !Apart(scene, q, clause);
        // 欠俺们六个人九万: those who stand beside the deed are not all of a household.
        return household is not null && q.Value > 1 && !scene.Cast.Mentions.Any(m => m.Oblique && m.Start == household.Start) && Everybody(scene, q, clause) && scene.InClause(clause, "worker").Count == 0 && scene.InClause(clause, "student").Count == 0;
    }

    /// <summary>五口,加上我六口; 一家五口现在剩四口: what is told after the adding, or of today, is the whole.</summary>
    private static bool Corrects(Scene scene, Quantity q, Clause clause)
    {
        var before = scene.Before(q, clause);
        return before.IndexOf("上") is > 0 and var on && before[on - 1] is '加' or '算' or '连' || before.EndsWith("变") || before.EndsWith("变成") || before.EndsWith("现在是") || scene.InClause(clause, "total").Exists(c => c.End == q.Start) || before.EndsWith("剩") || before.EndsWith("剩下") || before.EndsWith("现在") || before.EndsWith("如今");
    }

    /// <summary>跟奶奶三个人过, 仨人过日子: whoever lives together is counted.</summary>
    private static bool LivingTogether(Scene scene, Quantity q, Clause clause) => (q is { Measure: Measure.People, Value: > 1 } && (scene.Words.At(q.End, "在家过") || scene.Words.At(q.End, "一块过") || scene.Words.At(q.End, "住老家") || scene.Words.At(q.End, "搁一块")) && scene.Cast.Mentions.Any(m => m.End <= q.Start && m.Kin is not (Kin.Outside or Kin.Self))) || (q is { Measure: Measure.People, Value: > 1 } && q.Start == clause.Start && (scene.Words.At(q.End, "就靠") || scene.Words.At(q.End, "守着")) && scene.Cast.Mentions.Any(m => m.End <= q.Start && m.Kin is not (Kin.Outside or Kin.Pronoun or Kin.Self))) || q is { Measure: Measure.People, Value: > 1 } && q.End < clause.End && scene.Text[q.End] == '过'
        && (scene.Words.At(q.End, "过日子") || scene.Cast.Mentions.Any(m => clause.Holds(m.Start) && m.End <= q.Start && m.Kin is not Kin.Outside));

    /// <summary>我妈,我,爷爷,弟弟,加上我爸,五个人; 老婆孩子加我三个: as many as were named before.</summary>
    private static bool Summed(Scene scene, Quantity q, Clause clause) => q is { Value: > 2, Digits: false } && q.End >= clause.End - 1
        && ((q.Measure == Measure.People && q.Start == clause.Start && Roster.Count(scene, 0, q.Start)?.Count == q.Value) || (q.Start > clause.Start && q.Measure is Measure.People or Measure.Things && (Roster.Count(scene, clause.Start, q.Start)?.Count == q.Value
            // 家里就奶奶、弟弟跟我仨人
            || (clause.Start > 0 && scene.Text[clause.Start - 1] == '、' && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } first && Roster.Count(scene, first.Start, q.Start)?.Count == q.Value))));

    /// <summary>一共仨人, 加起来五个人: a total of people, when family was told of and no other thing is counted.</summary>
    private static bool Totalled(Scene scene, Quantity q, Clause clause) => q.Measure == Measure.People && q.Value > 1
        && ((q.End == clause.End && scene.InClause(clause, "total").Exists(c => c.End <= q.Start && q.Start - c.End <= 3)) || (q.Start == clause.Start && q.End < clause.End && Everybody(scene, q, clause))) && scene.Cast.Mentions.Any(m => m.Kin is not (Kin.Outside or Kin.Pronoun));

    /// <summary>在家吃饭的四个: a number right behind those who eat at home. 户口本上六个,实际吃饭的四个 is the answer to how many live together; told unasked it is asked back.</summary>
    private static bool AtTable(Scene scene, Quantity q) => (scene.In("register").Count == 0 || (scene.Expecting(Fact) && scene.InClause(scene.Words.ClauseAt(q.NumberStart), "register").Count == 0)) && scene.In("at_table").Exists(c => c.End <= q.Start && q.Start - c.End <= 2);

    /// <summary>仨大人俩小孩, 大人四个娃一个: grown-ups and children counted apart make the whole, when nothing else is told between.</summary>
    private static (decimal Old, decimal Young, int Start, int End)? OldAndYoung(Scene scene)
    {
        foreach (var adult in scene.In("adult"))
        {
            var clause = scene.Words.ClauseAt(adult.Start);
            if (Beside(scene, adult.Start, adult.End) is not { } grown || scene.Cast.Outside(adult.Start)) continue;
            var young = scene.Cast.Mentions.FirstOrDefault(m => m.Kin is Kin.Child or Kin.Grandchild && clause.Holds(m.Start) && m.Start >= adult.End);
            if (young is null || Beside(scene, young.Start, young.End) is not { } small || small == grown || small.Start - Math.Max(adult.End, grown.End) is < 0 or > 1 && young.Start - Math.Max(adult.End, grown.End) is < 0 or > 1) continue;
            return (grown.Value, small.Value, Math.Min(adult.Start, grown.Start), Math.Max(young.End, small.End));
        }

        return null;
    }

    private static Quantity? Beside(Scene scene, int start, int end) => scene.Quantities.Find(q => q is { Value: >= 1 and <= 12, Min: null, Measure: Measure.None or Measure.Things or Measure.People } && ((q.NumberEnd <= start && start - q.NumberEnd <= 1) || (q.End == end && q.NumberStart < start)))
        ?? scene.Quantities.Find(q => q is { Value: >= 1 and <= 12, Min: null, Measure: Measure.None or Measure.Things or Measure.People } && q.NumberStart == end);

    /// <summary>家里五个人, 五个人吃饭 — but not 家里俩人有病, which counts a part of them.</summary>
    private static bool Everybody(Scene scene, Quantity q, Clause clause)
    {
        if (q.End >= clause.End) return true;
        var rest = scene.Behind(q, clause);
        // 两个人一个月六千: what they have by the month.
        if (NumeralReader.IsNumeralStart(rest[0])) return !scene.InClause(clause, "period").Exists(c => c.Start == q.End);
        return rest is "过" or "过着" || rest.StartsWith("不是") || rest.StartsWith("吃饭") || rest.StartsWith("生活") || rest.StartsWith("过日子") || rest.StartsWith("住") || rest.StartsWith("一起") || rest.StartsWith("在一起") || rest.StartsWith("挤") || rest.StartsWith("吃") || rest is "吧" or "了" or "呢" or "的" or "啊" or "呀";
    }

    /// <summary>我哥家三口, 他家五口: told of another household; 四口人挤俺哥家 of one's own.</summary>
    private static bool Apart(Scene scene, Quantity q, Clause clause) => scene.InClause(clause, "other_household").Exists(c => c.Start < q.Start) && scene.Cast.Subject is null;

    // 不是四口是五口: denied up to the next 是.
    private static bool Denied(Scene scene, Quantity q) => scene.In("negation").Exists(c => c.Entry == "is_not" && c.End <= q.Start && q.Start - c.End <= 3 && !scene.Text.AsSpan(c.End, q.Start - c.End).Contains('是')
        && (c.End == q.Start || scene.Words.ClauseAt(c.Start).Holds(q.Start)));
}

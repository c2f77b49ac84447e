using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>How often an amount comes or goes, from the words on both sides of it and the clauses around.</summary>
internal static class PeriodReader
{
    public static (Period, Cue?) PeriodOf(Scene scene, int from, Quantity q, Clause clause)
    {
        Cue? left = null, right = null;
        foreach (var cue in scene.InClause(clause, "period"))
        {
            // 上个月 names a day, not how often; 去年 and 今年 do both.
            if (scene.Taken(cue.Start) && cue.Entry != "year") continue;
            // 一年两学期就是一千五: more than one of them is a count, no period.
            if (cue.Start > clause.Start && scene.Text[cue.Start - 1] is '两' or '俩' or '仨' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '几' && !scene.Words.At(cue.Start, "年年") && cue.Entry is not "once") continue;
            if (cue.Start >= from && cue.End <= q.Start + 1) left = left is null || cue.End > left.End || (cue.End == left.End && cue.Length > left.Length) ? cue : left;
            else if (cue.Start >= q.End && cue.Start - q.End <= 1) right = right is null || cue.Length > right.Length ? cue : right;
        }

        // 一天一百二一个月能干二十天: the period before an amount is its own; 去年 alone only names the year (去年挣三千一个月).
        var best = left is null || (right is not null && scene.Text[left.Start..left.End] is "去年" or "今年" or "前年" or "上年" or "头年" or "年时" or "年") ? right ?? left : left;
        // 一个月嘛,在超市理货,一千七: a clause of nothing but the period holds for the rest of the sentence.
        best ??= scene.In("period").FindLast(c => c.End <= from && scene.Words.ClauseAt(c.Start) is var own && c.Start == own.Start && own.End - c.End <= 1 && own.End <= clause.Start && clause.Start - own.End <= 12 && c.Length > 1 && !scene.Taken(c.Start)
            && scene.Words.Clauses.All(x => x.Start <= own.Start || x.Start > clause.Start || !x.NewSentence) && !scene.Quantities.Exists(o => o.LooksLikeMoney && o.Start >= c.End && o.End <= clause.Start));
        return best is null ? (Period.Open, null) : (Enum.Parse<Period>(best.Entry.Replace("_", "", StringComparison.Ordinal), ignoreCase: true), best);
    }

    /// <summary>去年种了八亩花生,卖了一万一: the year named before holds for what the crop brought.</summary>
    public static bool SaidBefore(Scene scene, Clause clause, Cue? by) => by is { Entry: AmountRole.Earned or "farm" }
        && scene.In("period").Exists(c => c.Entry == "year" && c.End <= clause.Start && clause.Start - c.End <= 24 && scene.Words.Clauses.All(x => x.Start <= c.Start || x.Start > clause.Start || !x.NewSentence));

    /// <summary>卖辣椒卖了一万三,今年就这一样收入: the year may be told right behind.</summary>
    public static bool SaidBehind(Scene scene, Clause clause, Cue? by) => by is { Entry: AmountRole.Earned or "farm" }
        && scene.Words.Clauses.FirstOrDefault(c => c.Start >= clause.End) is { Length: > 0, NewSentence: false } next && scene.InClause(next, "period").Exists(c => c.Entry == "year" && c.Start - next.Start <= 2)
        && !scene.Quantities.Exists(q => next.Holds(q.NumberStart) && q.LooksLikeMoney);
}

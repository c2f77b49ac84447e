using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>How often an amount comes or goes, from the words on both sides of it and the clauses around.</summary>
internal static class PeriodReader
{
    /// <summary>The period an amount was told for, how many months when it is several, and the word that says so.</summary>
    public static (Period Per, decimal Months, Cue? Cue) PeriodOf(Scene scene, int from, Quantity q, Clause clause)
    {
        // 往前数十二个月全家净收入两万一: the window of a year, not a sum by the month.
        if (scene.Quantities.Exists(m => m is { Measure: Measure.Months, Value: 12, Min: null } && m.Start >= clause.Start && m.End <= q.Start && scene.Text.AsSpan(0, m.Start) is [.., '前' or '近' or '数' or '这' or '去'])) return (Period.Year, 1, null);
        if (Several(scene, from, q) is { } months) return (Period.Months, months, null);
        Cue? left = null, right = null;
        foreach (var cue in scene.InClause(clause, "period"))
        {
            // 上个月 names a day, not how often; 去年 and 今年 do both.
            if (scene.Taken(cue.Start) && cue.Entry != "year") continue;
            // 吃喝日用: for daily use, not by the day.
            if (scene.Text[cue.Start] == '日' && (scene.Words.At(cue.Start, "日用") || scene.Words.At(cue.Start, "日常"))) continue;
            // 一年两学期就是一千五: more than one of them is a count, no period.
            // 俩学期一万二: two terms are a year.
            if (cue.Entry == "term" && cue.Start >= from && q.Start - cue.End is >= 0 and <= 3 && scene.Text.AsSpan(0, cue.Start).TrimEnd('个') is [.., '两' or '俩']) return (Period.Year, 1, cue);
            if (cue.Start > clause.Start && scene.Text.AsSpan(0, cue.Start).TrimEnd('个') is [.., var many] && many is '两' or '俩' or '仨' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '几' or '半' && !scene.Words.At(cue.Start, "年年") && cue.Entry is not "once") continue;
            // 住了一个月院花了三万: how long a stay was, not how often it was paid.
            if (scene.In("stay").Exists(c => cue.Start - c.End is >= 0 and <= 2)) continue;
            if (cue.Start >= from && cue.End <= q.Start + 1) left = left is null || cue.End > left.End || (cue.End == left.End && cue.Length > left.Length) ? cue : left;
            else if (cue.Start >= q.End && cue.Start - q.End <= 1) right = right is null || cue.Length > right.Length ? cue : right;
        }

        // 一天一百二一个月能干二十天: the period before an amount is its own; 去年 alone only names the year (去年挣三千一个月).
        var best = left is null || (right is not null && scene.Text[left.Start..left.End] is "去年" or "今年" or "前年" or "上年" or "头年" or "年时" or "年") ? right ?? left : left;
        // 一个月嘛,在超市理货,一千七: a clause of nothing but the period holds for the rest of the sentence.
        best ??= scene.In("period").FindLast(c => c.End <= from && scene.Words.ClauseAt(c.Start) is var own && c.Start == own.Start && own.End - c.End <= 1 && own.End <= clause.Start && clause.Start - own.End <= 12 && c.Length > 1 && !scene.Taken(c.Start)
            && scene.Words.OneSentence(own.Start, clause.Start) && !scene.Quantities.Exists(o => o.LooksLikeMoney && o.Start >= c.End && o.End <= clause.Start));
        // 每个月药不能断,三百五六: medicine by the month, told a clause before a bare amount.
        best ??= q.Start - clause.Start <= 2 && !clause.NewSentence && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } told && scene.InClause(told, "money").Exists(c => c.Entry == "medicine")
            ? scene.InClause(told, "period").Find(c => c.Entry == "month" && c.Length > 1 && c.Start - told.Start <= 4 && !scene.Taken(c.Start)) : null;
        return best is null ? (Period.Open, 1, null) : (Enum.Parse<Period>(best.Entry.Replace("_", "", StringComparison.Ordinal), ignoreCase: true), 1, best);
    }

    /// <summary>俩月得三百六, 养老金俩月发一回,一回三百九: months counted right before an amount, with nothing but a verb between; months that are past (吃了三个月) are no period.</summary>
    private static decimal? Several(Scene scene, int from, Quantity q)
    {
        var months = scene.Quantities.FindLast(m => m.Measure == Measure.Months && m.End <= q.Start && q.Start - m.End <= 11);
        if (months is not { Value: (> 1 and <= 24) or 0.5m, Min: null }) return null;
        var between = scene.Text.AsSpan(months.End, q.Start - months.End);
        // 俩月一拿,一回拿五百; 三个月打一回,一回四百二
        if (between is ['一', ..] or [_, '一', '回' or '次', ..] && between.ContainsAny(Handed) && between.Trim("发领拿打开买取一回次药,得给花是 ").IsEmpty) return months.Value;
        if (months.Start < from || between.Length > 4 || between.ContainsAny(Pauses)) return null;
        return between.IndexOfAnyExcept(Running) < 0 && !(months.Start > 0 && scene.Text[months.Start - 1] is '了' or '过' or '干' or '做') ? months.Value : null;
    }

    /// <summary>回, 次 and the verbs by which money or medicine is fetched.</summary>
    private static readonly System.Buffers.SearchValues<char> Handed = System.Buffers.SearchValues.Create("回次拿领发打");

    private static readonly System.Buffers.SearchValues<char> Pauses = System.Buffers.SearchValues.Create(",。 ;");

    /// <summary>Characters of the verbs and particles by which running costs and payments are told.</summary>
    private static readonly System.Buffers.SearchValues<char> Running = System.Buffers.SearchValues.Create("得要花吃发领给就也才能药费钱拿块一回次");

    /// <summary>去年种了八亩花生,卖了一万一: the year named before holds for what the crop brought.</summary>
    public static bool SaidBefore(Scene scene, Clause clause, Cue? by) => by is { Entry: AmountRole.Earned or "farm" or "household_income" }
        && scene.In("period").Exists(c => c.Entry == "year" && c.End <= clause.Start && clause.Start - c.End <= 24 && scene.Words.OneSentence(c.Start, clause.Start));

    /// <summary>卖辣椒卖了一万三,今年就这一样收入: the year may be told right behind.</summary>
    public static bool SaidBehind(Scene scene, Clause clause, Cue? by) => by is { Entry: AmountRole.Earned or "farm" }
        && scene.Words.Clauses.FirstOrDefault(c => c.Start >= clause.End) is { Length: > 0, NewSentence: false } next && scene.InClause(next, "period").Exists(c => c.Entry == "year" && c.Start - next.Start <= 2)
        && !scene.Quantities.Exists(q => next.Holds(q.NumberStart) && q.LooksLikeMoney);
}

using System.Buffers;
using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Money;

/// <summary>Amounts told for one of several, and of how many: 一回八百,去了九回; 一头一千八,死了十一头; 一件三毛,一月三千件; 一亩补一百,俺家八亩.</summary>
internal static class Each
{
    /// <summary>How far before an amount its unit may stand.</summary>
    private const int Far = 9;

    /// <summary>What wages, goods, beasts and times are counted by.</summary>
    private static readonly SearchValues<char> Units = SearchValues.Create("天晌工回次趟条件个只头匹单盒瓶支针双朵亩人口间棚棵窝箱车袋床桌笔台辆节班斤");

    /// <summary>What may stand between the unit and the amount: 一头值, 一个棚投了, 一亩地一年给.</summary>
    private static readonly SearchValues<char> Between = SearchValues.Create("药能给挣得是就要卖可值赔损失亏投资成本收成掏打的也才净落租金补约大概差不多钱价合按拿了个棚地年一工料到毛约");

    /// <summary>Verbs of work between what one brings and how many a month.</summary>
    private static readonly SearchValues<char> Done = SearchValues.Create("干做出上跑能踩钩织编绣缝送接拉就也串糊");

    /// <summary>What an amount is told for one of, and where that is said; null when it is told for itself.</summary>
    public static (char Of, int Start)? Unit(Scene scene, Quantity q)
    {
        var text = scene.Text;
        // 三百一盒
        if (q.End + 1 < text.Length && text[q.End] is '一' or '每' && Named(text, q.End + 1) is { Of: '盒' or '瓶' or '支' or '针' } behind && (behind.End == text.Length || !NumeralReader.IsNumeralStart(text[behind.End]))) return (behind.Of, q.End);
        var from = Math.Max(scene.Words.ClauseAt(q.NumberStart).Start, q.NumberStart - Far);
        for (var i = q.NumberStart - 2; i >= from; i--)
        {
            if (text[i] is not ('一' or '每' or '1') || (i > 0 && NumeralReader.IsNumeralStart(text[i - 1]))) continue;
            if (Named(text, i + 1) is not { } unit || unit.End > q.NumberStart) continue;
            return text.AsSpan(unit.End, q.NumberStart - unit.End).IndexOfAnyExcept(Between) < 0 ? (unit.Of, i) : null;
        }

        return null;
    }

    /// <summary>一天九十, 一条八毛: a small bare number that can only be the price of one; null for any other number.</summary>
    public static Quantity? Price(Scene scene, Quantity q)
    {
        if (q is not { Measure: Measure.None, Scaled: false } || Unit(scene, q) is not { } unit) return null;
        if (q.End < scene.Text.Length && scene.Text[q.End] == '毛') return q with { Value = q.Value / 10, Min = q.Min / 10, Max = q.Max / 10, Measure = Measure.Yuan, End = q.End + 1 };
        var ends = q.End == scene.Text.Length || scene.Text[q.End] is ',' or '。' or ' ' or '的' or '吧' or '还' or '一';
        return ends && q.Value >= 10 && (unit.Of is '天' or '晌' or '回' or '盒' or '条' or '件' || Monthly(scene, q, unit.Of) is not null) ? q with { Measure = Measure.Yuan } : null;
    }

    /// <summary>What an amount for one of several is, where no word but the number of them tells: work by the month, or what was lost.</summary>
    public static AmountRole? Role(Scene scene, Amount amount, AmountRole? role)
    {
        if (role is not (null or { Name: "other" or AmountRole.Earned or AmountRole.Lost or "farm" or "loss" or "household_loose" or "household_income" }) || Unit(scene, amount.Quantity) is not { } unit) return null;
        // 一年租房一千: a cost that is named stays one.
        if (role?.Name == "other" && amount.By is { } by && scene.Text[by.Start] is not ('一' or '每' or '成' or '本' or '投')) return null;
        if (unit.Of is '头' or '只' or '个' or '亩' or '间' or '棚' or '棵' or '窝' or '箱' && Purposes.Misfortune(scene) && Count(scene, amount.Quantity, unit.Of) is not null) return AmountRole.All["loss"];
        // 家里五亩地,刨去本钱一亩一年能落八百
        if (unit.Of is '亩' && role?.Name is not ("other" or "loss" or AmountRole.Lost) && scene.Before(amount.Quantity, 5).ContainsAny("落净剩赚") && Count(scene, amount.Quantity, unit.Of) is not null) return AmountRole.All["farm"];
        if (role?.Name is "household_loose" or "household_income" || Monthly(scene, amount.Quantity, unit.Of) is null) return null;
        if (unit.Of is '盒' or '瓶' or '支' or '针') return AmountRole.All["medicine"];
        return scene.In("money").Exists(c => c.Entry is "medical" or "rehab" or "medicine" or "education") ? null : AmountRole.All["wage"];
    }

    /// <summary>What all of them are worth; null when it is not told of how many.</summary>
    public static FactValue.Number? Value(Scene scene, AmountRole role, Amount amount)
    {
        var q = amount.Quantity;
        if (Unit(scene, q) is not { } unit) return null;
        var count = role.Name switch
        {
            "wage" or "medicine" => Monthly(scene, q, unit.Of),
            // 一个月透析八回,一回四百: for how many months is open.
            "medical" or "self_paid" or "reimbursed" when unit.Of is '回' or '程' => Count(scene, q, unit.Of, byMonth: true) is null && Count(scene, q, unit.Of) is { } visits && !ByWeek(scene, visits) ? visits : null,
            "rehab" when unit.Of is '回' or '程' => Count(scene, q, unit.Of) is { } times && scene.Text.AsSpan(0, times.NumberStart).Contains('年') ? times : null,
            "loss" => Count(scene, q, unit.Of),
            "subsidy" or "farm" when unit.Of is '亩' => Count(scene, q, unit.Of),
            "subsidy" when unit.Of is '人' => Count(scene, q, unit.Of),
            _ => null,
        };
        if (count is null && role.Name == "medicine" && unit.Of is '盒' or '瓶' or '支' or '针' && Lasting(scene, q) is { } boxes) return PerPeriod.Rough(q, boxes);
        // 一天一百八,一个月干二十来天: how many days is open.
        if (count is null || (role.Name == "wage" && count.Min is not null)) return null;
        return role.Per == Period.Month || count.Min is not null || q.Min is not null ? PerPeriod.Rough(q, count.Value) : FactValue.Of(Math.Round(q.Value * count.Value));
    }

    /// <summary>一盒一千九,一盒吃半个月; 两千一针,二十一天打一针: how many a month, by how long one of them lasts.</summary>
    private static decimal? Lasting(Scene scene, Quantity q)
    {
        var lasts = scene.Quantities.Find(d => d is { Measure: Measure.Days or Measure.Months, Value: > 0, Min: null } && d.Start >= q.End && d.Start - q.End <= 12 && scene.Words.OneSentence(q.NumberStart, d.NumberStart)
            && (scene.Text.AsSpan(q.End, d.Start - q.End).ContainsAny(Taken) || (d.End < scene.Text.Length && Taken.Contains(scene.Text[d.End]))));
        return lasts is null || scene.Quantities.Exists(o => o.LooksLikeMoney && o.Start >= q.End && o.End <= lasts.Start) ? null : (lasts.Measure == Measure.Days ? 30 : 1) / lasts.Value;
    }

    /// <summary>Verbs by which medicine is taken and lasts.</summary>
    private static readonly SearchValues<char> Taken = SearchValues.Create("吃用管打喝顶够");

    /// <summary>头一回一万一,后来又去了两回,每回四千: a price whose number of times stands between it and the amount before.</summary>
    public static bool CountedBetween(Scene scene, List<Amount> amounts, Amount amount)
    {
        var at = amounts.IndexOf(amount);
        return at > 0 && Unit(scene, amount.Quantity) is { } unit && Count(scene, amount.Quantity, unit.Of) is { } count && count.Start >= amounts[at - 1].Quantity.End && count.End <= amount.Quantity.Start;
    }

    /// <summary>How many of these are told of nearby, in the same sentence.</summary>
    public static Quantity? Count(Scene scene, Quantity q, char of, bool byMonth = false)
    {
        Quantity? best = null;
        foreach (var t in scene.Quantities)
        {
            if (t.NumberStart == q.NumberStart || t.Value < 1 || (t.Value == 1 && (!byMonth || of is not ('盒' or '瓶' or '支' or '针') || Math.Abs(t.NumberStart - q.End) <= 1 || q.NumberStart - t.End is >= 0 and <= 2)) || t.LooksLikeMoney || !Fits(scene.Text, t, of) || NeverSoMany(scene, t) || Off(scene, t) || Distance(t, q) > (byMonth ? 22 : 18) || !scene.Words.OneSentence(t.NumberStart, q.NumberStart)) continue;
            if (byMonth && !ByMonth(scene, t, q)) continue;
            if (best is null || Distance(t, q) < Distance(best, q)) best = t;
        }

        return best;
    }

    /// <summary>一个月干不了十天: not even so many.</summary>
    private static bool NeverSoMany(Scene scene, Quantity t) => scene.Text.AsSpan(0, t.NumberStart) is [.., '不', '了' or '到' or '够' or '上' or '足'];

    /// <summary>一天九十,一个月歇四天: the days off are those on which nothing is earned.</summary>
    private static Quantity? Worked(Scene scene, Quantity q) => scene.Quantities.Find(t => t.Measure == Measure.Days && t is { Value: >= 1 and <= 15, Min: null } && Off(scene, t) && Distance(t, q) <= 22 && scene.Words.OneSentence(t.NumberStart, q.NumberStart)) is { } off ? off with { Value = 30 - off.Value } : null;

    private static bool Off(Scene scene, Quantity t) => scene.Text.AsSpan(0, t.NumberStart).TrimEnd("个着上了") is [.., '歇' or '休'];

    private static Quantity? Monthly(Scene scene, Quantity q, char of) => of == '天' && Worked(scene, q) is { } worked ? worked : Count(scene, q, of, byMonth: true) is { } count && (of is not ('天' or '晌') || count.Value <= 31) ? count : null;

    /// <summary>一月能出二十五个工, 这月干了十五天; after the question for a wage 干二十天 will do.</summary>
    private static bool ByMonth(Scene scene, Quantity t, Quantity q)
    {
        var clause = scene.Words.ClauseAt(t.NumberStart);
        var from = t.Start > q.End ? Math.Max(q.End, Math.Min(clause.Start, t.Start - 1)) : clause.Start;
        var before = scene.Text.AsSpan(from, Math.Max(0, t.NumberStart - from));
        if (before.Contains('月')) return true;
        var between = t.Start > q.End ? scene.Text.AsSpan(q.End, t.Start - q.End) : default;
        return between.ContainsAny(Done) && scene.Context.Expecting is "income.wage_monthly" or "expense.medicine_monthly";
    }

    /// <summary>一星期三节: how many a week; null where that is not told.</summary>
    public static decimal? Weekly(Scene scene, Quantity q) => scene.Quantities.Find(t => t.NumberStart != q.NumberStart && t is { Min: null, Value: >= 1 and <= 7 } && !t.LooksLikeMoney && scene.Before(t, 4) is var said && (said.Contains("周", StringComparison.Ordinal) || said.Contains("星期", StringComparison.Ordinal) || said.Contains("礼拜", StringComparison.Ordinal)))?.Value;

    /// <summary>一周透析三回: so many again and again.</summary>
    private static bool ByWeek(Scene scene, Quantity t) => scene.InClause(scene.Words.ClauseAt(t.NumberStart), "period").Exists(c => c.Entry is "week" or "day" or "month" && c.End <= t.NumberStart && t.NumberStart - c.End <= 8 && !scene.Taken(c.Start));

    private static int Distance(Quantity t, Quantity q) => t.Start >= q.End ? t.Start - q.End : q.Start - t.End;

    /// <summary>The unit whose name begins here (天, 个工, 个疗程), not a period (个月).</summary>
    private static (char Of, int End)? Named(string text, int at)
    {
        if (at >= text.Length) return null;
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        return (text[at], next) switch
        {
            ('个', '月' or '礼' or '星' or '学' or '季' or '多') => null,
            ('个', '疗') => ('程', at + 3),
            ('疗', '程') => ('程', at + 2),
            ('个', '人') => ('人', at + 2),
            ('个', '工') => ('天', at + 2),
            ('口', '人') => ('人', at + 2),
            ('口' or '人', _) => ('人', at + 1),
            ('次' or '趟', _) => ('回', at + 1),
            ('工' or '班', _) => ('天', at + 1),
            var (c, _) => Units.Contains(c) ? (c, at + 1) : null,
        };
    }

    private static bool Fits(string text, Quantity t, char of)
    {
        var (last, next) = (text[t.End - 1], t.End < text.Length ? text[t.End] : '\0');
        return of switch
        {
            '亩' => t.Measure == Measure.Mu,
            '人' => t.Measure is Measure.Persons or Measure.People,
            '天' => last is '天' or '工' || next == '工',
            '回' => last is '回' or '次' or '趟' or '遍',
            '程' => next == '疗' || last == '程',
            _ => last == of || next == of || (text[t.NumberEnd - 1] is '俩' or '仨' && t.Measure == Measure.None && of is '头' or '个' or '只' or '间' or '棚'),
        };
    }
}

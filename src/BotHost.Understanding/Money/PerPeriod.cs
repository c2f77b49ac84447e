using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Money;

/// <summary>Amounts carried into the period in which a fact is kept.</summary>
internal static class PerPeriod
{
    /// <summary>The amount in the fact's own period; null when the period is open or does not allow it.</summary>
    public static FactValue.Number? Convert(Scene scene, AmountRole role, Amount amount)
    {
        var q = amount.Quantity;
        // 一个月自费四千: a running cost is no total.
        if (role.Per == Period.Open) return amount.Per is Period.Day or Period.Week or Period.Month or Period.Months or Period.Quarter && role.Fact is not ("expense.disaster_loss" or "loan.amount" or "urgent.amount_short") ? null : q.Whole();
        return (role.Per, amount.Per) switch
        {
            (Period.Month, Period.Month) or (Period.Year, Period.Year) => q.Whole(),
            // 以前一个月一百二,今年涨到一百六十三: the year only tells since when.
            (Period.Month, Period.Year) when role.Name == "pension" && q.Value < 1000 && amount.PeriodCue is { } since && (scene.Words.At(since.Start, "今年") || scene.Words.At(since.Start, "去年")) => q.Whole(),
            (Period.Month, Period.Year) when role.Name is "medicine" or "pension" => Rough(q, 1 / 12m),
            (Period.Month, Period.Day) when role.Name is "medicine" => Rough(q, 30),
            (Period.Month, Period.Week) when role.Name is "medicine" => Rough(q, 30 / 7m),
            (Period.Month, Period.Quarter) when role.Name is "medicine" or "pension" => Rough(q, 1 / 3m),
            (Period.Month, Period.Months) when role.Name is "medicine" or "pension" => Rough(q, 1 / amount.Months),
            // 一个月四千,一年做十个月
            (Period.Year, Period.Month) when role.Name is "rehab" or "education" && MonthsOfYear(scene, q) is { } months => Rough(q, months),
            (Period.Year, Period.Month) when role.Name is "household_income" or "household_loose" && InSeason(scene, q) => null,
            (Period.Year, Period.Month) when role.Name is "household_income" or "support" or "rent" or "rehab" or "living" => Rough(q, 12),
            (Period.Year, Period.Quarter) when role.Name is "support" or "rent" or "rehab" => Rough(q, 4),
            // 上半年八千: what the other half brings is another matter.
            (Period.Year, Period.HalfYear) when amount.PeriodCue is { } half && scene.Text[half.Start] is '上' or '下' => null,
            (Period.Year, Period.HalfYear) when role.Name is "household_income" or "rehab" or "support" or "rent" => Rough(q, 2),
            (Period.Year, Period.Term) when role.Name is "education" => Rough(q, 2),
            (_, Period.Open) when scene.Expecting(role.Fact) => q.Whole(),
            (_, Period.Open) => Usual(scene, role, amount),
            _ => null,
        };
    }

    /// <summary>The period that goes without saying for this kind of money; null when none does.</summary>
    private static FactValue.Number? Usual(Scene scene, AmountRole role, Amount amount)
    {
        var q = amount.Quantity;
        return role.Name switch
        {
            "wage_min" => q.Whole(),
            // 一亩租金六百, 地补八百五: rent and what comes for land are paid by the year, unless it says for how many.
            "rent" or "subsidy" when !scene.Quantities.Exists(y => y.Measure == Measure.Years && y.Value > 1) => q.Whole(),
            // 家里总收入四万五: nobody counts the income of all by the month.
            "household_income" when amount.By is { } all && scene.Text.AsSpan(all.Start, all.Length).Contains("收入", StringComparison.Ordinal) && q.Value >= 2000 => q.Whole(),
            // 卖玉米三千二: a crop is sold once a year; animals come and go.
            "farm" when amount.By is { } crop && Crops.Sold(scene, crop, q) => q.Whole(),
            // 三口人就靠地里那五六千块: what one lives on comes in a year.
            "farm" when q.Value >= 1000 && amount.By is { } field && field.End <= q.Start && scene.Text.AsSpan(field.End, q.Start - field.End).Trim("里头的") is "那" or "这" or "那点" or "这点" or "那个" && scene.Text.AsSpan(0, field.Start).TrimEnd("俺我家种那这几亩") is [.., '靠' or '望' or '凭' or '着'] => q.Whole(),
            // 工资4500: wages named as such are spoken of by the month.
            "wage" when amount.By is { } by && scene.Text[by.Start..by.End] is "工资" or "月薪" or "到手" or "工资到手" or "底薪" or "薪水" or "月收入" or "税后" && q.Value is >= 500 and <= 30000 => q.Whole(),
            // Pensions are paid and spoken of by the month; a yearly sum would be larger or said so.
            "pension" when q.Value < 5000 => q.Whole(),
            // 考上大学,学费五千二: colleges charge by the year, schools before them by the term.
            "education" when (scene.In("college").Count > 0 || scene.Cues.Exists(c => c.Is("schooling", "undergraduate"))) && !scene.Cues.Exists(c => c.Group == "schooling" && c.Entry is "compulsory" or "high_school" or "vocational") && amount.By is { } fee && scene.Text.AsSpan(fee.Start, fee.Length).IndexOfAny("费宿") >= 0 => q.Whole(),
            // 一年净落六万,吃穿用又花一万二: what living costs beside a year's income.
            "living" when q.Value >= 3000 && scene.Has("income.household_annual") => q.Whole(),
            _ => null,
        };
    }

    /// <summary>一个月挣一万一,一年也就干七个月; 有活的月份: not in every month of the year.</summary>
    private static bool InSeason(Scene scene, Quantity q) => scene.In("in_season").Exists(c => Math.Abs(c.Start - q.Start) <= 24)
        || scene.Quantities.Exists(m => m is { Measure: Measure.Months, Value: > 1 and < 12 } && m.Start >= q.End && m.Start - q.End <= 30 && scene.Text.AsSpan(q.End, m.Start - q.End).Contains('年'));

    private static decimal? MonthsOfYear(Scene scene, Quantity q) => scene.Quantities.Find(m => m is { Measure: Measure.Months, Min: null, Value: > 1 and <= 12 } && m.Start >= q.End && m.Start - q.End <= 12
        && scene.Text.AsSpan(q.End, m.Start - q.End).Contains('年'))?.Value;

    /// <summary>An amount carried into another period is never exact: months differ.</summary>
    public static FactValue.Number Rough(Quantity q, decimal times)
    {
        var value = Math.Round(q.Value * times);
        return new(value, Math.Round((q.Min ?? q.Value) * times * 0.9m), Math.Round((q.Max ?? q.Value) * times * 1.1m));
    }
}

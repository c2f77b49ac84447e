using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>Finds the amounts of a message, each with what it is and how often it comes or goes.</summary>
internal static class AmountReader
{
    public static List<Amount> Read(Scene scene)
    {
        List<Amount> amounts = [];
        foreach (var said in scene.Quantities)
        {
            var price = Each.Price(scene, said);
            var q = price ?? said;
            if ((!q.LooksLikeMoney && !BareDigits(scene, q)) || (price is null && (scene.Ages.Contains(q) || Age(scene, q)))) continue;
            var clause = scene.Words.ClauseAt(q.NumberStart);
            // 全加上一除566: what somebody worked out of amounts is none of them.
            if (scene.Before(q, 3) is not [.., '滚', '到' or '成'] && scene.Before(q, 3) is [.., '除' or '合', '下' or '到' or '出' or '成'] or [.., '除'] || OfGoods(scene, q)) continue;
            var from = amounts.Count > 0 && clause.Holds(amounts[^1].Quantity.NumberStart) ? amounts[^1].Quantity.End : clause.Start;
            var next = scene.Quantities.Find(o => o.NumberStart >= q.End && o.LooksLikeMoney && clause.Holds(o.NumberStart));
            var by = RoleWords.Of(scene, from, q, clause, next);
            if (by is null && Label(scene, q, clause) is { } label) by = RoleWords.Of(scene, label.Start, q, label with { End = q.Start }, null);
            if (by is null && ((q is { Measure: Measure.None, Digits: true } && !Introduced(scene, q, clause)) || Reached(scene, q))) continue;
            // 信用社还欠着十五万,私人手里三万: in a lender's hands, not in one's own.
            if (by?.Entry == "deposits" && scene.Text.AsSpan(by.Start, by.Length) is "手里" or "手上" && scene.In("lender").Exists(c => c.End == by.Start || (c.Start < by.Start && c.End == by.End))) by = null;
            by ??= Corrected(scene, q, clause);
            var (period, months, cue) = PeriodReader.PeriodOf(scene, from, q, clause);
            var amount = new Amount(q, null, by, period, cue, false) { Months = months };
            // 工资从六千掉到两千八: what it was before is told only for the difference.
            if (amounts.Count > 0 && AmountsBeside.Instead(scene, amounts[^1], q))
            {
                amounts[^1] = amount with { Role = amounts[^1].Role, By = amounts[^1].By, Per = period == Period.Open ? amounts[^1].Per : period, Carried = true };
                continue;
            }

            amounts.Add(Continued(scene, amounts, amount, clause) ?? Named(scene, amounts, amount, clause, from));
        }

        return amounts;
    }

    /// <summary>住院花了30000: digits without a unit may be money where the words ask for money.</summary>
    private static bool BareDigits(Scene scene, Quantity q) => q is { Digits: true, Measure: Measure.None, Value: >= 50 }
        && scene.Words.ClauseAt(q.NumberStart) is var clause && (scene.InClause(clause, "money").Count > 0 || (Label(scene, q, clause) is { } label && scene.InClause(label, "money").Count > 0)
            // 过日子的钱俺记着账,一年10201: what for was told a clause before.
            || (q.Value >= 500 && Introduced(scene, q, clause) && (Purposes.Topic(scene, q, clause) is not null || scene.InClause(clause, "gives_us").Exists(c => c.End == q.Start))));

    /// <summary>一年10201, 给俺3000: digits that touch a word for a period or for giving.</summary>
    private static bool Introduced(Scene scene, Quantity q, Clause clause) => scene.InClause(clause, "period").Exists(c => c.End == q.Start) || scene.InClause(clause, "gives_us").Exists(c => c.End == q.Start);

    /// <summary>家庭年收入:26000, as in a form: the clause that a colon parts from the amount; null when there is none.</summary>
    private static Clause? Label(Scene scene, Quantity q, Clause clause) => q.Start == clause.Start && clause.Start > 0 && scene.Text[clause.Start - 1] == ':' && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } label ? label : null;

    /// <summary>他今年七十了, 现年七十: a bare number that can be an age, where ages are told.</summary>
    private static bool Age(Scene scene, Quantity q) => q is { Measure: Measure.None, Value: < 110 } && scene.In("age.before").Exists(c => c.End == q.Start);

    /// <summary>养老金一百九,妈还没到六十: years that somebody has reached or not, where no word of its clause speaks of money.</summary>
    private static bool Reached(Scene scene, Quantity q) => q is { Measure: Measure.None, Value: < 110 } && scene.Text.AsSpan(0, q.NumberStart) is [.., '到' or '满' or '够' or '过'];

    /// <summary>两万棒里头一万二长了绿毛: so many of the goods counted right before are no money.</summary>
    private static bool OfGoods(Scene scene, Quantity q) => q.Measure == Measure.None && scene.Quantities.Exists(o => o is { Measure: Measure.Other or Measure.Things, Scaled: true } && o.Value > q.Value && q.Start - o.End is > 0 and <= 4
        && scene.Text.AsSpan(o.End, q.Start - o.End).Trim("头面边有就的") is "里" or "当中" or "中" or "其中");

    /// <summary>收入不是一万六,一年是一万二: what was said of the number taken back holds for the one in its place.</summary>
    private static Cue? Corrected(Scene scene, Quantity q, Clause clause)
    {
        if (scene.TakenBack.Find(t => t.End <= q.Start && (q.Start - t.End <= 8 || (q.Start - t.End <= 20 && scene.In("taken_back").Exists(c => c.Start >= t.End && q.Start - c.End is >= 0 and <= 4))) && !clause.Holds(t.NumberStart)) is { } former) return RoleWords.Of(scene, scene.Words.ClauseAt(former.NumberStart).Start, former, scene.Words.ClauseAt(former.NumberStart), q);
        // 借的钱打错了,不是六万是六千: what was wrong is named a clause before.
        var told = scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start);
        return told.Length > 0 && clause.Start - told.End <= 1 && q.Start - clause.Start <= 8 && scene.InClause(told, "correction").Count > 0 && !scene.Quantities.Exists(o => told.Holds(o.NumberStart)) ? RoleWords.Of(scene, told.Start, q, told with { End = q.Start }, null) : null;
    }

    /// <summary>An amount that goes on with what the one before it was; null when it stands for itself.</summary>
    private static Amount? Continued(Scene scene, List<Amount> amounts, Amount amount, Clause clause)
    {
        if (amounts.Count == 0) return null;
        var (last, q) = (amounts[^1], amount.Quantity);
        if (AmountsBeside.PerMu(scene, last, q) is { } whole)
        {
            amounts[^1] = last with { Role = null };
            return amount with { Role = whole, By = null, Per = Period.Year, Carried = true };
        }

        if (AmountsBeside.Total(scene, amounts, q) is { } all) return amount with { Role = all, By = null, Per = Period.Year };
        // 分红一年八百,地租三千二,加一块四千: the sum of two kinds is neither.
        if (amounts.Count > 1 && amount.By is null && scene.In("total").Exists(c => c.End <= q.Start && q.Start - c.End <= 2) && amounts[^2].Role != last.Role && amounts[^2].Quantity.Value + last.Quantity.Value == q.Value) return amount with { Role = null };
        if (amount.By is not null) return null;
        if (AmountsBeside.Lender(scene, last, q)) return amount with { Role = AmountRole.All["debt"], Carried = true };
        return AmountsBeside.Carries(scene, last, clause, q) ? amount with { Role = last.Role, Per = amount.Per == Period.Open ? last.Per : amount.Per, Months = amount.Per == Period.Open ? last.Months : amount.Months, Carried = true } : null;
    }

    private static Amount Named(Scene scene, List<Amount> amounts, Amount amount, Clause clause, int from)
    {
        if (amount.Per == Period.Open) amount = amount with { Per = Shared(scene, amounts, amount, clause) };
        return amount with { Role = Roles.Of(scene, amounts, amount, clause, from) };
    }

    /// <summary>卖菜一年落两万,地里落五千; 一学期学费三千,住宿八百: amounts told side by side share their period, and the year may be told around them.</summary>
    private static Period Shared(Scene scene, List<Amount> amounts, Amount amount, Clause clause)
    {
        if (PeriodReader.SaidBefore(scene, clause, amount.By) || PeriodReader.SaidBehind(scene, clause, amount.By)) return Period.Year;
        // 一个月养老金一百四,药费二百
        if (amounts.LastOrDefault() is { Per: Period.Month } monthly && amount.By is { Entry: "medicine" or "pension" } && clause.Start - monthly.Quantity.End is >= 0 and <= 2 && !clause.NewSentence) return Period.Month;
        if (amounts.LastOrDefault() is not { Per: Period.Year or Period.Term } last) return Period.Open;
        if (amount.By is { } by && last.By is { } former && former.Entry == by.Entry && amount.Quantity.Start - last.Quantity.End is >= 0 and <= 5) return last.Per;
        // 地租给侄子一年九百,养老金一百五十五: a pension is spoken of by the month, whatever stands before it.
        if (amount is { By.Entry: "pension", Quantity.Value: < 5000 }) return Period.Open;
        return last.Per == Period.Year && clause.Start - last.Quantity.End is >= 0 and <= 2 && !clause.NewSentence ? Period.Year : Period.Open;
    }
}

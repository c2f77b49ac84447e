using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Money;

/// <summary>Turns amounts into facts: whose, for which period, several of one kind summed. What stays open becomes a doubt.</summary>
internal static class MoneyReader
{
    public static List<Amount> Read(Scene scene)
    {
        var amounts = AmountReader.Read(scene);
        foreach (var group in amounts.Where(a => a.Role is { Fact.Length: > 0 } && Ours(scene, a)).GroupBy(a => a.Role!))
        {
            List<Amount> said = [.. group];
            // 欠信用社六万,李家一万八: an amount right after a debt that nothing explains may belong to it; a part is never told as the whole.
            if (group.Key.Name == "debt" && amounts.Find(a => a.Role is null && a.Quantity.Start > said[^1].Quantity.End && a.Quantity.Start - said[^1].Quantity.End <= 10) is { } loose)
                scene.Wonder(group.Key.Fact, "two-readings", said[0].Quantity.Start, loose.Quantity.End);
            // 学费五千,杂七杂八八百: an amount in the same breath that nothing explains may belong to it.
            else if (group.Key is { Sums: true, Name: not "debt" } && amounts.Exists(a => a.Role is null && a.Quantity.Start - said[^1].Quantity.End is >= 0 and <= 5 && scene.Words.ClauseAt(a.Quantity.NumberStart) == scene.Words.ClauseAt(said[^1].Quantity.NumberStart)))
                scene.Wonder(group.Key.Fact, "two-readings", said[0].Quantity.Start, said[^1].Quantity.End);
            else Conclude(scene, group.Key, said);
        }

        Borrowed(scene, amounts);
        foreach (var saved in amounts.Where(a => a.Role?.Name == AmountRole.Saved))
            scene.Wonder("income.household_annual", "basis", saved.Quantity.Start, saved.Quantity.End);
        return amounts;
    }

    /// <summary>住院花了三万,全是借的: what was spent is owed as well.</summary>
    private static void Borrowed(Scene scene, List<Amount> amounts)
    {
        if (scene.In("all_borrowed").FirstOrDefault() is not { } cue || amounts.Exists(a => a.Role?.Name is "debt" or "loan") || scene.Cast.Outside(cue.Start)) return;
        List<Amount> spent = [.. amounts.Where(a => a.Quantity.End <= cue.Start && cue.Start - a.Quantity.End <= 6 && a.Per is Period.Open or Period.Once or Period.Year && a.Role?.Name is null or "medical" or "education" or "other" or "self_paid" or AmountRole.Spent && !Denied(scene, a))];
        if (spent is [var one] && amounts.Count == 1) scene.Add("debt.total", one.Quantity.Whole(), (one.Quantity.Start, cue.End));
    }

    /// <summary>False for what happened to people outside the household, and for the wages of grown children, who may keep their own.</summary>
    private static bool Ours(Scene scene, Amount amount)
    {
        var q = amount.Quantity;
        // 欠邻居两万 is ours, 邻居欠了两万 is not: whoever only stands beside the deed is no owner of it.
        if (scene.Cast.Outside(q.NumberStart) && (amount.Role!.Name is not ("debt" or "support" or "rent") || (amount.Role.Name == "debt" && scene.Cast.OwnerAt(q.NumberStart) is { Kin: Kin.Outside } other && scene.Words.ClauseAt(q.NumberStart).Holds(other.Start)))) return false;
        if (Denied(scene, amount) || Past(scene, amount)) return false;
        // 包了人家二十亩,一年光租金得掏八千: rent that is paid is none received.
        if (amount.Role!.Name == "rent" && (scene.Text.AsSpan(scene.Words.ClauseAt(q.Start).Start, q.Start - scene.Words.ClauseAt(q.Start).Start).ContainsAny("掏交付出") || (scene.In("land.taken").Count > 0 && scene.In("land.let").Count == 0))) return false;
        // 不是俺借的,是他赌博欠的: a debt that the speaker disowns, or that the dead left.
        if (amount.Role!.Name == "debt" && (scene.In("disowned").Count > 0 || Dates.Bygone.Told(scene, q.Start))) return false;
        if (amount.Role!.Name is not "wage") return true;
        if (scene.Cast.OwnerAt(q.NumberStart) is not { Kin: Kin.Son or Kin.Daughter or Kin.Grandchild } child) return true;
        scene.Wonder("income.wage_monthly", "two-readings", q.Start, q.End, q.Whole());
        return false;
    }

    /// <summary>老头儿在的时候退休金两千六, 以前一天三百: what once came in is no income of today.</summary>
    private static bool Past(Scene scene, Amount amount)
    {
        if (amount.Role!.Fact is not ("income.wage_monthly" or "income.pension_monthly" or "income.household_annual" or "income.farm_annual" or "income.support_annual" or "income.subsidy_annual" or "expense.medicine_monthly")) return false;
        if (Dates.Bygone.Told(scene, amount.Quantity.Start) || (scene.Cast.OwnerAt(amount.Quantity.NumberStart) is { } owner && Dates.Bygone.Dead(scene, owner))) return true;
        // 判的一个月给八百,给了仨月就不给了: what has stopped since.
        return scene.In("money.stopped").Exists(c => c.Start - amount.Quantity.End is >= 0 and <= 16);
    }

    private static bool Denied(Scene scene, Amount amount)
    {
        var clause = scene.Words.ClauseAt(amount.Quantity.NumberStart);
        return scene.In("negation").Exists(c => c.Entry == "is_not" && clause.Holds(c.Start) && c.End <= amount.Quantity.Start && amount.Quantity.Start - c.End <= 8
                // 不是六百是八百: what is denied is the one before.
                && !scene.Quantities.Exists(o => o.Start >= c.End && o.End <= amount.Quantity.Start) && !scene.Text.AsSpan(c.End, amount.Quantity.Start - c.End).Contains('是'))
            || scene.InClause(clause, "hypothetical").Exists(c => c.Start < amount.Quantity.Start);
    }

    private static void Conclude(Scene scene, AmountRole role, List<Amount> amounts)
    {
        if (role.Name == "medical" && amounts.Exists(a => LongAgo(scene, a)))
        {
            scene.Wonder(role.Fact, "period", amounts[0].Quantity.Start, amounts[0].Quantity.End);
            return;
        }

        if (role.Per == Period.Year && role.Fact.StartsWith("income.", StringComparison.Ordinal) && amounts.Exists(a => Answers.ExpectedMoney.Gross(scene, a.Quantity)))
        {
            scene.Wonder(role.Fact, "basis", amounts[0].Quantity.Start, amounts[0].Quantity.End, amounts[0].Quantity.Whole());
            return;
        }

        if (role.Name == "medical" && amounts.Exists(a => Ahead(scene, a)))
        {
            // 等着做手术,要八万: what it will cost has not been spent.
            scene.Wonder(role.Fact, "basis", amounts[0].Quantity.Start, amounts[0].Quantity.End);
            return;
        }

        // 借了八万,月月还一千四: what is paid off by the month is no part of the debt.
        if (role.Name == "debt" && amounts.Exists(a => a.Per is not (Period.Month or Period.Week or Period.Day))) amounts = amounts.FindAll(a => a.Per is not (Period.Month or Period.Week or Period.Day));
        amounts = Restated(role, amounts);
        List<(FactValue.Number Value, (int Start, int End) Span)> parts = [];
        foreach (var amount in amounts)
        {
            var clause = scene.Words.ClauseAt(amount.Quantity.NumberStart);
            var value = Convert(scene, role, amount) ?? Worked(scene, role, amount);
            if (value is not null && role.Name is "support" or "rent" or "debt") value = ForEach(scene, role, amount, value);
            if (value is null)
            {
                scene.Wonder(role.Fact, "period", amount.Quantity.Start, amount.Quantity.End, amount.Quantity.Whole());
                return;
            }

            parts.Add((value, amount.Span(clause)));
        }

        if (role.Per == Period.Year && amounts.Exists(a => Net(scene, a)) && !amounts.TrueForAll(a => Net(scene, a)))
        {
            // 卖了一万一,落个六千: what is left is the income, what came in before is not.
            var kept = parts.Where((_, i) => Net(scene, amounts[i])).ToList();
            parts = kept;
            amounts = amounts.FindAll(a => Net(scene, a));
        }

        var total = amounts.FindIndex(a => scene.In("total").Exists(c => c.End <= a.Quantity.Start && a.Quantity.Start - c.End <= 6
            && scene.Words.ClauseAt(c.Start).Holds(a.Quantity.NumberStart)));
        if (parts.Count == 1 || total >= 0)
        {
            var one = parts[Math.Max(total, 0)];
            scene.Add(role.Fact, one.Value, one.Span);
            return;
        }

        if (parts.Select(p => p.Value.Value).Distinct().Count() == 1 && !Listed(scene, amounts))
        {
            scene.Add(role.Fact, parts[0].Value, parts[0].Span);
            return;
        }

        if (parts.Count == 2 && Sometimes(scene, amounts) && parts.Max(p => p.Value.Value) <= parts.Min(p => p.Value.Value) * 1.5m)
        {
            // 一千七,有时候一千八: between the two.
            scene.Add(role.Fact, new FactValue.Number((parts[0].Value.Value + parts[1].Value.Value) / 2, parts.Min(p => p.Value.Value), parts.Max(p => p.Value.Value)), [.. parts.Select(p => p.Span)]);
            return;
        }

        if (!role.Sums && !Listed(scene, amounts))
        {
            scene.Wonder(role.Fact, "two-readings", amounts[0].Quantity.Start, amounts[^1].Quantity.End, [.. parts.Select(p => (FactValue)p.Value)]);
            return;
        }

        scene.Add(role.Fact, Sum([.. parts.Select(p => p.Value)]), [.. parts.Select(p => p.Span)]);
    }

    /// <summary>一天一百二,一个月能干二十天; 一盒四千八,一个月一盒: so many times a month, when the words say how often.</summary>
    private static FactValue.Number? Worked(Scene scene, AmountRole role, Amount amount)
    {
        if (role.Per != Period.Month || amount.Per is not (Period.Day or Period.Once)) return null;
        var unit = amount.Per == Period.Day ? '天' : scene.Text[(amount.PeriodCue?.End ?? 1) - 1];
        var times = scene.Quantities.Find(t => t.Start >= amount.Quantity.End && t.Start - amount.Quantity.End <= 12 && t is { Value: >= 1 and <= 31, Min: null } && scene.Text[t.End - 1] == unit && scene.Text.AsSpan(amount.Quantity.End, t.Start - amount.Quantity.End).Contains('月'));
        return times is null ? null : Rough(amount.Quantity, times.Value);
    }

    private static bool Sometimes(Scene scene, List<Amount> amounts) => scene.In("sometimes").Exists(c => c.Start >= amounts[0].Quantity.End && c.End <= amounts[1].Quantity.Start);

    /// <summary>一学期七百五,一年两学期就是一千五: the same money told for a longer time counts once.</summary>
    private static List<Amount> Restated(AmountRole role, List<Amount> amounts)
    {
        if (amounts.Count < 2 || amounts.FindAll(a => a.Per == role.Per) is not [var whole] || role.Per != Period.Year) return amounts;
        var others = amounts.FindAll(a => a != whole);
        // 上半年八千,下半年一万一,一年一万九: the sum of the parts is the whole.
        if (others.Count >= 2 && Math.Abs(others.Sum(a => a.Quantity.Value) - whole.Quantity.Value) <= whole.Quantity.Value * 0.02m) return [whole];
        return others.TrueForAll(a => a.Per is Period.Month or Period.Term or Period.HalfYear or Period.Once or Period.Week && a.Quantity.Value > 0 && Math.Abs(Math.Round(whole.Quantity.Value / a.Quantity.Value) - (whole.Quantity.Value / a.Quantity.Value)) < 0.1m && whole.Quantity.Value / a.Quantity.Value is >= 2 and <= 60) ? [whole] : amounts;
    }

    /// <summary>仨闺女一人一月给一百, 三亩租给合作社一亩六百: told of one of several; null when how many is open.</summary>
    public static FactValue.Number? ForEach(Scene scene, AmountRole role, Amount amount, FactValue.Number value)
    {
        var at = amount.Quantity.Start;
        var clause = scene.Words.ClauseAt(at);
        if (role.Name == "rent")
        {
            if (amount.Carried || !scene.InClause(clause, "land.each").Exists(c => c.End <= at && at - c.End <= 6 || c.Start >= amount.Quantity.End && c.Start - amount.Quantity.End <= 1)) return value;
            return scene.Value("land.rented_out_mu") is FactValue.Number { Value: > 0 } let && scene.Quantities.Exists(m => m.Measure == Measure.Mu && m.End <= at && m.Value == let.Value) ? Times(value, let.Value) : null;
        }

        if (role.Name == "debt")
        {
            // 欠亲戚仨人一家五千: so much to each of so many.
            return scene.InClause(clause, "each_of").Find(c => c.End <= at && at - c.End <= 1) is { } each && scene.Quantities.Find(m => m.Measure is Measure.People or Measure.None or Measure.Things or Measure.Persons && m.Value is > 1 and <= 9 && !m.Scaled && each.Start - m.End is >= 0 and <= 1) is { } owed ? Times(value, owed.Value) : value;
        }

        if (!scene.InClause(clause, "each_of").Exists(c => c.End <= at && at - c.End <= 10)) return value;
        var many = scene.Cast.Mentions.LastOrDefault(m => m.End <= at && m.Kin is Kin.Son or Kin.Daughter or Kin.Child) is { } children ? Roster.Many(scene, children) : 1;
        return many > 1 ? Times(value, many) : null;
    }

    private static FactValue.Number Times(FactValue.Number value, decimal times) => new(Math.Round(value.Value * times), value.Min is { } min ? Math.Round(min * times) : null, value.Max is { } max ? Math.Round(max * times) : null);

    private static bool Net(Scene scene, Amount amount) => amount.By is { } by && scene.Text.AsSpan(by.Start, by.Length).ContainsAny("落净纯剩");

    private static FactValue.Number Sum(List<FactValue.Number> parts)
    {
        var value = parts.Sum(p => p.Value);
        return parts.Exists(p => p.Approximate) ? new(value, parts.Sum(p => p.Min ?? p.Value), parts.Sum(p => p.Max ?? p.Value)) : new(value);
    }

    /// <summary>头一回, 第二回, 又, 另外 — or each told of another person.</summary>
    private static bool Listed(Scene scene, List<Amount> amounts)
    {
        var from = amounts[0].Quantity.Start - 8;
        // 住院三回,六千,九千,一万一: as many amounts as times.
        if (scene.Quantities.Exists(t => t.Measure == Measure.Times && t.Value == amounts.Count && t.End <= amounts[0].Quantity.Start && amounts[0].Quantity.Start - t.End <= 4)) return true;
        if (scene.In("listing").Exists(c => c.Start >= from && c.End <= amounts[^1].Quantity.Start)) return true;
        return amounts.Select(a => scene.Cast.OwnerAt(a.Quantity.NumberStart)).Distinct().Count() == amounts.Count;
    }

    /// <summary>The amount in the fact's own period; null when the period is open or does not allow it.</summary>
    public static FactValue.Number? Convert(Scene scene, AmountRole role, Amount amount)
    {
        var q = amount.Quantity;
        // 一个月自费四千: a running cost is no total.
        if (role.Per == Period.Open) return amount.Per is Period.Day or Period.Week or Period.Month && role.Fact is not ("expense.disaster_loss" or "loan.amount" or "urgent.amount_short") ? null : q.Whole();
        var asked = scene.Expecting(role.Fact);
        return (role.Per, amount.Per) switch
        {
            (Period.Month, Period.Month) or (Period.Year, Period.Year) => q.Whole(),
            (Period.Month, Period.Year) when role.Name is "medicine" or "pension" => Rough(q, 1 / 12m),
            (Period.Month, Period.Day) when role.Name is "medicine" => Rough(q, 30),
            (Period.Year, Period.Month) when role.Name is "household_income" or "support" or "rent" or "rehab" => Rough(q, 12),
            // 上半年八千: what the other half brings is another matter.
            (Period.Year, Period.HalfYear) when amount.PeriodCue is { } half && scene.Text[half.Start] is '上' or '下' => null,
            (Period.Year, Period.HalfYear) when role.Name is "household_income" or "rehab" => Rough(q, 2),
            (Period.Year, Period.Term) when role.Name is "education" => Rough(q, 2),
            (_, Period.Open) when asked => q.Whole(),
            (Period.Month, Period.Open) when role.Name is "wage_min" => q.Whole(),
            // 一亩租金六百: rent is paid by the year.
            (Period.Year, Period.Open) when role.Name is "rent" && scene.InClause(scene.Words.ClauseAt(q.NumberStart), "land.each").Count > 0 => q.Whole(),
            // 工资4500: wages named as such are spoken of by the month.
            (Period.Month, Period.Open) when role.Name is "wage" && amount.By is { } by && scene.Text[by.Start..by.End] is "工资" or "月薪" or "到手" or "工资到手" or "底薪" or "薪水" or "月收入" && q.Value is >= 500 and <= 30000 => q.Whole(),
            // Pensions are paid and spoken of by the month; a yearly sum would be larger or said so.
            (Period.Month, Period.Open) when role.Name is "pension" && q.Value < 5000 => q.Whole(),
            _ => null,
        };
    }

    /// <summary>An amount carried into another period is never exact: months differ.</summary>
    public static FactValue.Number Rough(Quantity q, decimal times)
    {
        var value = Math.Round(q.Value * times);
        return new(value, Math.Round((q.Min ?? q.Value) * times * 0.9m), Math.Round((q.Max ?? q.Value) * times * 1.1m));
    }

    private static bool Ahead(Scene scene, Amount amount)
    {
        var from = Math.Max(scene.Words.ClauseAt(amount.Quantity.NumberStart).Start, amount.Quantity.Start - 3);
        var before = scene.Text.AsSpan(from, amount.Quantity.Start - from);
        return before.ContainsAny("要得需") && !before.ContainsAny("花了用") && amount.Per == Period.Open;
    }

    /// <summary>Medical spending counts for the last twelve months only.</summary>
    private static bool LongAgo(Scene scene, Amount amount) => scene.In("long_ago").Exists(c => c.End <= amount.Quantity.Start && amount.Quantity.Start - c.End <= 20)
        || scene.Quantities.Exists(q => q.Measure == Measure.Years && q.Value > 1 && q.End <= amount.Quantity.Start && amount.Quantity.Start - q.End <= 16 && scene.Words.At(q.End, "前"));
}

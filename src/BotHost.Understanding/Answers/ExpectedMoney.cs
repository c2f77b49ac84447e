using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding.Money;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Answers;

/// <summary>An amount as the answer to the question just asked: 一万二千五, 一个月六百, 一毛也没有.</summary>
internal static class ExpectedMoney
{
    public static void Read(Scene scene, FactDefinition fact, AnswerKind answer, List<Amount> amounts)
    {
        var role = AmountRole.All.Values.FirstOrDefault(r => r.Fact == fact.Id);
        var fitting = scene.Quantities.Where(q => q.Measure is Measure.Yuan or Measure.None).Select(q => amounts.Find(a => a.Quantity.NumberStart == q.NumberStart) ?? new Amount(q, null, null, PeriodOf(scene, q), null, false))
            .Where(a => (Fits(fact.Id, a) || (fact.Id == Whole && Part(scene, a))) && !ExpectedCount.Corrected(scene, a.Quantity) && !(fact.Id == "income.pension_monthly" && OfAge(scene, a.Quantity)) && !TellsIncome(scene, fact, a) && !(fact.Id.StartsWith("income.", StringComparison.Ordinal) && Lost(scene, a.Quantity)) && !Former(scene, a.Quantity)).ToList();
        if (scene.First("zero", "nothing") is not null || (fitting.Count == 0 && (answer == AnswerKind.No || scene.First("zero", "else") is not null || Nothing(scene, fact) || (answer == AnswerKind.None && fact.Id is "assets.deposits" or "debt.total" && ExpectedZero.Said(scene)))))
        {
            ExpectedZero.Add(scene, fact);
            return;
        }

        if (fitting.Count == 0) return;
        if (fitting.Exists(a => a.Quantity.LooksLikeMoney)) fitting = fitting.FindAll(a => !TooSmall(a.Quantity));
        // 爷爷说八千,单子上写的六千三: what is written counts.
        if (fitting.Count > 1 && fitting.FindAll(a => Parts.Written(scene, a.Quantity)) is [var written]) fitting = [written];
        if (fitting.Count > 1 && fitting.FindAll(a => Parts.Average(scene, a.Quantity)) is [var average]) fitting = [average];
        // 一个月六百,一年七千二: told for two periods, the one of the question counts.
        var own = fact.Unit switch { "yuan/month" => Period.Month, "yuan/year" => Period.Year, _ => Period.Open };
        if (fitting.Count == 2 && own != Period.Open && fitting.FindAll(a => a.Per == own) is [var same] && same.Per != fitting.Find(a => a != same)!.Per) fitting = [same];
        // 上半年八千,下半年一万一,一年一万九: the sum of those before is the whole.
        if (fitting.Count > 2 && fitting.SkipLast(1).Sum(a => a.Quantity.Value) == fitting[^1].Quantity.Value) fitting = [fitting[^1] with { Per = own }];
        // 种地8600,妮儿给4400,拢共13000: what was said to be the whole is the answer.
        if (fitting.Count > 1 && scene.In("total").Exists(c => c.Start >= fitting[^2].Quantity.End && fitting[^1].Quantity.Start - c.End is >= 0 and <= 2) && fitting[^1].Quantity.Value >= fitting.SkipLast(1).Sum(a => a.Quantity.Value)) fitting = [fitting[^1]];
        List<(FactValue.Number Value, Amount From)> values = [];
        foreach (var amount in fitting)
        {
            if (fact.Id.StartsWith("income.", StringComparison.Ordinal) && Gross(scene, amount.Quantity))
            {
                scene.Wonder(fact.Id, "basis", amount.Quantity.Start, amount.Quantity.End, amount.Quantity.Whole());
                return;
            }

            var value = role is not null && Each.CountedBetween(scene, fitting, amount) ? Each.Value(scene, role, amount) : InPeriod(fact, role, amount, scene);
            // 仨闺女一人八百: told of one of several.
            if (value is not null && role is not null && fact.Id == "income.support_annual") value = Shares.Of(scene, role, amount, value);
            if (value is null || TooSmall(amount.Quantity))
            {
                scene.Wonder(fact.Id, value is null ? "period" : "two-readings", amount.Quantity.Start, amount.Quantity.End, amount.Quantity.Whole());
                return;
            }

            values.Add((value, amount));
        }

        var spans = values.Select(v => v.From.Span(scene.Words.ClauseAt(v.From.Quantity.NumberStart))).ToArray();
        if (values.Count == 1) scene.Add(fact.Id, values[0].Value, spans);
        else if ((fact.Id == "income.support_annual" && Festivals(scene, values)) || (fact.Id == Whole && (Kinds(scene, values) || values.TrueForAll(v => Part(scene, v.From) || v.From.Role is { Name: "farm" or "wage" }))) || values.TrueForAll(v => v.From.Role is { Sums: true }) || (fact.Id == "debt.total" && Owed(scene, values)) || (fact.Id.StartsWith("expense.medical", StringComparison.Ordinal) && Sums.Listed(scene, fitting)))
        {
            var parts = values.ConvertAll(v => v.Value);
            var sum = parts.Sum(p => p.Value);
            scene.Add(fact.Id, parts.Exists(p => p.Approximate) ? new FactValue.Number(sum, parts.Sum(p => p.Min ?? p.Value), parts.Sum(p => p.Max ?? p.Value)) : FactValue.Of(sum), spans);
        }
        else scene.Wonder(fact.Id, "two-readings", fitting[0].Quantity.Start, fitting[^1].Quantity.End, [.. values.Select(v => (FactValue)v.Value)]);
    }

    /// <summary>刚才说的三千八是去年的,今年是两千八: said to be of another time.</summary>
    private static bool Former(Scene scene, Quantity q) => scene.Text.AsSpan(q.End).TrimStart("块钱那") is ['是', ..] and var said && (said.StartsWith("是去年") || said.StartsWith("是前年") || said.StartsWith("是以前") || said.StartsWith("是原来"));

    /// <summary>种一季亏一季,前年还倒贴四千: what was lost is no income.</summary>
    private static bool Lost(Scene scene, Quantity q) => scene.Text.AsSpan(0, q.NumberStart).TrimEnd("了个掉进去有") is [.., '贴' or '赔' or '亏'] and var said && !said.EndsWith("补贴");

    /// <summary>没到六十: an age, no pension.</summary>
    private static bool OfAge(Scene scene, Quantity q) => q is { Measure: Measure.None, Value: >= 40 and <= 100 } && scene.Text.AsSpan(0, q.NumberStart) is [.., '到' or '满' or '够' or '过'];

    /// <summary>没看病, after the question what treatment cost: nothing. 没看病的钱 tells of need, 没花多少 of some.</summary>
    private static bool Nothing(Scene scene, FactDefinition fact) => scene.In("answer." + fact.Id).Exists(c => c.Entry == "0" && scene.Words.ClauseAt(c.Start) is var clause
        && scene.Text.AsSpan(c.End, clause.End - c.End).TrimEnd("了呀啊呢的") is [] or "过" or "钱" or "啥钱");

    /// <summary>种地八千,打工两万: incomes of different kinds, or told as added, belong together; 好年两万,孬年几千 do not.</summary>
    private static bool Kinds(Scene scene, List<(FactValue.Number Value, Amount From)> values) => values.TrueForAll(v => v.From.Role is not null) && values.Select(v => v.From.Role).Distinct().Count() == values.Count
        || scene.In("listing").Exists(c => c.Start > values[0].From.Quantity.Start && c.End <= values[^1].From.Quantity.Start);

    /// <summary>过年给一千,八月十五给五百: at several times of one year.</summary>
    private static bool Festivals(Scene scene, List<(FactValue.Number Value, Amount From)> values) => values.TrueForAll(v => scene.Before(v.From.Quantity, 8).ContainsAny("节年午秋") || scene.Before(v.From.Quantity, 8).Contains("十五", StringComparison.Ordinal));

    /// <summary>信用社三万,我姐那两万: each in a clause of its own, told with whom it is owed to.</summary>
    private static bool Owed(Scene scene, List<(FactValue.Number Value, Amount From)> values)
    {
        var clauses = values.ConvertAll(v => scene.Words.ClauseAt(v.From.Quantity.NumberStart));
        return clauses.Distinct().Count() == clauses.Count
            && clauses.Zip(values).All(p => scene.InClause(p.First, "lender").Count > 0 || scene.Cast.Mentions.Any(m => p.First.Holds(m.Start) && m.End <= p.Second.From.Quantity.Start && m.Kin is not (Kin.Self or Kin.Household)));
    }

    /// <summary>毛收入三万: what costs are still to come off is asked back.</summary>
    public static bool Gross(Scene scene, Quantity q) => (q.Start > 0 && scene.Text[q.Start - 1] == '毛') || scene.InClause(scene.Words.ClauseAt(q.NumberStart), "income.basis").Exists(c => c.Entry == "gross"
        // 毛的四万刨去化肥剩一万八: of the amount beside it.
        && !scene.Quantities.Exists(o => o.LooksLikeMoney && (c.End <= o.Start ? o.End <= q.Start && o.NumberStart != q.NumberStart : o.Start >= q.End && o.End <= c.Start)));

    /// <summary>五 or 8 after a question about money may be yuan, thousands or tens of thousands.</summary>
    private static bool TooSmall(Quantity q) => q.Measure == Measure.None && !q.Scaled && q.Value is > 0 and < 50;

    /// <summary>Amounts that the words themselves call something else are no answer to this question; earnings of any kind answer the one about income.</summary>
    private static bool Fits(string id, Amount amount) => amount.Role is null || amount.Role.Fact == id || amount.Role.Name == AmountRole.Spent
        || (amount.Role.Name == AmountRole.Earned && id.StartsWith("income.", StringComparison.Ordinal))
        || (id == Whole && amount.Role.Name is "farm" or "wage" or "household_loose" or "yearly")
        // 除掉吃住,净落四千二三, to the question for a wage.
        || (id == "income.wage_monthly" && amount is { Role.Name: "household_income", By.Length: <= 2 })
        || (id.StartsWith("income.subsidy", StringComparison.Ordinal) && amount.Role.Name == "aid")
        || (id.StartsWith("expense.medical", StringComparison.Ordinal) && amount.Role.Name == "medical")
        // 一年吃药千把块, to the question what treatment cost.
        || (id == "expense.medical_self_paid" && amount.Role.Name == "medicine")
        || (id == "expense.rehab_annual" && amount.Role.Name is "medical" or "medicine") || (id == "assets.deposits" && amount.Role.Name == AmountRole.Saved);

    /// <summary>收入是一万五 after the question about savings puts the income right; it is no answer.</summary>
    private static bool TellsIncome(Scene scene, FactDefinition fact, Amount amount) => !fact.Id.StartsWith("income.", StringComparison.Ordinal) && !fact.Id.StartsWith("land.", StringComparison.Ordinal)
        && scene.Words.ClauseAt(amount.Quantity.NumberStart) is var clause && scene.Text.AsSpan(clause.Start, amount.Quantity.NumberStart - clause.Start).Contains("收入", StringComparison.Ordinal);

    private const string Whole = "income.household_annual";

    /// <summary>地租一千二,别的没了: one kind of income is the answer where it is told that there is no other.</summary>
    private static bool Part(Scene scene, Amount amount) => amount.Role is { Name: "rent" or "support" or "pension" or "subsidy" } && scene.First("zero", "else") is not null;

    private static FactValue.Number? InPeriod(FactDefinition fact, AmountRole? role, Amount amount, Scene scene)
    {
        var q = amount.Quantity;
        if (role is not null && amount.Role == role && PerPeriod.Convert(scene, role, amount) is { } same) return same;
        // 养老金一百八: by the month, when nothing else is said.
        if (fact.Id == Whole && amount is { Role.Name: "pension", Per: Period.Open }) amount = amount with { Per = Period.Month };
        var yearly = fact.Unit == "yuan/year";
        return (fact.Unit, amount.Per) switch
        {
            // 一季度发一回,一回六百
            ("yuan/month", Period.Once) when scene.In("period").Exists(c => c.Entry == "quarter" && c.End <= q.Start) => PerPeriod.Rough(q, 1 / 3m),
            // 今年是两千八: the year only tells since when.
            ("yuan/month", Period.Year) when fact.Id == "income.wage_monthly" && amount.PeriodCue is { } year && scene.Words.At(year.Start, "今年") => q.Whole(),
            // 一节八十,一星期三节: the price of one is not what a year costs.
            (_, Period.Open or Period.Once) when amount.Role is null or { Name: "rehab" } && Each.Unit(scene, q) is { Of: '节' or '回' } => Each.Weekly(scene, q) is { } weekly && yearly ? PerPeriod.Rough(q, weekly * 52) : null,
            // 一季三千: only 一年两季 tells how many times a year.
            ("yuan/year", Period.Once) => scene.Text.Contains("两季", StringComparison.Ordinal) && scene.Text.Contains("一季", StringComparison.Ordinal) ? PerPeriod.Rough(q, 2) : null,
            ("yuan/year", Period.Term) when fact.Id == "expense.education_annual" => PerPeriod.Rough(q, 2),
            ("yuan/month", Period.Months) when fact.Id is "expense.medicine_monthly" or "income.pension_monthly" => PerPeriod.Rough(q, 1 / amount.Months),
            ("yuan/month", Period.Day) when fact.Id == "income.wage_monthly" => Days(scene, q) is { } days ? PerPeriod.Rough(q, days) : null,
            ("yuan/month", Period.Day) when fact.Id == "expense.medicine_monthly" => PerPeriod.Rough(q, 30),
            ("yuan/month", Period.Once) => null,
            (_, Period.Open or Period.Once) => q.Whole(),
            ("yuan/month", Period.Month) or ("yuan/year", Period.Year) => q.Whole(),
            ("yuan", Period.Month) when fact.Id == "expense.medical_self_paid" && amount.Role?.Name == "medicine" => PerPeriod.Rough(q, 12),
            // 每个星期还得自己掏两百: week after week of the year.
            ("yuan", Period.Week) when fact.Id == "expense.medical_self_paid" => PerPeriod.Rough(q, 52),
            ("yuan", _) => q.Whole(),
            // 一个月三千,干了八个月: how many months count is asked back.
            (_, Period.Month) when yearly => scene.Quantities.Exists(m => m.Measure == Measure.Months && m.Value > 1) ? null : PerPeriod.Rough(q, 12),
            (_, Period.HalfYear) when yearly => PerPeriod.Rough(q, 2),
            (_, Period.Year) when !yearly && fact.Id is "expense.medicine_monthly" or "income.pension_monthly" => PerPeriod.Rough(q, 1 / 12m),
            _ => null,
        };
    }

    /// <summary>一天一百二,干二十天: the days worked in a month; null when they were not told.</summary>
    private static decimal? Days(Scene scene, Quantity wage) => scene.Quantities.FindAll(d => d.Start >= wage.End && d is { Min: null, Value: > 1 and <= 31 } && scene.Text[d.End - 1] is '天' or '个' or '工') is [var days] ? days.Value : null;

    private static Period PeriodOf(Scene scene, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        var cue = scene.InClause(clause, "period").LastOrDefault();
        return cue is null ? Period.Open : Enum.Parse<Period>(cue.Entry.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
    }
}

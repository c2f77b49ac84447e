using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding.Money;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Answers;

/// <summary>Reads a bare answer as the fact that was just asked for: 三口, 一万二千五, 有, 肢体.</summary>
internal static class ExpectedReader
{
    public static void Read(Scene scene, AnswerKind answer, List<Amount> amounts)
    {
        if (scene.Context.Expecting is not { } id || scene.Catalogue.Find(id) is not { } fact || scene.Has(id)) return;
        // 记不清,大概两万 is an answer all the same.
        if (answer is AnswerKind.Declined or AnswerKind.Later || (answer == AnswerKind.Unknown && scene.Quantities.Count == 0)) return;
        switch (fact.Type)
        {
            case FactType.Money: Money(scene, fact, answer, amounts); break;
            case FactType.Count or FactType.Age or FactType.Number: Count(scene, fact, answer); break;
            case FactType.YesNo: YesNo(scene, fact, answer); break;
            case FactType.OneOf or FactType.SetOf: Options(scene, fact, answer); break;
            case FactType.Date: Since(scene, fact); break;
            case FactType.Text: Words(scene, fact, answer); break;
        }
    }

    private static void Money(Scene scene, FactDefinition fact, AnswerKind answer, List<Amount> amounts)
    {
        var role = AmountRole.All.Values.FirstOrDefault(r => r.Fact == fact.Id);
        var fitting = scene.Quantities.Where(q => q.Measure is Measure.Yuan or Measure.None).Select(q => amounts.Find(a => a.Quantity == q) ?? new Amount(q, null, null, PeriodOf(scene, q), null, false))
            .Where(a => Fits(fact.Id, a) && !Corrected(scene, a.Quantity) && !TellsIncome(scene, fact, a)).ToList();
        if (scene.First("zero", "nothing") is not null || (fitting.Count == 0 && (answer == AnswerKind.No || Nothing(scene, fact) || (answer == AnswerKind.None && fact.Id is "assets.deposits" or "debt.total" && Without(scene)))))
        {
            Zero(scene, fact);
            return;
        }

        if (fitting.Count == 0) return;
        if (fitting.Exists(a => a.Quantity.LooksLikeMoney)) fitting = fitting.FindAll(a => !TooSmall(a.Quantity));
        // 一个月六百,一年七千二: told for two periods, the one of the question counts.
        var own = fact.Unit switch { "yuan/month" => Period.Month, "yuan/year" => Period.Year, _ => Period.Open };
        if (fitting.Count == 2 && own != Period.Open && fitting.FindAll(a => a.Per == own) is [var same] && same.Per != fitting.Find(a => a != same)!.Per) fitting = [same];
        // 上半年八千,下半年一万一,一年一万九: the sum of those before is the whole.
        if (fitting.Count > 2 && fitting.SkipLast(1).Sum(a => a.Quantity.Value) == fitting[^1].Quantity.Value) fitting = [fitting[^1] with { Per = own }];
        List<(FactValue.Number Value, Amount From)> values = [];
        foreach (var amount in fitting)
        {
            if (fact.Id.StartsWith("income.", StringComparison.Ordinal) && Gross(scene, amount.Quantity))
            {
                scene.Wonder(fact.Id, "basis", amount.Quantity.Start, amount.Quantity.End, amount.Quantity.Whole());
                return;
            }

            var value = InPeriod(fact, role, amount, scene);
            if (value is null || TooSmall(amount.Quantity))
            {
                scene.Wonder(fact.Id, value is null ? "period" : "two-readings", amount.Quantity.Start, amount.Quantity.End, amount.Quantity.Whole());
                return;
            }

            values.Add((value, amount));
        }

        var spans = values.Select(v => v.From.Span(scene.Words.ClauseAt(v.From.Quantity.NumberStart))).ToArray();
        if (values.Count == 1) scene.Add(fact.Id, values[0].Value, spans);
        else if ((fact.Id == "income.household_annual" && Parts(scene, values)) || values.TrueForAll(v => v.From.Role is { Sums: true }))
        {
            var parts = values.ConvertAll(v => v.Value);
            var sum = parts.Sum(p => p.Value);
            scene.Add(fact.Id, parts.Exists(p => p.Approximate) ? new FactValue.Number(sum, parts.Sum(p => p.Min ?? p.Value), parts.Sum(p => p.Max ?? p.Value)) : FactValue.Of(sum), spans);
        }
        else scene.Wonder(fact.Id, "two-readings", fitting[0].Quantity.Start, fitting[^1].Quantity.End, [.. values.Select(v => (FactValue)v.Value)]);
    }

    /// <summary>没攒下啥, 没借人家: a short answer that begins with 没 says that there is none.</summary>
    private static bool Without(Scene scene) => scene.Quantities.Count == 0 && scene.Words.Clauses is [{ Length: <= 8 } only] && scene.Text.AsSpan(only.Start, only.Length).TrimStart("都也家里俺我咱现在").IndexOfAny('没', '不', '无') == 0 && !scene.Text.AsSpan(only.Start, only.Length).ContainsAny(Unsure);

    /// <summary>没看病, after the question what treatment cost: nothing. 没看病的钱 tells of need, 没花多少 of some.</summary>
    private static bool Nothing(Scene scene, FactDefinition fact) => scene.In("answer." + fact.Id).Exists(c => c.Entry == "0" && scene.Words.ClauseAt(c.Start) is var clause
        && scene.Text.AsSpan(c.End, clause.End - c.End) is [] or "了" or "呀" or "啊" or "过" or "嘞" or "哩" or "呢" or "钱" or "啥钱");

    /// <summary>没数, 没算过, 没法说: no knowing is no zero.</summary>
    private static readonly System.Buffers.SearchValues<char> Unsure = System.Buffers.SearchValues.Create("算数记法问准说道清少多懂");

    /// <summary>种地八千,打工两万: incomes of different kinds, or told as added, belong together; 好年两万,孬年几千 do not.</summary>
    private static bool Parts(Scene scene, List<(FactValue.Number Value, Amount From)> values) => values.TrueForAll(v => v.From.Role is not null) && values.Select(v => v.From.Role).Distinct().Count() == values.Count
        || scene.In("listing").Exists(c => c.Start > values[0].From.Quantity.Start && c.End <= values[^1].From.Quantity.Start);

    /// <summary>毛收入三万: what costs are still to come off is asked back.</summary>
    public static bool Gross(Scene scene, Quantity q) => (q.Start > 0 && scene.Text[q.Start - 1] == '毛') || scene.InClause(scene.Words.ClauseAt(q.NumberStart), "income.basis").Exists(c => c.Entry == "gross");

    /// <summary>五 or 8 after a question about money may be yuan, thousands or tens of thousands.</summary>
    private static bool TooSmall(Quantity q) => q.Measure == Measure.None && !q.Scaled && q.Value is > 0 and < 50;

    /// <summary>Amounts that the words themselves call something else are no answer to this question; earnings of any kind answer the one about income.</summary>
    private static bool Fits(string id, Amount amount) => amount.Role is null || amount.Role.Fact == id || amount.Role.Name == AmountRole.Spent
        || (amount.Role.Name == AmountRole.Earned && id.StartsWith("income.", StringComparison.Ordinal))
        || (id == "income.household_annual" && amount.Role.Name is "farm" or "wage")
        || (id.StartsWith("expense.medical", StringComparison.Ordinal) && amount.Role.Name == "medical")
        || (id == "expense.rehab_annual" && amount.Role.Name is "medical" or "medicine") || (id == "assets.deposits" && amount.Role.Name == AmountRole.Saved);

    /// <summary>收入是一万五 after the question about savings puts the income right; it is no answer.</summary>
    private static bool TellsIncome(Scene scene, FactDefinition fact, Amount amount) => !fact.Id.StartsWith("income.", StringComparison.Ordinal) && !fact.Id.StartsWith("land.", StringComparison.Ordinal)
        && scene.Words.ClauseAt(amount.Quantity.NumberStart) is var clause && scene.Text.AsSpan(clause.Start, amount.Quantity.NumberStart - clause.Start).Contains("收入", StringComparison.Ordinal);

    private static FactValue.Number? InPeriod(FactDefinition fact, AmountRole? role, Amount amount, Scene scene)
    {
        var q = amount.Quantity;
        if (role is not null && amount.Role == role && PerPeriod.Convert(scene, role, amount) is { } same) return same;
        var yearly = fact.Unit == "yuan/year";
        return (fact.Unit, amount.Per) switch
        {
            // 一季三千: only 一年两季 tells how many times a year.
            ("yuan/year", Period.Once) => scene.Text.Contains("两季", StringComparison.Ordinal) && scene.Text.Contains("一季", StringComparison.Ordinal) ? PerPeriod.Rough(q, 2) : null,
            ("yuan/month", Period.Once) => null,
            (_, Period.Open or Period.Once) => q.Whole(),
            ("yuan/month", Period.Month) or ("yuan/year", Period.Year) => q.Whole(),
            ("yuan", _) => q.Whole(),
            // 一个月三千,干了八个月: how many months count is asked back.
            (_, Period.Month) when yearly => scene.Quantities.Exists(m => m.Measure == Measure.Months && m.Value > 1) ? null : PerPeriod.Rough(q, 12),
            (_, Period.HalfYear) when yearly => PerPeriod.Rough(q, 2),
            (_, Period.Year) when !yearly && fact.Id is "expense.medicine_monthly" or "income.pension_monthly" => PerPeriod.Rough(q, 1 / 12m),
            _ => null,
        };
    }

    private static Period PeriodOf(Scene scene, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        var cue = scene.InClause(clause, "period").LastOrDefault();
        return cue is null ? Period.Open : Enum.Parse<Period>(cue.Entry.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
    }

    private static void Count(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        var fitting = scene.Quantities.Where(q => Countable(fact, q) && !Corrected(scene, q)).ToList();
        // 一个也没有: the one is part of the none.
        if (scene.First("zero", "nothing") is { } nothing) fitting.RemoveAll(q => q.Start >= nothing.Start && q.End <= nothing.End);
        if (scene.In("answer." + fact.Id).FirstOrDefault() is { } named)
        {
            scene.Add(fact.Id, FactValue.Of(decimal.Parse(named.Entry, System.Globalization.CultureInfo.InvariantCulture)), (named.Start, named.End));
            return;
        }

        if (fact.Id == "household.size" && fitting.TrueForAll(q => scene.Cast.Mentions.Any(m => m.Start >= q.NumberEnd - 1 && m.Start - q.End <= 1)))
        {
            Everybody(scene);
            if (scene.Has(fact.Id)) return;
            if (fitting.Count > 0)
            {
                // 三个孩子: so many children are not so many people.
                scene.Wonder(fact.Id, "two-readings", fitting[0].Start, fitting[^1].End);
                return;
            }
        }

        if (fitting.Count == 0)
        {
            // Nobody is of no age: 没有 is no answer to that.
            if (answer == AnswerKind.No || scene.First("zero", "nothing") is not null || (answer == AnswerKind.None && fact.Unit == "persons" && fact.Id != "household.size" && Without(scene)))
            {
                if (fact.Type != FactType.Age) Zero(scene, fact);
            }
            else if (scene.First("one_thing", "one") is { } one && fact.Type == FactType.Count && fact.Unit == "persons") scene.Add(fact.Id, FactValue.Of(1), (one.Start, one.End));
            else if (fact.Id == "household.size") Everybody(scene);
            return;
        }

        // 四个,俩大的俩小的: a number alone, and then of whom it is made up.
        if (fitting.Count > 2 && scene.Words.ClauseAt(fitting[0].NumberStart) is var head && fitting.TrueForAll(q => q == fitting[0] || !head.Holds(q.NumberStart)) && fitting.Skip(1).Sum(q => q.Value) == fitting[0].Value) fitting = fitting[..1];
        // 六个人,大人四个: the people first, then a part of them.
        if (fitting.Count > 1 && fact.Id == "household.size" && fitting[0].Measure is Measure.Persons or Measure.People && fitting.Skip(1).All(q => q.Value < fitting[0].Value)) fitting = fitting[..1];
        if (fitting.Count > 1 && fitting.Select(q => q.Value).Distinct().Count() > 1)
        {
            scene.Wonder(fact.Id, "two-readings", fitting[0].Start, fitting[^1].End, [.. fitting.Select(q => (FactValue)q.Exact())]);
            return;
        }

        var only = fitting[0];
        if (fact.Unit == "persons" && only.Min != only.Max)
        {
            scene.Wonder(fact.Id, "two-readings", only.Start, only.End);
            return;
        }

        if (fact.Id == "subject.birth_year" && only.Value < 100)
        {
            scene.Add(fact.Id, FactValue.Of(1900 + only.Value), (only.Start, only.End));
            return;
        }

        if (fact.Type == FactType.Age && AgeReader.Nominal(scene, only)) return;
        scene.Add(fact.Id, fact.Type == FactType.Number ? only.Exact() : only.Whole(), (only.Start, only.End));
    }

    /// <summary>我跟老伴, 我、媳妇、俩娃: the answer to how many names everybody.</summary>
    private static void Everybody(Scene scene)
    {
        var couple = scene.In("couple").Count > 0 ? 1 : 0;
        if (scene.Cast.Mentions.Count + (2 * couple) < 2 || scene.Words.Clauses.Sum(c => c.Length) > 24) return;
        if (scene.Cast.Mentions.Any(m => m.Kin == Kin.Household)) return;
        if (Roster.Count(scene, 0, scene.Text.Length) is { } all) scene.Add("household.size", FactValue.Of(all.Count), (all.Start, all.End));
    }

    private static bool Countable(FactDefinition fact, Quantity q) => fact.Id switch
    {
        "household.size" => q.Measure is Measure.None or Measure.Persons or Measure.People or Measure.Things && !q.Scaled,
        _ when fact.Type == FactType.Age => q.Measure is Measure.None or Measure.YearsOld,
        _ when fact.Unit == "persons" => q.Measure is Measure.None or Measure.Persons or Measure.People or Measure.Things,
        _ when fact.Unit == "mu" => q.Measure is Measure.None or Measure.Mu,
        _ when fact.Unit == "sqm" => q.Measure is Measure.None or Measure.Area,
        _ when fact.Unit == "years" => q.Measure is Measure.None or Measure.Years,
        "subject.disability_grade" => q.Measure is Measure.None or Measure.Grade,
        "subject.birth_year" => q is { Digits: true, Value: >= 1900 or (>= 30 and < 100) },
        _ => q.Measure is not (Measure.Yuan or Measure.YearsOld or Measure.Persons),
    };

    private static bool Corrected(Scene scene, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        return scene.In("negation").Exists(c => c.Entry == "is_not" && clause.Holds(c.Start) && c.End <= q.Start && q.Start - c.End <= 2);
    }

    private static void YesNo(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        if (scene.In("answer." + fact.Id).FirstOrDefault(c => scene.Cast.AboutSubject(c.Start)) is { } named)
        {
            scene.Add(fact.Id, FactValue.Of(named.Entry == "yes"), (named.Start, named.End));
            return;
        }

        var clause = scene.Words.Clauses[0];
        var said = answer switch { AnswerKind.Yes => true, AnswerKind.No => false, AnswerKind.None => Verb(scene.Text.AsSpan(clause.Start, clause.Length)), _ => (bool?)null };
        if (said is { } yes) scene.Add(fact.Id, FactValue.Of(yes), (clause.Start, clause.End));
    }

    /// <summary>没交, 交了, 会: the verb of the question said back, in a few characters.</summary>
    private static bool? Verb(ReadOnlySpan<char> said)
    {
        said = said.TrimStart("今去年俺我咱家里都也还早就一直");
        // 不问了, 不办了, 不晓得: no word about the thing that was asked.
        if (said.Length is 0 or > 8 || said.EndsWith("吗") || said.EndsWith("没") || (said.Length > 1 && said[0] is '不' or '没' && said[1] is '问' or '办' or '弄' or '说' or '填' or '晓' or '懂' or '听' or '明' or '清' or '咋' or '空' or '听')) return null;
        if (said[0] is '没' or '不' or '未' or '无') return false;
        if (said.ContainsAny("没不未")) return null;
        return said[0] is '有' or '是' or '能' or '会' || said[^1] is '了' or '过' or '着' ? true : null;
    }

    private static void Options(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        var cues = scene.Cues.Where(c => (c.Group == fact.Id || c.Group == "answer." + fact.Id) && fact.Options.Contains(c.Entry) && !Hardship.Telling.Denied(scene, c)).ToList();
        // 能做点饭: the longer words say more exactly what was meant.
        if (fact.Type == FactType.OneOf) cues.RemoveAll(c => cues.Exists(o => o.Length > c.Length && o.Start <= c.Start && o.End >= c.End));
        if (cues.Count == 0)
        {
            if (answer == AnswerKind.No && fact.Options.Contains("none") && fact.Type == FactType.SetOf && scene.Words.Clauses is [var clause, ..]) scene.AddTo(fact.Id, "none", clause.Start, clause.End);
            return;
        }

        if (fact.Type == FactType.SetOf)
        {
            foreach (var cue in cues) scene.AddTo(fact.Id, cue.Entry, cue.Start, cue.End);
            return;
        }

        if (cues.Select(c => c.Entry).Distinct().Count() == 1) scene.Add(fact.Id, new FactValue.Choice(cues[0].Entry), (cues[0].Start, cues[0].End));
        else scene.Wonder(fact.Id, "two-readings", cues[0].Start, cues[^1].End, [.. cues.Select(c => c.Entry).Distinct().Select(e => (FactValue)new FactValue.Choice(e))]);
    }

    /// <summary>Free words were asked for: all of them are the answer.</summary>
    private static void Words(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        if (fact.Id is "subject.id_number" or "subject.phone" or "subject.name" or "reporter.name" || answer != AnswerKind.None || scene.Words.Clauses.IsEmpty) return;
        var (start, end) = (scene.Words.Clauses[0].Start, scene.Words.Clauses[^1].End);
        var span = scene.Words.Span(start, end);
        scene.Add(fact.Id, new FactValue.Text(scene.Words.Original.Substring(span.Start, span.Length)), (start, end));
    }

    /// <summary>俩月了, 有半年了: how long it has lasted tells when it began, as roughly as it was said.</summary>
    private static void Since(Scene scene, FactDefinition fact)
    {
        if (scene.Quantities is not [{ Measure: Measure.Years or Measure.Months or Measure.Days } length] || length.Value > 80) return;
        var days = (int)(length.Value * length.Measure switch { Measure.Years => 365, Measure.Months => 30, _ => 1 });
        var slack = Math.Max(1, days / 8);
        var today = scene.Context.Today;
        scene.Add(fact.Id, new FactValue.Day(today.AddDays(-days - slack), today.AddDays(Math.Min(0, slack - days))), (length.Start, length.End));
    }

    private static void Zero(Scene scene, FactDefinition fact)
    {
        if (fact.Min is > 0 || scene.Words.Clauses.IsEmpty) return;
        var clause = scene.Words.Clauses[0];
        scene.Add(fact.Id, FactValue.Of(0), (clause.Start, clause.End));
    }
}

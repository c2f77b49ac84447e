using System.Buffers;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What an amount is, from the word that speaks for it and what else the message tells.</summary>
internal static class Roles
{
    /// <summary>Characters of words that mean the income of everybody together.</summary>
    private static readonly SearchValues<char> WholeHousehold = SearchValues.Create("家全人口俩总拢共统合庭加满算");

    /// <summary>Characters of verbs by which money goes.</summary>
    private static readonly SearchValues<char> Costs = SearchValues.Create("得要花交掏用");

    public static AmountRole? Of(Scene scene, List<Amount> before, Amount amount, Clause clause, int from)
    {
        var (q, by, period) = (amount.Quantity, amount.By, amount.Per);
        var role = by is null ? Earnings.Paid(scene, q, clause, from, period) ?? Purposes.Topic(scene, q, clause) : AmountRole.All[by.Entry];
        // 收入不多,一年七八千
        if (by is null && role is null && !clause.NewSentence && scene.In("money").FindLast(c => c.Entry == AmountRole.Earned && c.End <= clause.Start && clause.Start - c.End <= 5) is { } income) role = Earnings.Yearly(scene, q, income, period);
        // 就他爸一个人挣钱,一个月五千来块
        if ((by is null && role is null || role?.Name is "household_income" or "household_loose") && Earnings.Breadwinner(scene, q, clause, period)) role = AmountRole.All["wage"];
        // 四口人一年也就万把块
        if (by is null && role is null && Earnings.Hardly(scene, q, clause, period)) role = AmountRole.All["household_income"];
        // 一年看病吃药得万把块: only medicine by the month is medicine by itself.
        if (role?.Name == "medicine" && period is not (Period.Month or Period.Months or Period.Quarter) && scene.InClause(clause, "money").Any(c => c.Entry == "medical" && c.Start <= q.Start)) role = AmountRole.All["medical"];
        // 她那药一个月自己还得贴一百: what one pays oneself for medicine, month after month.
        if (role?.Name == "self_paid" && period is Period.Month or Period.Months or Period.Day or Period.Week && scene.InClause(clause, "money").FindLast(c => c.Entry is "medicine" or "rehab" or "medical" && c.End <= q.Start) is { Entry: not "medical" } running) role = AmountRole.All[running.Entry];
        // 靶向药不报销,一个月自己掏四千六
        if (role?.Name == "self_paid" && period is Period.Month or Period.Months && !clause.NewSentence && scene.In("money").FindLast(c => c.Entry is "medicine" or "rehab" or "medical" && c.End <= clause.Start && clause.Start - c.End <= 6) is { Entry: not "medical" } named) role = AmountRole.All[named.Entry];
        // 一周做三回康复,一年自己掏一万五: training is paid oneself, year after year.
        if (role?.Name == "self_paid" && period == Period.Year && scene.In("money").FindLast(c => c.Entry is "rehab" or "medical" or "medicine" && c.End <= q.Start && q.Start - c.End <= 14 && scene.Words.OneSentence(c.Start, q.Start)) is { Entry: "rehab" }) role = AmountRole.All["rehab"];
        // 低保金加养老金一月四百: two kinds of money told as one sum are neither.
        if (role?.Name is "pension" or "wage" or "subsidy" && AmountsBeside.Joined(scene, from, q)) return null;
        // 辞了超市的活,一月少一千九: what is gone.
        if (role?.Name is "wage" or AmountRole.Earned && q.Start > clause.Start && scene.Text[q.Start - 1] == '少' && !scene.Text.AsSpan(0, q.Start).EndsWith("至少") && !scene.Text.AsSpan(0, q.Start).EndsWith("最少")) return null;
        // 一月流水九千: before all costs.
        if (scene.Before(q, clause).TrimEnd("有个能做到大概").EndsWith("流水")) return AmountRole.All["other"];
        if (role?.Name is "rent" or "pension" or "farm" or "wage" or "support" && period is Period.Open or Period.Year && AmountsBeside.OneSum(scene, from, q)) return AmountRole.All["household_income"];
        if (Earnings.Wished(scene, role, q, clause, period)) role = AmountRole.All["wage_min"];
        // 学校免了学费三千: what need not be paid is no money that came.
        if (role?.Name == "reimbursed" && by is not null && scene.Text.AsSpan(by.Start, by.Length).ContainsAny("免减") && scene.InClause(clause, "money").Exists(c => c.Entry == "education")) return AmountRole.All["other"];
        role = Left(scene, before, amount, from, role);
        // 三亩租给合作社,一亩六百: what each of the let land brings is rent.
        if (role?.Name == "other" && by is not null && scene.Text[by.End - 1] == '亩' && (scene.In("land.let").Exists(c => c.End <= q.Start && q.Start - c.End <= 16) || scene.InClause(clause, "money").Exists(c => c.Entry == "rent"))) role = AmountRole.All["rent"];
        // 一亩落四百
        if (role?.Name == "other" && by is not null && scene.Text[by.End - 1] == '亩' && by.End <= q.Start && scene.Text.AsSpan(by.End, q.Start - by.End) is "落" or "净落" or "能落" or "纯落" or "净剩" or "落个" or "净赚" or "挣" or "能挣" or "赚") return AmountRole.All["farm"];
        // 猪都没了,合六万来块
        if (role is null && q.Start > clause.Start && scene.Text[q.Start - 1] == '合' && Purposes.Misfortune(scene)) return AmountRole.All["loss"];
        // 两头牛值两万: a worth is a loss only where something was lost.
        if (role?.Name == "loss" && by is not null && (by.Length == 1 || scene.Text.AsSpan(by.Start, by.Length).ContainsAny("烧泡淹")) && !Purposes.Misfortune(scene)) return null;
        // 村里占了俺两亩地,赔了六万: paid for what was taken.
        if (role?.Name is AmountRole.Lost or "loss" && by is not null && scene.Text[by.Start] == '赔' && by.Length <= 2 && scene.In("land.taken").Exists(c => c.End <= by.Start && by.Start - c.End <= 10 && scene.Text.AsSpan(c.Start, c.Length).ContainsAny("占征"))) return null;
        if (role?.Name == AmountRole.Lost) role = Purposes.Trade(scene) ? AmountRole.All["loss"] : null;
        // 卡上手里拢共进账三万四: what came in is no saving.
        if (role?.Name == "deposits" && by is not null && by.End <= q.Start && scene.Text.AsSpan(by.End, q.Start - by.End) is var came && (came.Contains("进账", StringComparison.Ordinal) || came.Contains("进项", StringComparison.Ordinal) || came.Contains("收入", StringComparison.Ordinal))) role = AmountRole.All["household_income"];
        role = Source(scene, amount, clause, role);
        if (role is null && period == Period.Year && by?.Entry == AmountRole.Earned && Two(scene, q, clause)) role = AmountRole.All["household_income"];
        if (role is null && period == Period.Year && by?.Entry == AmountRole.Earned && OfHousehold(scene, q, clause)) role = AmountRole.All["household_income"];
        if (role?.Name is "wage" or "farm" && period == Period.Year && Everybody(scene, before, role, q, clause)) role = AmountRole.All["household_income"];
        role = Each.Role(scene, amount, role) ?? role;
        if (Leases.Brings(scene, amount, clause, role)) return AmountRole.All["rent"];
        // 一年给俺两三千养老钱: given, and only called so.
        var given = scene.In("gives_us").Exists(c => q.Start - c.End is >= 0 and <= 2);
        if (role is null || role.Name is "household_income" or "household_loose" or "yearly" || (role.Name == "wage" && given) || (role.Name == "pension" && given && by is not null && by.End > q.End)) role = Earnings.Sent(scene, q, clause, period) ?? role;
        // 他表叔在县里上班,一月给我三百: what somebody gives is no wage, whoever works.
        if (role?.Name == "wage" && given && scene.Cast.Mentions.LastOrDefault(m => m.End <= q.NumberStart && !m.Oblique && m.Kin is not (Kin.Household or Kin.Self)) is { Kin: not Kin.Spouse }) return null;
        // 大妮大专六千八一年
        if (role is null && by is null && period is Period.Year or Period.Term && scene.Cues.Exists(c => c.Group == "schooling" && c.End <= q.Start && q.Start - c.End <= 4 && clause.Holds(c.Start))) return AmountRole.All["education"];
        return role ?? Earnings.Paid(scene, q, clause, from, period);
    }

    /// <summary>True when the word means the income of everybody together (全家收入), not only income (毛收入).</summary>
    public static bool OfAll(Scene scene, Cue income) => scene.Text.AsSpan(income.Start, income.Length).ContainsAny(WholeHousehold);

    /// <summary>俺俩种地打零工,一年净落两万八: a year's money from the fields and from work elsewhere together, or from the work of several, is the household's.</summary>
    private static bool Everybody(Scene scene, List<Amount> before, AmountRole role, Quantity q, Clause clause)
    {
        var from = clause.Start;
        // 种地打零工,刨去本钱一年净落两万五: from what it comes may stand a clause or two before.
        foreach (var told in scene.Words.Clauses.Where(c => c.End <= clause.Start).Reverse().Take(2))
        {
            if (Sources(from) || scene.Words.ClauseAt(from).NewSentence) break;
            from = told.Start;
        }

        if (before.Exists(a => a.Quantity.Start >= from) || scene.Quantities.Exists(o => o.Start >= q.End && o.LooksLikeMoney && clause.Holds(o.NumberStart))) return false;
        if (Told("farm", from) && (Told("wage", from) || scene.In("skill").Exists(c => c.Entry is not ("farming" or "livestock") && c.Start >= from && c.End <= q.Start)) || (Earners(scene, q) > 1 && !before.Exists(a => a.Quantity.Value > 0 && scene.Words.OneSentence(a.Quantity.Start, q.Start)))) return true;
        return role.Name == "wage" && (Several(scene, from, q) || scene.InClause(clause, "household").Exists(c => c.End <= q.Start));

        bool Told(string source, int start) => scene.In("money").Exists(c => c.Entry == source && c.Start >= start && c.End <= q.Start);
        bool Sources(int start) => Told("farm", start) || Told("wage", start);
    }

    /// <summary>儿在镇上干活,俺种点地,一年收入四万二: of how many people the sentence tells that they earn, up to the amount.</summary>
    private static int Earners(Scene scene, Quantity q)
    {
        List<Cue> told = [.. scene.Cues.Where(c => (c is { Group: "money", Entry: "wage" or "farm" } || c.Is("member", "employed=yes")) && c.End <= q.Start && scene.Words.OneSentence(c.Start, q.Start) && !scene.Cast.Outside(c.Start))];
        // 俺跟俺媳妇弄香菇,刨去菌棒钱净挣两万八: of nothing but the fields.
        return told.TrueForAll(c => c.Entry == "farm") ? 1 : told.Select(c => scene.Cast.OwnerAt(c.Start)?.Kin ?? Kin.Self).Distinct().Count();
    }

    /// <summary>俺俩, 三口人: more than one named or counted before the amount.</summary>
    private static bool Several(Scene scene, int from, Quantity q) => scene.In("couple").Exists(c => c.Start >= from && c.End <= q.Start)
        || scene.Quantities.Exists(n => (n.Measure == Measure.Persons || (n is { Measure: Measure.None or Measure.People or Measure.Things, Value: <= 9, NumberStart: > 0 } && scene.Text[n.NumberStart - 1] is '俺' or '我' or '咱' or '们')) && n.Value > 1 && n.Start >= from && n.End <= q.Start);

    /// <summary>俺家三口,一年落一万二: right behind how many they are, and of nobody in particular.</summary>
    private static bool OfHousehold(Scene scene, Quantity q, Clause clause) => scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } told && scene.Words.OneSentence(told.Start, q.Start)
        && scene.Quantities.Exists(n => n is { Measure: Measure.Persons, Value: > 1 } && told.Holds(n.NumberStart) && told.End - n.End <= 1) && !scene.Cast.Mentions.Any(m => clause.Holds(m.Start) && m.Start < q.Start)
        && scene.Before(q, clause).Trim("一年到头全下来也就才能去今净纯落挣收入弄进个了大概差不多有") is "";

    /// <summary>俺跟他爸一年挣六万, 俺四口一年挣六万四: what all who earn earn.</summary>
    private static bool Two(Scene scene, Quantity q, Clause clause) => Several(scene, clause.Start, q)
        || scene.Cast.Mentions.Any(m => m.Kin == Kin.Self && clause.Holds(m.Start) && m.End < q.Start && scene.Text[m.End] is '跟' or '和' or '与' && scene.Cast.Mentions.Any(o => o.Start == m.End + 1 && (o.Kin is Kin.Spouse or Kin.Pronoun || (o.Kin is Kin.Father or Kin.Mother && scene.Text[o.Start] is '他' or '她'))));

    /// <summary>盖房欠下七万,还了三万,还剩四万; 存折上有三万,花得剩八百: what is left of what was told before.</summary>
    private static AmountRole? Left(Scene scene, List<Amount> before, Amount amount, int from, AmountRole? role)
    {
        if (role?.Name == AmountRole.Outstanding) return AmountRole.All["debt"];
        if (role?.Name is not (AmountRole.Saved or "short")) return role;
        // 还差人家两万没还
        if (role.Name == "short" && scene.Words.At(amount.Quantity.End, "没还")) return AmountRole.All["debt"];
        // 每月工资扣完社保剩两千九
        if (role.Name == AmountRole.Saved && amount.Per == Period.Month && scene.In("money").Exists(c => c.Entry == "wage" && c.End <= amount.Quantity.Start && amount.Quantity.Start - c.End <= 8 && scene.Text.AsSpan(c.End, amount.Quantity.Start - c.End).Contains('扣'))) return AmountRole.All["wage"];
        if (role.Name == AmountRole.Saved && Harvest(scene, amount)) return AmountRole.All["farm"];
        if (before.Exists(a => a.Role?.Name == "debt") && scene.In("total").Exists(c => c.Start >= from && c.End <= amount.Quantity.Start && scene.Words.At(c.Start, "还"))) return AmountRole.All["debt"];
        return role.Name == AmountRole.Saved && amount.By is { } by && scene.Text[by.Start] == '剩' && before.Exists(a => a.Role?.Name == "deposits") ? AmountRole.All["deposits"] : role;
    }

    /// <summary>四亩麦一年剩四五千: what is left of a crop, not of a wage or a sum named before.</summary>
    private static bool Harvest(Scene scene, Amount amount)
    {
        if (amount.By is not { } by || !scene.Text.AsSpan(by.Start, by.Length).ContainsAny("剩余") || amount.Per is not (Period.Year or Period.Once)) return false;
        int from = Math.Max(0, by.Start - 20), to = by.Start;
        return (scene.Quantities.Exists(q => q.Measure == Measure.Mu && q.Start >= from && q.End <= to) || scene.In("land.crop").Exists(c => c.Start >= from && c.End <= to) || scene.In("grown").Exists(c => c.Start >= from && c.End <= to) || scene.In("money").Exists(c => c.Entry == "farm" && c.Start >= from && c.End <= to))
            && !scene.In("money").Exists(c => c.Entry is "wage" or "business" or "deposits" && c.Start >= from && c.End <= to) && !scene.Quantities.Exists(q => q.LooksLikeMoney && q.Start >= from && q.End <= to)
            && scene.Words.OneSentence(from, to);
    }

    /// <summary>花了, 挣, 收入: what for or from what is told elsewhere.</summary>
    private static AmountRole? Source(Scene scene, Amount amount, Clause clause, AmountRole? role)
    {
        var (q, by) = (amount.Quantity, amount.By);
        switch (role?.Name)
        {
            case AmountRole.Spent: return Purposes.Of(scene, role, q, by);
            case AmountRole.Earned: return Purposes.Of(scene, role, q, by) ?? (by is null ? null : Earnings.Monthly(scene, q, clause, by, amount.Per) ? AmountRole.All["wage"] : Earnings.Yearly(scene, q, by, amount.Per));
            // 判的一家一年给一千二: what each of several gives.
            case "household_income" or "household_loose" when by is not null && scene.Words.At(by.Start, "一家") && !scene.Words.At(by.Start, "一家人") && !scene.Words.At(by.Start, "一家子") && q.Start > by.End && scene.Text.AsSpan(by.End, q.Start - by.End).Contains('给'): return null;
            // 我去年打工一共挣了一万七: the sum of one's own work.
            case "household_income" when by is not null && scene.Text[by.Start] is '一' or '总' or '统' or '拢' && scene.Text[by.Start + 1] == '共' && !Several(scene, clause.Start, q) && !scene.Cast.Mentions.Any(m => m.Kin == Kin.Household && clause.Holds(m.Start)) && scene.InClause(clause, "money").Exists(c => c.Entry == "wage" && c.End <= by.Start) && !scene.InClause(clause, "money").Exists(c => c.Entry == "farm"): return AmountRole.All["wage"];
            case "household_income" or "household_loose" when by is not null && !OfAll(scene, by):
                return Purposes.Of(scene, AmountRole.All[AmountRole.Earned], q, by) ?? role;
            // 老公一年到头带回来三万: what one of them brings is not what all have.
            case "yearly" when scene.Cast.Mentions.LastOrDefault(m => m.End <= q.Start && clause.Holds(m.Start)) is { Oblique: false, Kin: not (Kin.Self or Kin.Household or Kin.Pronoun or Kin.Parents) }: return null;
            case "yearly": return Purposes.Of(scene, AmountRole.All[AmountRole.Earned], q, by) ?? Purposes.Topic(scene, q, clause) ?? (scene.Text.AsSpan(by!.End, Math.Max(0, q.Start - by.End)).ContainsAny(Costs) ? null : AmountRole.All["household_income"]);
            default: return role;
        }
    }
}

using System.Buffers;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>Decides for every amount what it is, from the words before it in its clause, right behind it, or in the clauses before.</summary>
internal static class AmountReader
{
    /// <summary>Characters of words that mean the income of everybody together.</summary>
    private static readonly SearchValues<char> WholeHousehold = SearchValues.Create("家全人口俩总拢共统合庭加满");

    /// <summary>Characters of words by which crops and animals become money.</summary>
    private static readonly SearchValues<char> Brought = SearchValues.Create("卖收落赚挣得");

    /// <summary>Characters of verbs that make an amount something else than one more lender's.</summary>
    private static readonly SearchValues<char> OtherDeed = SearchValues.Create("欠还花住买卖挣给");

    public static List<Amount> Read(Scene scene)
    {
        List<Amount> amounts = [];
        foreach (var q in scene.Quantities)
        {
            if (!q.LooksLikeMoney && !BareDigits(scene, q)) continue;
            var clause = scene.Words.ClauseAt(q.NumberStart);
            var before = amounts.Count > 0 && clause.Holds(amounts[^1].Quantity.NumberStart) ? amounts[^1].Quantity.End : clause.Start;
            var next = scene.Quantities.Find(o => o.NumberStart >= q.End && o.LooksLikeMoney && clause.Holds(o.NumberStart));
            var (period, per) = PeriodOf(scene, before, q, clause);
            var by = RoleCue(scene, before, q, clause, next);
            if (by is null && q.Measure == Measure.None && q.Digits) continue;
            if (amounts.Count > 0 && PerMu(scene, amounts[^1], q) is { } whole)
            {
                amounts.Add(new(q, whole, null, Period.Year, per, true));
                continue;
            }

            if (by is null && amounts.Count > 0 && Lender(scene, amounts[^1], q))
            {
                amounts.Add(new(q, AmountRole.All["debt"], null, period, per, true));
                continue;
            }

            if (by is null && amounts.Count > 0 && Carries(scene, amounts[^1], clause, q))
            {
                var last = amounts[^1];
                amounts.Add(new(q, last.Role, null, period == Period.Open ? last.Per : period, per, true));
                continue;
            }

            // 卖菜一年落两万,地里落五千: amounts told side by side share their period.
            if (period == Period.Open && (SaidBefore(scene, clause, by) || SaidBehind(scene, clause, by))) period = Period.Year;
            if (period == Period.Open && by is not null && amounts.Count > 0 && amounts[^1] is { Per: Period.Year, By: { } former } && former.Entry == by.Entry && q.Start - amounts[^1].Quantity.End is >= 0 and <= 5) period = Period.Year;
            if (period == Period.Open && amounts.Count > 0 && amounts[^1].Per == Period.Year && clause.Start - amounts[^1].Quantity.End is >= 0 and <= 2 && !clause.NewSentence) period = Period.Year;
            if (Total(scene, amounts, q) is { } all)
            {
                amounts.Add(new(q, all, null, Period.Year, per, false));
                continue;
            }

            var role = by is null ? Paid(scene, q, clause, before, period) ?? Topic(scene, q, clause) : AmountRole.All[by.Entry];
            // 一年看病吃药得万把块: only medicine by the month is medicine by itself.
            if (role?.Name == "medicine" && period != Period.Month && scene.InClause(clause, "money").Any(c => c.Entry == "medical" && c.Start <= q.Start)) role = AmountRole.All["medical"];
            // 低保金加养老金一月四百: two kinds of money told as one sum are neither.
            if (role?.Name is "pension" or "wage" or "subsidy" && Joined(scene, before, q))
            {
                amounts.Add(new(q, null, by, period, per, false));
                continue;
            }

            if (Wished(scene, role, q, clause, period)) role = AmountRole.All["wage_min"];
            // 盖房欠下七万,还了三万,还剩四万: what is left of a debt told of before is the debt.
            if (role?.Name is AmountRole.Saved or "short" && amounts.Exists(a => a.Role?.Name == "debt") && scene.In("total").Exists(c => c.Start >= before && c.End <= q.Start && scene.Words.At(c.Start, "还"))) role = AmountRole.All["debt"];
            // 三亩租给合作社,一亩六百: what each of the let land brings is rent.
            if (role?.Name == "other" && by is not null && scene.Text[by.End - 1] == '亩' && (scene.In("land.let").Exists(c => c.End <= q.Start && q.Start - c.End <= 16) || scene.InClause(clause, "money").Exists(c => c.Entry == "rent"))) role = AmountRole.All["rent"];
            if (role?.Name == AmountRole.Outstanding) role = AmountRole.All["debt"];
            if (role?.Name == AmountRole.Lost) role = Trade(scene) ? AmountRole.All["loss"] : null;
            if (role?.Name is AmountRole.Spent or AmountRole.Earned) role = Purpose(scene, role, q, by) ?? (role.Name == AmountRole.Earned && by is not null && Monthly(scene, q, clause, by, period) ? AmountRole.All["wage"] : null);
            else if (role?.Name is "household_income" or "household_loose" && by is not null && !scene.Text.AsSpan(by.Start, by.Length).ContainsAny(WholeHousehold)) role = Purpose(scene, AmountRole.All[AmountRole.Earned], q, by) ?? role;
            else if (role?.Name == "yearly") role = Purpose(scene, AmountRole.All[AmountRole.Earned], q, by) ?? Topic(scene, q, clause) ?? AmountRole.All["household_income"];
            if (role is null || role.Name is "household_income" or "household_loose" or "yearly") role = Sent(scene, q, clause) ?? role;
            role ??= Paid(scene, q, clause, before, period);
            amounts.Add(new(q, role, by, period, per, false));
        }

        return amounts;
    }

    /// <summary>想找个三千以上的活: money in a wish for work is the least that is wanted, not what is earned.</summary>
    private static bool Wished(Scene scene, AmountRole? role, Quantity q, Clause clause, Period period) =>
        (role is null || role.Name is "wage" or AmountRole.Earned or AmountRole.Spent) && (scene.In("wish.job").Count > 0 || (Work.WorkReader.Talk(scene) && Floor(scene.Text.AsSpan(Math.Max(q.Start, q.End - 2)))) || (Enough(scene.Behind(q, clause)) && scene.In("loan.purpose").Count == 0 && scene.In("hardship.need").Count == 0)) && q.Value is >= 500 and <= 30000
        && (period is Period.Month or Period.Open) && scene.InClause(clause, "skill.have").Count == 0 && scene.InClause(clause, "work.past").Count == 0;

    /// <summary>一千八九就中: as much is enough, said right behind.</summary>
    private static bool Enough(ReadOnlySpan<char> rest) => rest.TrimStart("的也俺我") is var said && (said.StartsWith("就中") || said.StartsWith("就行") || said.StartsWith("就干") || said.StartsWith("就去") || said.StartsWith("就成"));

    /// <summary>三千往上, 三千就中: the words behind make it the least.</summary>
    private static bool Floor(ReadOnlySpan<char> rest) => rest.StartsWith("往上") || rest.StartsWith("以上") || rest.StartsWith("朝上") || rest.IndexOf("就行") is >= 0 and <= 4 || rest.IndexOf("就中") is >= 0 and <= 4 || rest.IndexOf("都行") is >= 0 and <= 6;

    /// <summary>住院花了30000: digits without a unit may be money where the words ask for money.</summary>
    private static bool BareDigits(Scene scene, Quantity q) => q is { Digits: true, Measure: Measure.None, Value: >= 50 }
        && scene.InClause(scene.Words.ClauseAt(q.NumberStart), "money").Count > 0;

    private static Cue? RoleCue(Scene scene, int from, Quantity q, Clause clause, Quantity? next)
    {
        Cue? best = null, behind = null;
        foreach (var cue in scene.InClause(clause, "money"))
        {
            var left = cue.Start >= from && cue.Start <= q.NumberStart;
            // Words behind an amount speak for it when no other amount follows, or when they touch it and not the next one.
            var gap = cue.Start - q.End;
            var right = gap >= 0 && (next is null || (gap <= 1 && next.Start - cue.End > 1 && cue.End <= next.Start));
            if (!left && !right) continue;
            // 净剩 holds 剩, 还房贷 holds 房贷: the longer word is the one that was said.
            if (scene.In("money").Exists(o => (!o.Gapped || o.Start == cue.Start) && o.Start <= cue.Start && o.End >= cue.End && o.Length > cue.Length && o.Entry != cue.Entry && o.End <= Math.Max(q.NumberStart, cue.End))) continue;
            // 我借俺老表五千没还: 俺 begins another word there, it is not to me that was lent.
            if (scene.Text[cue.Start] is '借' or '该' or '欠' && cue.Entry is "owed_to_us" or "other" && scene.Cast.Mentions.Any(m => m.Start - cue.Start is 1 or 2 && m.End > cue.Start + 2)) continue;
            if (cue.Length == 1 && cue.Entry == "reimbursed" && (!left || q.Start - cue.End > 1)) continue;
            if (!left && gap > 1 && cue.Entry is AmountRole.Spent or AmountRole.Earned) continue;
            // 欠饲料钱一万八: what it is owed for takes nothing from the owing.
            if (left && cue.Entry == "other" && scene.Text[cue.Start] is not ('还' or '买' or '盖' or '建' or '修' or '交' or '付' or '给' or '赔') && scene.InClause(clause, "money").Exists(d => d.Entry == "debt" && d.Start >= from && d.Start < cue.Start && cue.Start - d.End <= 1)) continue;
            if (left && (best is null || Better(cue, best, q))) best = cue;
            else if (!left && (behind is null || Better(cue, behind, q))) behind = cue;
        }

        // 借了三万盖房 is a debt: words before an amount say what it is, those behind it only when nothing definite stood before.
        if (best is null || best.Entry == AmountRole.Saved || AmountRole.All[best.Entry].Rank >= 20) best = behind is not null && (best is null || Better(behind, best, q)) ? behind : best;

        // 刨去化肥种子落个六千: what is left after the costs is no cost.
        if (best?.Entry == "other" && Left(scene, clause, best, q) is { } left2) return left2;

        // 干活摔断了腿,花了五万: the nearer word for spending takes an amount away from a word for earning.
        var spent = best is null || (best.Entry != "reimbursed" && AmountRole.All[best.Entry].Rank is < 8 or > 11) ? null : scene.InClause(clause, "money").LastOrDefault(c => c.Entry == AmountRole.Spent && c.Length > 1 && c.Start >= best.End && c.End <= q.Start);
        return spent ?? best;
    }

    private static Cue? Left(Scene scene, Clause clause, Cue cost, Quantity q) => scene.InClause(clause, "less").Count == 0 ? null
        : scene.InClause(clause, "money").Find(c => c.Entry is AmountRole.Earned or AmountRole.Saved && c.Start >= cost.End && q.Start - c.End is >= 0 and <= 1);

    /// <summary>去年种了八亩花生,卖了一万一: the year named before holds for what the crop brought.</summary>
    private static bool SaidBefore(Scene scene, Clause clause, Cue? by) => by is { Entry: AmountRole.Earned or "farm" }
        && scene.In("period").Exists(c => c.Entry == "year" && c.End <= clause.Start && clause.Start - c.End <= 24 && scene.Words.Clauses.All(x => x.Start <= c.Start || x.Start > clause.Start || !x.NewSentence));

    /// <summary>卖辣椒卖了一万三,今年就这一样收入: the year may be told right behind.</summary>
    private static bool SaidBehind(Scene scene, Clause clause, Cue? by) => by is { Entry: AmountRole.Earned or "farm" }
        && scene.Words.Clauses.FirstOrDefault(c => c.Start >= clause.End) is { Length: > 0, NewSentence: false } next && scene.InClause(next, "period").Exists(c => c.Entry == "year" && c.Start - next.Start <= 2)
        && !scene.Quantities.Exists(q => next.Holds(q.NumberStart) && q.LooksLikeMoney);

    private static bool Better(Cue a, Cue b, Quantity q)
    {
        // 盖房欠了六万 is owed, 借的钱还了六万 is not: between spending and owing the nearer word decides.
        if ((a.Entry, b.Entry) is ("other", "debt") or ("debt", "other")) return Math.Abs(a.Start - q.Start) < Math.Abs(b.Start - q.Start);
        var rank = AmountRole.All[a.Entry].Rank - AmountRole.All[b.Entry].Rank;
        return rank != 0 ? rank < 0 : Math.Abs(a.Start - q.Start) < Math.Abs(b.Start - q.Start);
    }

    private static (Period, Cue?) PeriodOf(Scene scene, int from, Quantity q, Clause clause)
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

    /// <summary>种八亩麦,一亩落六百,也就四千八: what all of them bring, told right behind what one brings.</summary>
    private static AmountRole? PerMu(Scene scene, Amount last, Quantity q)
    {
        if (last.Quantity.Value >= q.Value || q.Start - last.Quantity.End > 16 || !scene.In("land.each").Exists(c => c.End <= last.Quantity.Start && last.Quantity.Start - c.End <= 5)) return null;
        if (!scene.Quantities.Exists(m => m.Measure == Measure.Mu && m.Value > 1 && m.End <= q.Start && q.Start - m.End <= 30 && Math.Abs((m.Value * last.Quantity.Value) - q.Value) <= q.Value * 0.15m)) return null;
        if (last.Role?.Name is "aid" or "subsidy" || scene.Text.AsSpan(scene.Words.ClauseAt(last.Quantity.NumberStart).Start, last.Quantity.Start - scene.Words.ClauseAt(last.Quantity.NumberStart).Start).Contains('补')) return AmountRole.All["subsidy"];
        if (last.Role?.Name == "rent" || scene.In("land.let").Count > 0) return AmountRole.All["rent"];
        return scene.Text.AsSpan(Math.Max(0, last.Quantity.Start - 4), Math.Min(4, last.Quantity.Start)).ContainsAny("落净剩赚挣") ? AmountRole.All["farm"] : null;
    }

    /// <summary>借妹子两万,小舅子一万五,还有一家八千: a further lender and an amount, right behind a debt.</summary>
    private static bool Lender(Scene scene, Amount last, Quantity q)
    {
        if (last.Role?.Name != "debt" || q.Start - last.Quantity.End is < 1 or > 12) return false;
        var between = scene.Text.AsSpan(last.Quantity.End, q.Start - last.Quantity.End);
        var named = scene.Cast.Mentions.Any(m => m.Kin is Kin.Outside or Kin.Elder or Kin.Sibling && m.Start >= last.Quantity.End && q.Start - m.End is >= 0 and <= 2);
        return (named && !between.ContainsAny(OtherDeed)) || between.TrimStart(", ") is "还有一家" or "有一家" or "另一家" or "还有别人家" or "还有一个" or "信用社" or "银行" or "还有信用社" or "又一家" or "别家";
    }

    /// <summary>他挣两万,卖羊八千,地里四千,加一块三万二: a sum told as such, equal to the incomes before it, is what the household has in a year.</summary>
    private static AmountRole? Total(Scene scene, List<Amount> amounts, Quantity q)
    {
        if (amounts.Count < 2 || !scene.In("total").Exists(c => c.End <= q.Start && q.Start - c.End <= 4)) return null;
        var parts = amounts.FindAll(a => a.Role is null || a.Role.Name is "farm" or "wage" or "household_income" or "household_loose" or "yearly" or "business" or Earned);
        return parts.Count == amounts.Count && amounts.Exists(a => a.Role is not null) && parts.TrueForAll(a => a.Per is Period.Year or Period.Open or Period.Once) && Math.Abs(parts.Sum(a => a.Quantity.Value) - q.Value) <= q.Value * 0.05m ? AmountRole.All["household_income"] : null;
    }

    private const string Earned = AmountRole.Earned;

    private static bool Joined(Scene scene, int from, Quantity q) => scene.In("money").Exists(a => a.Entry == "aid" && a.Start >= from && a.End <= q.Start
        && scene.In("money").Exists(b => b.Entry is "pension" or "wage" or "subsidy" && b.End <= q.Start && ((b.Start - a.End is 1 or 2 && scene.Text[a.End] is '加' or '和' or '跟' or '带' or '连') || (a.Start - b.End is 1 or 2 && scene.Text[b.End] is '加' or '和' or '跟' or '带' or '连'))));

    /// <summary>头一回八千,第二回一万二: a clause with little else than an amount goes on with what the last one was.</summary>
    private static bool Carries(Scene scene, Amount last, Clause clause, Quantity q)
    {
        if (last.Role is null || q.Start - last.Quantity.End > 14) return false;
        return !scene.Cast.Mentions.Any(m => m.Start >= last.Quantity.End && m.End <= q.Start) && q.Start - clause.Start <= 6;
    }

    /// <summary>住了三回院,头一回八千: the clause before says what the amount is for.</summary>
    private static AmountRole? Topic(Scene scene, Quantity q, Clause clause)
    {
        if (q.Start - clause.Start > 8) return null;
        if (scene.Cues.FindLast(c => c.Group == "money" && c.End <= clause.Start && clause.Start - c.End <= 12) is { Entry: "other" }) return null;
        var before = scene.Cues.FindAll(c => c.Group == "money" && c.End <= clause.Start && clause.Start - c.End <= 12
            && c.Entry is not (AmountRole.Spent or AmountRole.Earned or AmountRole.Saved or AmountRole.Lost or "other" or "aid" or "debt" or "deposits" or "owed_to_us"));
        // 想贷点款养猪,两三万就中: a wish to borrow says more than what for.
        var cue = before.Find(c => c.Entry == "loan") ?? before.LastOrDefault();
        return cue is null ? null : AmountRole.All[cue.Entry];
    }

    /// <summary>扫大街,一个月六百: a sum by the month after a trade is what the trade pays.</summary>
    private static AmountRole? Paid(Scene scene, Quantity q, Clause clause, int from, Period period)
    {
        if (period != Period.Month) return null;
        var trade = scene.Cues.FindLast(c => c.Group == "skill" && c.End <= q.Start && (c.Start >= from || clause.Start - c.End is >= 0 and <= 1) && q.Start - c.End <= 10);
        return trade is null && !Workplace(scene.Text.AsSpan(clause.Start, q.Start - clause.Start)) ? null : AmountRole.All["wage"];
    }

    /// <summary>俩闺女都嫁了,一家一年给俺一千: money that grown children give is support.</summary>
    private static AmountRole? Sent(Scene scene, Quantity q, Clause clause) => scene.InClause(clause, "gives_us").Exists(c => c.End <= q.Start && q.Start - c.End <= 6) && !scene.InClause(clause, "negation").Exists(c => c.End <= q.Start)
        && scene.Cast.Mentions.LastOrDefault(m => m.End <= q.NumberStart && !m.Oblique && m.Kin is not (Kin.Household or Kin.Self)) is { Kin: Kin.Son or Kin.Daughter or Kin.Child or Kin.Grandchild } ? AmountRole.All["support"] : null;

    /// <summary>在奶茶店一个月两千二: a place to work at, named right before.</summary>
    private static bool Workplace(ReadOnlySpan<char> before)
    {
        var at = before.LastIndexOfAny("在搁");
        return at >= 0 && before.Length - at <= 12 && before[(at + 1)..].IndexOfAny(Places) is > 0 and <= 5 && !before.ContainsAny(NoWork);
    }

    private static readonly SearchValues<char> NoWork = SearchValues.Create("花药租欠还交供");

    /// <summary>What places of work end in.</summary>
    private static readonly SearchValues<char> Places = SearchValues.Create("店厂馆场司摊铺校站社坊行队园");

    /// <summary>一个月能挣八百: earnings by the month of one person are a wage, unless a trade of one's own or the whole household was told of.</summary>
    private static bool Monthly(Scene scene, Quantity q, Clause clause, Cue by, Period period) => period == Period.Month && scene.Text.AsSpan(by.Start, by.Length).ContainsAny("挣开") && scene.InClause(clause, "household").Count == 0
        && !scene.In("money").Exists(c => c.Entry is "business" or "farm" or "household_income" or "household_loose") && scene.Cast.OwnerAt(q.NumberStart) is null or { Kin: Kin.Self or Kin.Spouse };

    private static bool Trade(Scene scene) => scene.In("money").Exists(c => c.Entry is "farm" or "business") || scene.In("hardship.kind").Exists(c => c.Entry is "crop_or_livestock_loss");

    /// <summary>花了 and 挣: what for, or from what, is the nearest word before that can answer.</summary>
    private static AmountRole? Purpose(Scene scene, AmountRole role, Quantity q, Cue? by)
    {
        var wanted = role.Name == AmountRole.Spent ? "purpose.spent" : "purpose.earned";
        var sick = role.Name == AmountRole.Spent;
        Cue? nearest = null;
        foreach (var cue in scene.Cues)
        {
            if (cue.Start > q.End + 16 || q.Start - cue.End > 30 || (cue.Start > q.End && nearest is not null)) continue;
            if (by is not null && cue.Start >= by.Start && cue.End <= by.End) continue;
            var speaks = cue.Group == wanted || (cue.Group == "money" && cue.Entry is not (AmountRole.Spent or AmountRole.Earned or AmountRole.Saved) && IsPurpose(cue.Entry, sick))
                || (sick && cue.Group == "hardship.kind" && cue.Entry is "illness" or "accident") || (sick && cue.Group == "injury")
                || (!sick && cue.Group == "grown" && by is not null && scene.Text.AsSpan(by.Start, by.Length).ContainsAny(Brought));
            if (speaks && (nearest is null || cue.End > nearest.End)) nearest = cue;
        }

        if (nearest is null) return null;
        var name = nearest.Group switch { "hardship.kind" or "injury" => "medical", "grown" => "farm", "money" when nearest.Entry is "reimbursed" or "self_paid" => "medical", "money" => nearest.Entry, _ => nearest.Entry };
        return AmountRole.All.GetValueOrDefault(name);
    }

    private static bool IsPurpose(string entry, bool spent) => spent ? entry is "medical" or "education" or "rehab" or "medicine" or "reimbursed" or "self_paid" : entry is "farm" or "wage" or "household_income";
}

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

    public static List<Amount> Read(Scene scene)
    {
        List<Amount> amounts = [];
        foreach (var q in scene.Quantities)
        {
            if (!q.LooksLikeMoney && !BareDigits(scene, q)) continue;
            var clause = scene.Words.ClauseAt(q.NumberStart);
            var before = amounts.Count > 0 && clause.Holds(amounts[^1].Quantity.NumberStart) ? amounts[^1].Quantity.End : clause.Start;
            var next = scene.Quantities.Find(o => o.NumberStart >= q.End && o.LooksLikeMoney && clause.Holds(o.NumberStart));
            var (period, per) = PeriodReader.PeriodOf(scene, before, q, clause);
            var by = RoleCue(scene, before, q, clause, next);
            if (by is null && q.Measure == Measure.None && q.Digits) continue;
            if (amounts.Count > 0 && AmountsBeside.PerMu(scene, amounts[^1], q) is { } whole)
            {
                amounts.Add(new(q, whole, null, Period.Year, per, true));
                continue;
            }

            if (by is null && amounts.Count > 0 && AmountsBeside.Lender(scene, amounts[^1], q))
            {
                amounts.Add(new(q, AmountRole.All["debt"], null, period, per, true));
                continue;
            }

            if (by is null && amounts.Count > 0 && AmountsBeside.Carries(scene, amounts[^1], clause, q))
            {
                var last = amounts[^1];
                amounts.Add(new(q, last.Role, null, period == Period.Open ? last.Per : period, per, true));
                continue;
            }

            // 卖菜一年落两万,地里落五千: amounts told side by side share their period.
            if (period == Period.Open && (PeriodReader.SaidBefore(scene, clause, by) || PeriodReader.SaidBehind(scene, clause, by))) period = Period.Year;
            if (period == Period.Open && by is not null && amounts.Count > 0 && amounts[^1] is { Per: Period.Year, By: { } former } && former.Entry == by.Entry && q.Start - amounts[^1].Quantity.End is >= 0 and <= 5) period = Period.Year;
            if (period == Period.Open && amounts.Count > 0 && amounts[^1].Per == Period.Year && clause.Start - amounts[^1].Quantity.End is >= 0 and <= 2 && !clause.NewSentence) period = Period.Year;
            if (AmountsBeside.Total(scene, amounts, q) is { } all)
            {
                amounts.Add(new(q, all, null, Period.Year, per, false));
                continue;
            }

            var role = by is null ? Earnings.Paid(scene, q, clause, before, period) ?? Topic(scene, q, clause) : AmountRole.All[by.Entry];
            // 一年看病吃药得万把块: only medicine by the month is medicine by itself.
            if (role?.Name == "medicine" && period != Period.Month && scene.InClause(clause, "money").Any(c => c.Entry == "medical" && c.Start <= q.Start)) role = AmountRole.All["medical"];
            // 低保金加养老金一月四百: two kinds of money told as one sum are neither.
            if (role?.Name is "pension" or "wage" or "subsidy" && AmountsBeside.Joined(scene, before, q))
            {
                amounts.Add(new(q, null, by, period, per, false));
                continue;
            }

            if (Earnings.Wished(scene, role, q, clause, period)) role = AmountRole.All["wage_min"];
            // 盖房欠下七万,还了三万,还剩四万: what is left of a debt told of before is the debt.
            if (role?.Name is AmountRole.Saved or "short" && amounts.Exists(a => a.Role?.Name == "debt") && scene.In("total").Exists(c => c.Start >= before && c.End <= q.Start && scene.Words.At(c.Start, "还"))) role = AmountRole.All["debt"];
            // 三亩租给合作社,一亩六百: what each of the let land brings is rent.
            if (role?.Name == "other" && by is not null && scene.Text[by.End - 1] == '亩' && (scene.In("land.let").Exists(c => c.End <= q.Start && q.Start - c.End <= 16) || scene.InClause(clause, "money").Exists(c => c.Entry == "rent"))) role = AmountRole.All["rent"];
            if (role?.Name == AmountRole.Outstanding) role = AmountRole.All["debt"];
            if (role?.Name == AmountRole.Lost) role = Trade(scene) ? AmountRole.All["loss"] : null;
            if (role?.Name is AmountRole.Spent or AmountRole.Earned) role = Purpose(scene, role, q, by) ?? (role.Name == AmountRole.Earned && by is not null && Earnings.Monthly(scene, q, clause, by, period) ? AmountRole.All["wage"] : null);
            else if (role?.Name is "household_income" or "household_loose" && by is not null && !scene.Text.AsSpan(by.Start, by.Length).ContainsAny(WholeHousehold)) role = Purpose(scene, AmountRole.All[AmountRole.Earned], q, by) ?? role;
            else if (role?.Name == "yearly") role = Purpose(scene, AmountRole.All[AmountRole.Earned], q, by) ?? Topic(scene, q, clause) ?? AmountRole.All["household_income"];
            if (role is null || role.Name is "household_income" or "household_loose" or "yearly") role = Earnings.Sent(scene, q, clause) ?? role;
            role ??= Earnings.Paid(scene, q, clause, before, period);
            amounts.Add(new(q, role, by, period, per, false));
        }

        return amounts;
    }

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

    private static bool Better(Cue a, Cue b, Quantity q)
    {
        // 盖房欠了六万 is owed, 借的钱还了六万 is not: between spending and owing the nearer word decides.
        if ((a.Entry, b.Entry) is ("other", "debt") or ("debt", "other")) return Math.Abs(a.Start - q.Start) < Math.Abs(b.Start - q.Start);
        var rank = AmountRole.All[a.Entry].Rank - AmountRole.All[b.Entry].Rank;
        return rank != 0 ? rank < 0 : Math.Abs(a.Start - q.Start) < Math.Abs(b.Start - q.Start);
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

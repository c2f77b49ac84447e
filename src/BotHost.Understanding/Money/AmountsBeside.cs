using System.Buffers;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What an amount is by the amounts told right before it: the whole of parts, one more of a list, two kinds in one sum.</summary>
internal static class AmountsBeside
{
    /// <summary>The end of the doubt when an amount nearby that nothing explains may belong to these: a part is never told as the whole.</summary>
    public static int? Unexplained(Scene scene, List<Amount> amounts, List<Amount> said)
    {
        var (role, last) = (said[0].Role!, said[^1].Quantity);
        // 麦两千多苞谷三千: right before, and nothing says that it is something else.
        if (role.Sums && amounts.Exists(a => a.Role is null && a.By is null && said[0].Quantity.Start - a.Quantity.End is >= 0 and <= 4)) return last.End;
        // 欠信用社六万,李家一万八
        if (role.Name == "debt") return amounts.Find(a => a.Role is null && a.Quantity.Start > last.End && a.Quantity.Start - last.End <= 10)?.Quantity.End;
        // 学费五千,杂七杂八八百: in the same breath.
        return role.Sums && amounts.Exists(a => a.Role is null && a.Quantity.Start - last.End is >= 0 and <= 5 && scene.Words.ClauseAt(a.Quantity.NumberStart) == scene.Words.ClauseAt(last.NumberStart)) ? last.End : null;
    }

    /// <summary>从六千掉到两千八, 由四千涨到五千: the amount that took the place of the one before.</summary>
    public static bool Instead(Scene scene, Amount last, Quantity q) => q.Start - last.Quantity.End is > 0 and <= 5
        && scene.Text.AsSpan(last.Quantity.End, q.Start - last.Quantity.End).TrimStart("块钱, ") is var between && between.IndexOfAny(Changed) is 0 or 1 && between.TrimEnd("了个") is [.., '到' or '成'];

    private static readonly SearchValues<char> Changed = SearchValues.Create("掉降跌减涨升变落少");

    /// <summary>种八亩麦,一亩落六百,也就四千八: what all of them bring, told right behind what one brings.</summary>
    public static AmountRole? PerMu(Scene scene, Amount last, Quantity q)
    {
        if (last.Quantity.Value >= q.Value || q.Start - last.Quantity.End > 16 || !scene.In("land.each").Exists(c => c.End <= last.Quantity.Start && last.Quantity.Start - c.End <= 5)) return null;
        if (!scene.Quantities.Exists(m => m.Measure == Measure.Mu && m.Value > 1 && m.End <= q.Start && q.Start - m.End <= 30 && Math.Abs((m.Value * last.Quantity.Value) - q.Value) <= q.Value * 0.15m)) return null;
        if (last.Role?.Name is "aid" or "subsidy" || scene.Text.AsSpan(scene.Words.ClauseAt(last.Quantity.NumberStart).Start, last.Quantity.Start - scene.Words.ClauseAt(last.Quantity.NumberStart).Start).Contains('补')) return AmountRole.All["subsidy"];
        if (last.Role?.Name == "rent" || scene.In("land.let").Count > 0) return AmountRole.All["rent"];
        return scene.Before(last.Quantity, 4).ContainsAny("落净剩赚挣") ? AmountRole.All["farm"] : null;
    }

    /// <summary>借妹子两万,小舅子一万五,还有一家八千: a further lender and an amount, right behind a debt.</summary>
    public static bool Lender(Scene scene, Amount last, Quantity q)
    {
        return last.Role?.Name == "debt" && q.Start - last.Quantity.End is >= 1 and <= 14 && LenderBetween(scene, last.Quantity.End, q.Start);
    }

    /// <summary>亲戚那儿, 还有信用社, 饲料店: between these places stands a lender, and nothing else but where and how many.</summary>
    public static bool LenderBetween(Scene scene, int from, int to)
    {
        bool[] told = new bool[to - from];
        var lender = false;
        foreach (var cue in scene.In("lender").Concat(scene.In("lender.beside")).Where(c => c.Start >= from && c.End <= to))
        {
            Array.Fill(told, true, cue.Start - from, cue.Length);
            lender |= cue.Group == "lender";
        }

        foreach (var person in scene.Cast.Mentions.Where(m => m.Kin is Kin.Outside or Kin.Elder or Kin.Sibling && m.Start >= from && m.End <= to))
        {
            Array.Fill(told, true, person.Start - from, person.End - person.Start);
            lender = true;
        }

        for (var i = from; i < to; i++) told[i - from] |= scene.Text[i] is ',' or '、' or ' ' or ';' or '。' or '的' or '也';
        return lender && Array.TrueForAll(told, t => t);
    }

    /// <summary>头一回八千,第二回一万二: a clause with little else than an amount goes on with what the last one was.</summary>
    public static bool Carries(Scene scene, Amount last, Clause clause, Quantity q)
    {
        if (last.Role is null || q.Start - last.Quantity.End > 14) return false;
        // 做支架花了五万,这两年就是吃药,一月三百五: what else was named since speaks for the next amount.
        if (scene.In("money").Exists(c => c.Start >= last.Quantity.End && c.End <= q.Start && AmountRole.All[c.Entry] is { Fact.Length: > 0 } other && other != last.Role && c.Length > 1)) return false;
        // 我妈的药一个月三百六,我爸的一百四: another's of the same.
        return !scene.Cast.Mentions.Any(m => m.Start >= last.Quantity.End && m.End <= q.Start && !(last.Role.Name == "medicine" && m.End + 1 == q.Start && scene.Text[m.End] == '的')) && q.Start - clause.Start <= 6;
    }

    public static bool Joined(Scene scene, int from, Quantity q) => scene.In("money").Exists(a => a.Entry == "aid" && a.Start >= from && a.End <= q.Start
        && scene.In("money").Exists(b => b.Entry is "pension" or "wage" or "subsidy" && b.End <= q.Start && ((b.Start - a.End is 1 or 2 && scene.Text[a.End] is '加' or '和' or '跟' or '带' or '连') || (a.Start - b.End is 1 or 2 && scene.Text[b.End] is '加' or '和' or '跟' or '带' or '连'))));

    /// <summary>工钱地里加租金一共28133: kinds of income told as one sum are what the household has in a year.</summary>
    public static bool OneSum(Scene scene, int from, Quantity q)
    {
        if (!scene.Expecting("income.household_annual") && !scene.In("total").Exists(c => c.Start >= from && q.Start - c.End is >= 0 and <= 2)) return false;
        List<Cue> kinds = [.. scene.In("money").Where(c => c.Entry is "farm" or "wage" or "rent" or "pension" or "support" or "business" && c.Start >= from && c.End <= q.Start)];
        return kinds.Exists(a => kinds.Exists(b => b.Entry != a.Entry && b.Start - a.End is 1 or 2 && scene.Text[a.End] is '加' or '和' or '跟' or '带' or '连'));
    }

    /// <summary>他挣两万,卖羊八千,地里四千,加一块三万二: a sum told as such, equal to the incomes before it, is what the household has in a year.</summary>
    public static AmountRole? Total(Scene scene, List<Amount> amounts, Quantity q)
    {
        if (amounts.Count < 2 || !scene.In("total").Exists(c => c.End <= q.Start && q.Start - c.End <= 4)) return null;
        var parts = amounts.FindAll(a => a.Role is null || a.Role.Name is "farm" or "wage" or "household_income" or "household_loose" or "yearly" or "business" or Earned);
        return parts.Count == amounts.Count && amounts.Exists(a => a.Role is not null) && parts.TrueForAll(a => a.Per is Period.Year or Period.Open or Period.Once) && Math.Abs(parts.Sum(a => a.Quantity.Value) - q.Value) <= q.Value * 0.05m ? AmountRole.All[parts.TrueForAll(a => Grown(scene, a)) ? "farm" : "household_income"] : null;
    }

    private static bool Grown(Scene scene, Amount amount) => amount.Role?.Name == "farm" && amount.By is { } by && (by.Entry == "farm" || scene.Text.AsSpan(by.Start, by.Length).ContainsAny("卖收落打"));

    private const string Earned = AmountRole.Earned;
}

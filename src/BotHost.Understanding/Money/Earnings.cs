using System.Buffers;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What money somebody earns, wants to earn or is given is called, where no word names it.</summary>
internal static class Earnings
{
    /// <summary>想找个三千以上的活: money in a wish for work is the least that is wanted, not what is earned.</summary>
    public static bool Wished(Scene scene, AmountRole? role, Quantity q, Clause clause, Period period)
    {
        if (role is not (null or { Name: "wage" or AmountRole.Earned or AmountRole.Spent }) || q.Value is < 500 or > 15000 || period is not (Period.Month or Period.Open) || scene.InClause(clause, "work.past").Count > 0) return false;
        if (Enough(scene.Behind(q, clause)) && scene.In("loan.wish").Count == 0 && !scene.In("money").Exists(c => c.Entry == "loan") && (scene.In("wish.job").Count > 0 || scene.In("loan.purpose").Count + scene.In("hardship.need").Count == 0)) return true;
        // 想找个三千的活,现在一个月才一千五
        if (scene.InClause(clause, "money.now").Exists(c => c.End <= q.Start)) return false;
        var wished = scene.In("wish.job").Count > 0 || (Work.WorkReader.Talk(scene) && Floor(scene.Text.AsSpan(Math.Max(q.Start, q.End - 2))));
        return wished && scene.InClause(clause, "skill.have").Count == 0;
    }

    /// <summary>三千往上, 三千就中: the words behind make it the least.</summary>
    public static bool Floor(ReadOnlySpan<char> rest) => rest.StartsWith("往上") || rest.StartsWith("以上") || rest.StartsWith("朝上") || rest.IndexOf("就行") is >= 0 and <= 4 || rest.IndexOf("就中") is >= 0 and <= 4 || rest.IndexOf("都行") is >= 0 and <= 6;

    /// <summary>一千八九就中, 千把块一个月就知足: as much is enough, said right behind.</summary>
    public static bool Enough(ReadOnlySpan<char> rest)
    {
        var said = rest.TrimStart("的也俺我他她都");
        if (said.StartsWith("一个月") || said.StartsWith("每个月")) said = said[3..];
        return said is ['起', ..] or ['行' or '中'] or ['行' or '中', '了' or '嘞' or '啊' or '呀' or '吧'] or ['就', '中' or '行' or '干' or '去' or '成' or '够' or '满' or '来' or '愿' or '肯', ..] || said.StartsWith("就知足") || said.StartsWith("就可以");
    }

    /// <summary>扫大街,一个月六百: a sum by the month after a trade is what the trade pays.</summary>
    public static AmountRole? Paid(Scene scene, Quantity q, Clause clause, int from, Period period)
    {
        if (period != Period.Month) return null;
        var trade = scene.Cues.FindLast(c => c.Group == "skill" && c.End <= q.Start && (c.Start >= from || clause.Start - c.End is >= 0 and <= 1) && q.Start - c.End <= 10);
        return trade is null && !Workplace(scene.Before(q, clause)) ? null : AmountRole.All["wage"];
    }

    /// <summary>在奶茶店一个月两千二: a place to work at, named right before.</summary>
    public static bool Workplace(ReadOnlySpan<char> before)
    {
        var at = before.LastIndexOfAny("在搁");
        return at >= 0 && before.Length - at <= 12 && before[(at + 1)..].IndexOfAny(Places) is > 0 and <= 5 && !before.ContainsAny(NoWork);
    }

    private static readonly SearchValues<char> NoWork = SearchValues.Create("花药租欠还交供");

    /// <summary>What places of work end in.</summary>
    private static readonly SearchValues<char> Places = SearchValues.Create("店厂馆场司摊铺校站社坊行队园");

    /// <summary>一个月能挣八百: earnings by the month of one person are a wage, unless a trade of one's own or the whole household was told of.</summary>
    public static bool Monthly(Scene scene, Quantity q, Clause clause, Cue by, Period period) => period == Period.Month && scene.Text.AsSpan(by.Start, by.Length).ContainsAny("挣开") && scene.InClause(clause, "household").Count == 0
        && !scene.In("money").Exists(c => c.Entry is "business" or "farm" or "household_income" or "household_loose") && (scene.Cast.OwnerAt(q.NumberStart) is null or { Kin: Kin.Self or Kin.Spouse } || (scene.Cast.OwnerAt(q.NumberStart) is { Kin: Kin.Son or Kin.Daughter or Kin.Child or Kin.Grandchild } child && Schooled(scene, child, q)));

    /// <summary>带个上二年级的儿子租房住,在超市一个月两千三; 儿子读大三一年两万,一个月挣六千五: who still goes to school earns no wage.</summary>
    public static bool Schooled(Scene scene, Mention child, Quantity q) => scene.Cues.Exists(c => c.Group == "schooling" && c.Entry != "finished" && (child.Start - c.End is >= 0 and <= 2 || (c.Start - child.End is >= 0 and <= 3 && c.End <= q.Start)))
        || scene.Quantities.Exists(a => a is { Measure: Measure.YearsOld, Value: < 16 } && (child.Start - a.End is >= 0 and <= 1 || a.Start - child.End is >= 0 and <= 1));

    /// <summary>收入不是一万六,一年是一万二: income by the year of nobody in particular is the household's.</summary>
    public static AmountRole? Yearly(Scene scene, Quantity q, Cue by, Period period) => (period == Period.Year || (period == Period.Open && q.Value >= 2000 && scene.In("correction").Count > 0)) && scene.Text.AsSpan(by.Start, by.Length) is "收入" or "进项" or "进账"
        && scene.Cast.OwnerAt(q.NumberStart) is null or { Kin: Kin.Self or Kin.Household } ? AmountRole.All["household_income"] : null;

    /// <summary>俩闺女都嫁了,一家一年给俺一千: money that grown children give is support.</summary>
    public static AmountRole? Sent(Scene scene, Quantity q, Clause clause) => scene.InClause(clause, "gives_us").Exists(c => c.End <= q.Start && q.Start - c.End <= 6) && !scene.InClause(clause, "negation").Exists(c => c.End <= q.Start)
        && scene.Cast.Mentions.LastOrDefault(m => m.End <= q.NumberStart && !m.Oblique && m.Kin is not (Kin.Household or Kin.Self)) is { Kin: Kin.Son or Kin.Daughter or Kin.Child or Kin.Grandchild } ? AmountRole.All["support"] : null;
}

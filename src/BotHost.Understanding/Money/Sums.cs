using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Money;

/// <summary>Several amounts of one kind: which is the whole, which are parts of it, which say the same again.</summary>
internal static class Sums
{
    /// <summary>The value of all of them with the places of those that make it; null when it is open whether they belong together.</summary>
    public static (FactValue.Number Value, IEnumerable<int> Which)? Together(Scene scene, AmountRole role, List<Amount> amounts, List<FactValue.Number> values)
    {
        if (values.Count == 1) return (values[0], [0]);
        if (Total(scene, amounts) is >= 0 and var total) return (values[total], [total]);
        // 爷爷说八千,奶奶说六千: told by two of the same thing.
        if (amounts.TrueForAll(a => Parts.Said(scene, a))) return null;
        // 存款有七万…还说有七万存款也甭想: the same again, as others tell it.
        if (values.TrueForAll(v => v.Value == values[0].Value) && amounts.Exists(a => Parts.Said(scene, a))) return (values[0], [0]);
        // 刚说欠八万是把人家欠我的也算上了,我欠外头就五万: what is said last puts it right.
        if (values.Count == 2 && scene.In("correction").Exists(c => c.Start <= amounts[0].Quantity.Start) && scene.Words.ClauseAt(amounts[0].Quantity.NumberStart) != scene.Words.ClauseAt(amounts[1].Quantity.NumberStart)) return (values[1], [1]);
        // 今年卖了六千,去年八千: of two years, not of one.
        if (role.Per == Period.Year && Treatment.TwoYears(scene, amounts)) return null;
        var all = Enumerable.Range(0, values.Count);
        if (values.Select(v => v.Value).Distinct().Count() == 1 && !Listed(scene, amounts)) return (values[0], [0]);
        // 一千七,有时候一千八: between the two.
        if (values.Count == 2 && Sometimes(scene, amounts) && values.Max(v => v.Value) <= values.Min(v => v.Value) * 1.5m)
            return (new((values[0].Value + values[1].Value) / 2, values.Min(v => v.Value), values.Max(v => v.Value)), all);
        return role.Sums || Listed(scene, amounts) ? (Sum(values), all) : null;
    }

    /// <summary>卖了一万一,落个六千: what is left is the income, what came in before is not.</summary>
    public static List<Amount> Kept(Scene scene, List<Amount> amounts) => amounts.FindAll(a => Net(scene, a)) is { Count: > 0 } kept ? kept : amounts;

    /// <summary>一学期七百五,一年两学期就是一千五: the same money told for a longer time counts once.</summary>
    public static List<Amount> Restated(Scene scene, AmountRole role, List<Amount> amounts)
    {
        // 一口人二十,俺五口人就一百块
        if (amounts.Count == 2 && Each.Value(scene, role, amounts[0]) is { } times && times.Value == amounts[1].Quantity.Value) return [amounts[1]];
        if (amounts.Count < 2 || amounts.FindAll(a => a.Per == role.Per) is not [var whole] || role.Per != Period.Year) return amounts;
        var others = amounts.FindAll(a => a != whole);
        // 上半年八千,下半年一万一,一年一万九: the sum of the parts is the whole.
        if (others.Count >= 2 && Math.Abs(others.Sum(a => a.Quantity.Value) - whole.Quantity.Value) <= whole.Quantity.Value * 0.02m) return [whole];
        // 一个月寄五百,过年再给两千: too little to be the same again.
        if (role.Name == "support" && others.Exists(a => a.Per == Period.Month && a.Quantity.Value * 6 > whole.Quantity.Value)) return amounts;
        return others.TrueForAll(a => a.Per is Period.Month or Period.Term or Period.Quarter or Period.HalfYear or Period.Once or Period.Week && Goes(a.Quantity.Value, whole.Quantity.Value)) ? [whole] : amounts;
    }

    /// <summary>True when the part goes into the whole a whole number of times.</summary>
    private static bool Goes(decimal part, decimal whole) => part > 0 && whole / part is >= 2 and <= 60 and var times && Math.Abs(Math.Round(times) - times) < 0.1m;

    private static bool Net(Scene scene, Amount amount) => (amount.By is { } by && scene.Text.AsSpan(by.Start, by.Length).ContainsAny("落净纯剩")) || (amount.Role?.Name == "wage" && Got(scene.Before(amount.Quantity, 4)));

    /// <summary>工资三千二,扣了社保到手两千八.</summary>
    private static bool Got(ReadOnlySpan<char> before) => before.TrimEnd("了有是只就能") is [.., '到' or '落', '手'] or [.., '实', '发'] or [.., '实', '拿'];

    /// <summary>The place of the amount that is told as the sum of all (一共六万); negative when none is.</summary>
    private static int Total(Scene scene, List<Amount> amounts) => amounts.FindIndex(a => amounts.TrueForAll(o => o.Quantity.Value <= a.Quantity.Value) && scene.In("total").Exists(c => c.End <= a.Quantity.Start && a.Quantity.Start - c.End <= 6
        && scene.Words.ClauseAt(c.Start).Holds(a.Quantity.NumberStart)
        // 还剩四万五没还,又借了两万: what is left of one is not all of what comes after.
        && (scene.Text[c.Start] != '还' || a == amounts[^1])));

    private static bool Sometimes(Scene scene, List<Amount> amounts) => scene.In("sometimes").Exists(c => c.Start >= amounts[0].Quantity.End && c.End <= amounts[1].Quantity.Start);

    /// <summary>头一回, 第二回, 又, 另外 — or each told of another person.</summary>
    public static bool Listed(Scene scene, List<Amount> amounts)
    {
        var from = amounts[0].Quantity.Start - 8;
        // 一头一万二一头八千, 一笔两万,一笔一万二: one and another.
        if (amounts.TrueForAll(a => Each.Unit(scene, a.Quantity) is { Of: not '天' and not '亩' and not '人' })) return true;
        // 住院三回,六千,九千,一万一: as many amounts as times.
        if (scene.Quantities.Exists(t => t.Measure == Measure.Times && t.Value == amounts.Count && t.End <= amounts[0].Quantity.Start && amounts[0].Quantity.Start - t.End <= 4)) return true;
        if (scene.In("listing").Exists(c => c.Start >= from && c.End <= amounts[^1].Quantity.Start)) return true;
        return amounts.Select(a => scene.Cast.OwnerAt(a.Quantity.NumberStart)).Distinct().Count() == amounts.Count;
    }

    private static FactValue.Number Sum(List<FactValue.Number> parts)
    {
        var value = parts.Sum(p => p.Value);
        return parts.Exists(p => p.Approximate) ? new(value, parts.Sum(p => p.Min ?? p.Value), parts.Sum(p => p.Max ?? p.Value)) : new(value);
    }
}

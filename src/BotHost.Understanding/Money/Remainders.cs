using System.Buffers;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What is left when one amount is taken off another: debts partly paid back, sales less their costs, a deposit only partly scraped together.</summary>
internal static class Remainders
{
    /// <summary>Characters of what is taken off a sale: 种子, 化肥, 饲料, 本钱, 人工.</summary>
    private static readonly SearchValues<char> Costs = SearchValues.Create("本肥种料药苗膜投费工油电");

    /// <summary>Characters of what else people pay for themselves: 盖房, 买车, 娶媳妇, 彩礼.</summary>
    private static readonly SearchValues<char> NoTreatment = SearchValues.Create("盖建修装买娶婚彩");

    /// <summary>Characters of verbs by which costs come off.</summary>
    private static readonly SearchValues<char> TakenOff = SearchValues.Create("去花扣除刨搭投本用");

    public static void Settle(Scene scene, List<Amount> amounts)
    {
        Half(scene, amounts);
        if (amounts.Count < 2) return;
        Debts(scene, amounts);
        Sales(scene, amounts);
        Net(scene, amounts);
        Shares(scene, amounts);
        Short(scene, amounts);
    }

    /// <summary>借了亲戚六万,已经还了一半.</summary>
    private static void Half(Scene scene, List<Amount> amounts)
    {
        if (amounts.FindIndex(a => a.Role?.Name == "debt") is not (>= 0 and var at) || amounts.Count(a => a.Role?.Name == "debt") > 1) return;
        var owed = amounts[at].Quantity;
        if (scene.Text.IndexOf("还了一半", owed.End, StringComparison.Ordinal) is >= 0 and var half && half - owed.End <= 8) amounts[at] = amounts[at] with { Quantity = owed with { Value = owed.Value / 2, Min = owed.Min / 2, Max = owed.Max / 2 } };
    }

    /// <summary>欠五万,还了一万八; 拉了七万账,还有四万没还: owed is what is left.</summary>
    private static void Debts(Scene scene, List<Amount> amounts)
    {
        if (amounts.FindIndex(a => a.Role?.Name == "debt" || (a is { Role: null, By: null } && scene.Expecting("debt.total"))) is not (>= 0 and var first)) return;
        var paid = amounts.FindIndex(first + 1, a => Before(scene, a, 4) is var said && (said.EndsWith("还了") || said.EndsWith("还上") || said.EndsWith("还掉") || said.EndsWith("还过") || said.EndsWith("已还")) && a.Per is Period.Open or Period.Once or Period.Year);
        var left = amounts.FindLastIndex(a => Left(scene, a, paid >= 0));
        if (left > first && (amounts[left].Quantity.Value < amounts[first].Quantity.Value || Grown(Before(scene, amounts[left], 6).TrimEnd("个大概着下约"))))
        {
            for (var i = first; i < left; i++)
            {
                if (amounts[i].Role?.Name is "debt" or "loan") amounts[i] = amounts[i] with { Role = null };
            }

            amounts[left] = amounts[left] with { Role = AmountRole.All["debt"], Per = Period.Open };
        }
        else if (left < 0 && paid > first && amounts.Count(a => a.Role?.Name == "debt") == 1 && Less(amounts[first].Quantity, amounts[paid].Quantity) is { } rest) amounts[first] = amounts[first] with { Quantity = rest };
    }

    /// <summary>还剩三万, 还有四万没还; behind what was paid back also 还欠三万.</summary>
    private static bool Left(Scene scene, Amount amount, bool paid)
    {
        if (amount.Role is not (null or { Name: "debt" or AmountRole.Saved or AmountRole.Outstanding or "short" or "other" })) return false;
        var said = Before(scene, amount, 6).TrimEnd("个人家大概着下约有");
        if (said is [.., '剩']) return true;
        // 借了五万,连本带息滚到七万六; 借六万,利滚利现在十万了
        if (Grown(said)) return true;
        var rest = scene.Behind(amount.Quantity, scene.Words.ClauseAt(amount.Quantity.NumberStart)).TrimStart("的块钱都 ");
        // 车是贷款买的三十二万,现在还欠银行十一万: what is owed today of what was borrowed then.
        if (Before(scene, amount, 7).Contains("还欠", StringComparison.Ordinal) && scene.InClause(scene.Words.ClauseAt(amount.Quantity.NumberStart), "money.now").Exists(c => c.End <= amount.Quantity.Start)) return true;
        return (rest.StartsWith("没还") || rest.StartsWith("没清") || rest.StartsWith("还没还") || paid) && (said is [.., '还', '欠' or '该' or '差'] || Before(scene, amount, 6).TrimEnd("个大概") is [.., '还', '有']);
    }

    private static bool Grown(ReadOnlySpan<char> said) => said is [.., '滚', '到' or '成'] || said is [.., '利', '滚', '利', '现', '在'] or [.., '利', '滚', '利'];

    /// <summary>卖了一万八,饲料去掉六千,剩一万二: brought in is what is left after the costs, told or not.</summary>
    private static void Sales(Scene scene, List<Amount> amounts)
    {
        List<int> sold = [.. Enumerable.Range(0, amounts.Count).Where(i => amounts[i].Role?.Name == "farm" && Before(scene, amounts[i], 6).ContainsAny("卖收出得"))];
        if (sold.Count == 0) return;
        var gross = sold[^1];
        List<int> costs = [.. Enumerable.Range(gross + 1, amounts.Count - gross - 1).Where(i => Cost(scene, amounts[i]))];
        if (costs.Count == 0 || amounts.Count(a => a.Role?.Name == "farm") > sold.Count + costs.Count(i => amounts[i].Role?.Name == "farm")) return;
        foreach (var i in costs) amounts[i] = amounts[i] with { Role = AmountRole.All["other"] };
        // 麦子卖四千六,棒子卖五千,浇水化肥花了五千五: what all of it cost comes off all of it.
        foreach (var i in sold.SkipLast(1))
        {
            amounts[gross] = amounts[gross] with { Quantity = Plus(amounts[gross].Quantity, amounts[i].Quantity) };
            amounts[i] = amounts[i] with { Role = AmountRole.All["other"] };
        }

        var left = amounts.FindIndex(costs[^1] + 1, a => a.Role is null or { Name: AmountRole.Saved or AmountRole.Earned or "household_income" or "household_loose" or "farm" } && Before(scene, a, 4) is var said && said.ContainsAny("剩落净") && !said.Contains('攒'));
        if (left >= 0)
        {
            amounts[left] = amounts[left] with { Role = AmountRole.All["farm"], Per = amounts[left].Per == Period.Open ? amounts[gross].Per : amounts[left].Per };
            amounts[gross] = amounts[gross] with { Role = null };
        }
        else if (costs.Aggregate((Quantity?)amounts[gross].Quantity, (rest, i) => rest is null ? null : Less(rest, amounts[i].Quantity)) is { } rest) amounts[gross] = amounts[gross] with { Quantity = rest };
        else amounts[gross] = amounts[gross] with { Role = null };
    }

    /// <summary>毛的四万,刨去化肥农药剩一万八; 流水三万多,刨掉工钱净落一万二: what came in before the costs is no income, what is left is.</summary>
    private static void Net(Scene scene, List<Amount> amounts)
    {
        for (var i = 0; i + 1 < amounts.Count; i++)
        {
            var (gross, net) = (amounts[i], amounts[i + 1]);
            if (gross.Role is not (null or { Name: "farm" or "business" or "household_income" or "household_loose" or "yearly" or AmountRole.Earned }) || net.Quantity.Value >= gross.Quantity.Value || !scene.Words.OneSentence(gross.Quantity.NumberStart, net.Quantity.NumberStart)) continue;
            // 一年收个万把块,去了本剩五千
            var sold = gross.Role?.Name == "farm" && Before(scene, gross, 6).ContainsAny("卖收出");
            if ((!sold && !Answers.ExpectedMoney.Gross(scene, gross.Quantity)) || Before(scene, net, 5) is var said && !said.ContainsAny("剩落净纯") || said.ContainsAny("攒存")) continue;
            if (!scene.In("less").Exists(c => c.Start >= gross.Quantity.End && c.End <= net.Quantity.Start) && (sold || !said.ContainsAny("净纯"))) continue;
            var grown = gross.Role?.Name == "farm" || scene.Expecting("income.farm_annual") || scene.In("money").Exists(c => c.Entry == "farm" && c.Start < net.Quantity.Start) || scene.In("grown").Exists(c => c.Start < gross.Quantity.Start);
            var role = grown ? AmountRole.All["farm"] : gross.Role is { Name: "household_income" or "household_loose" } all ? all : scene.Expecting("income.household_annual") ? AmountRole.All["household_income"] : null;
            if (role is null) continue;
            amounts[i + 1] = net with { Role = role, Per = net.Per != Period.Open ? net.Per : gross.Per != Period.Open ? gross.Per : Period.Year };
            amounts[i] = gross with { Role = AmountRole.All["other"] };
        }
    }

    private static bool Cost(Scene scene, Amount amount) => !Before(scene, amount, 4).ContainsAny("落剩净") && (amount.Role is null or { Name: "other" or AmountRole.Spent or "farm" } || (amount.Role.Name is "loss" or AmountRole.Lost && scene.In("ruined").Count == 0)) && Each.Unit(scene, amount.Quantity) is null
        && scene.Words.ClauseAt(amount.Quantity.NumberStart) is var clause && scene.Text.AsSpan(clause.Start, amount.Quantity.NumberStart - clause.Start).ContainsAny(Costs)
        && (scene.Text.AsSpan(clause.Start, amount.Quantity.NumberStart - clause.Start).ContainsAny(TakenOff)
            // 卖鱼得了五万二,鱼苗两万,饲料一万四,剩多少恁自己算: nothing but what it was for.
            || (scene.Words.OneSentence(0, amount.Quantity.NumberStart) && scene.Text.AsSpan(amount.Quantity.End).Contains('剩') && !scene.Text.AsSpan(clause.Start, amount.Quantity.NumberStart - clause.Start).ContainsAny("卖收得")));

    /// <summary>扣了社保到手两千八; 每月康复两千,报完自己出八百: what is got, or paid, in the end; 报了三万六,自己掏两万四,总共六万: the whole of both.</summary>
    private static void Shares(Scene scene, List<Amount> amounts)
    {
        for (var i = 1; i < amounts.Count; i++)
        {
            var (before, amount) = (amounts[i - 1], amounts[i]);
            if (before.Role?.Name == "wage" && Before(scene, amount, 3).TrimEnd("了有是就只") is [.., '到' or '落', '手'] && amount.Per is Period.Open or Period.Month)
            {
                amounts[i] = amount with { Role = before.Role, Per = before.Per, By = amount.By ?? before.By, Carried = true };
                amounts[i - 1] = before with { Role = null };
            }
            // 盖房花了八万,自己掏了五万: of no treatment.
            else if (before.Role?.Name == "other" && amount is { Role.Name: "self_paid", Per: Period.Open } && before.By is { } thing && scene.Text.AsSpan(thing.Start, thing.Length).ContainsAny(NoTreatment) && !scene.In("money").Exists(c => c.Entry is "medical" or "reimbursed")) amounts[i] = amount with { Role = null };
            // 每个月透析两千四,报完自己掏六百; 一周透析三次,一次四百,自己掏八十: of one time, or one month, of many.
            else if (before.Role?.Name == "medical" && amount is { Role.Name: "self_paid" or "reimbursed", Per: Period.Open } && amount.Quantity.Start - before.Quantity.End <= 14 && (before.Per is Period.Month or Period.Week or Period.Day || (before.Per == Period.Once && amounts.Count(a => a.Role?.Name == "medical" && a.Per == Period.Once) == 1 && scene.Quantities.Exists(t => t.Measure == Measure.Times && t.Value > 1 && t.Start < amount.Quantity.Start))))
                amounts[i] = amount with { Per = before.Per == Period.Once ? Period.Week : before.Per };
            else if (before.Role?.Name is "rehab" or "medicine" && before.Per != Period.Open && amount is { Role.Name: "self_paid", Per: Period.Open })
            {
                amounts[i] = amount with { Role = before.Role, Per = before.Per, Months = before.Months };
                amounts[i - 1] = before with { Role = null };
            }
        }

        if (amounts.FindIndex(a => a.Role?.Name is "self_paid" or "medical" or null && scene.In("total").Exists(c => c.End <= a.Quantity.Start && a.Quantity.Start - c.End <= 3)) is >= 0 and var all
            && amounts.FindAll(a => a.Role?.Name is "reimbursed" or "self_paid" && a != amounts[all]) is { Count: 2 } parts && parts.Sum(p => p.Quantity.Value) == amounts[all].Quantity.Value) amounts[all] = amounts[all] with { Role = AmountRole.All["medical"] };
    }

    /// <summary>押金要三万,手里就一万八; 手术费总共六万,凑了四万五: short is the rest.</summary>
    private static void Short(Scene scene, List<Amount> amounts)
    {
        if (scene.Has("urgent.amount_short") || amounts.Exists(a => a.Role?.Name == "short") || amounts.Count != 2 || scene.In("hypothetical").Exists(c => scene.Words.At(c.Start, "要是") || scene.Words.At(c.Start, "如果"))) return;
        var (needed, have) = (amounts[0], amounts[1]);
        if (!Scraped(Before(scene, have, 7)) || Clause(scene, needed) is var need && !(need.Contains("押金", StringComparison.Ordinal) || need.Contains("手术费", StringComparison.Ordinal) || scene.Expecting("urgent.amount_short") || (need.ContainsAny("交凑") && need.ContainsAny("得要催")))) return;
        if (Less(needed.Quantity, have.Quantity) is { } rest) scene.Add("urgent.amount_short", rest.Whole(), (needed.Quantity.Start, have.Quantity.End));
    }

    private static bool Scraped(ReadOnlySpan<char> before) => before.Contains("手里", StringComparison.Ordinal) || before.Contains("手头", StringComparison.Ordinal) || before.Contains("兜里", StringComparison.Ordinal) || before.Contains("身上", StringComparison.Ordinal)
        || before.Contains("凑", StringComparison.Ordinal) || before.Contains("借到", StringComparison.Ordinal) || before.Contains("借来", StringComparison.Ordinal);

    private static ReadOnlySpan<char> Clause(Scene scene, Amount amount) => scene.Words.ClauseAt(amount.Quantity.NumberStart) is var clause ? scene.Text.AsSpan(clause.Start, clause.Length) : default;

    private static ReadOnlySpan<char> Before(Scene scene, Amount amount, int far)
    {
        var from = Math.Max(scene.Words.ClauseAt(amount.Quantity.NumberStart).Start, amount.Quantity.Start - far);
        return scene.Text.AsSpan(from, Math.Max(0, amount.Quantity.Start - from));
    }

    private static Quantity Plus(Quantity one, Quantity other) => one with
    {
        Value = one.Value + other.Value,
        Min = one.Min is null && other.Min is null ? null : (one.Min ?? one.Value) + (other.Min ?? other.Value),
        Max = one.Min is null && other.Min is null ? null : (one.Max ?? one.Value) + (other.Max ?? other.Value),
    };

    /// <summary>The first less the second; null when nothing is left.</summary>
    private static Quantity? Less(Quantity whole, Quantity part) => part.Value >= whole.Value ? null : whole with
    {
        Value = whole.Value - part.Value,
        Min = whole.Min is null && part.Min is null ? null : Math.Max(0, (whole.Min ?? whole.Value) - (part.Max ?? part.Value)),
        Max = whole.Min is null && part.Min is null ? null : (whole.Max ?? whole.Value) - (part.Min ?? part.Value),
    };
}

using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Money;

/// <summary>What is owed: whose it is, what was spent on credit, and what is paid off by the month.</summary>
internal static class Debts
{
    /// <summary>住院花了三万,全是借的: what was spent is owed as well.</summary>
    public static void AllBorrowed(Scene scene, List<Amount> amounts)
    {
        if (scene.In("all_borrowed").FirstOrDefault() is not { } cue || amounts.Exists(a => a.Role?.Name is "debt" or "loan") || scene.Cast.Outside(cue.Start)) return;
        List<Amount> spent = [.. amounts.Where(a => a.Quantity.End <= cue.Start && cue.Start - a.Quantity.End <= 6 && a.Per is Period.Open or Period.Once or Period.Year && a.Role?.Name is null or "medical" or "education" or "other" or "self_paid" or AmountRole.Spent && !Belonging.Denied(scene, a))];
        if (spent is [var one] && (amounts.Count == 1 || cue.Start - one.Quantity.End <= 1)) scene.Add("debt.total", one.Quantity.Whole(), (one.Quantity.Start, cue.End));
    }

    /// <summary>亲戚那儿四万,信用社三万,饲料店还赊着八千: amounts told each with its lender, where one is said to be owed or debts were asked for.</summary>
    public static void Lenders(Scene scene, List<Amount> amounts)
    {
        // 盖楼拉的饥荒,亲戚那九千,银行六万: debts were named, and then each with its lender.
        var asked = scene.Expecting("debt.total") || (amounts is [var head, ..] && scene.Words.Clauses.LastOrDefault(c => c.End <= scene.Words.ClauseAt(head.Quantity.NumberStart).Start) is { Length: > 0 } told && scene.InClause(told, "money").Exists(c => c.Entry == "debt") && !scene.Quantities.Exists(o => told.Holds(o.NumberStart)));
        if (!asked && !amounts.Exists(a => a.Role?.Name == "debt")) return;
        for (var i = amounts.Count - 1; i >= 0; i--)
        {
            var amount = amounts[i];
            if (amount.Role is not null || amount.By is not null || (!asked && (i + 1 == amounts.Count || amounts[i + 1].Role?.Name != "debt" || amounts[i + 1].Quantity.Start - amount.Quantity.End > 14))) continue;
            var clause = scene.Words.ClauseAt(amount.Quantity.NumberStart);
            var from = i > 0 ? Math.Max(amounts[i - 1].Quantity.End, clause.Start) : clause.Start;
            if (from < amount.Quantity.Start && AmountsBeside.LenderBetween(scene, from, amount.Quantity.Start)) amounts[i] = amount with { Role = AmountRole.All["debt"], Per = Period.Open };
        }
    }

    /// <summary>借了八万,月月还一千四: what is paid off by the month is no part of the debt.</summary>
    public static List<Amount> WithoutInstalments(List<Amount> debts) => debts.FindAll(a => a.Per is not (Period.Month or Period.Week or Period.Day)) is { Count: > 0 } owed ? owed : debts;

    /// <summary>贷款五万已经还完了, 去年借了两万,今年还了: nothing is left, unless it says what is.</summary>
    private static bool PaidOff(Scene scene, Quantity q) => scene.In("debt.paid").Exists(c => c.Start - q.End is >= 0 and <= 8 && !scene.Words.At(c.End, "一半") && !scene.Text.AsSpan(Math.Max(q.End, c.Start - 2), c.Start - Math.Max(q.End, c.Start - 2)).ContainsAny("没未不")
        && !scene.Quantities.Exists(o => o.Start >= c.End && o.Start - c.End <= 3 && o.LooksLikeMoney));

    /// <summary>借给俺表弟两万: lent to somebody of ours, not by them.</summary>
    private static bool Lent(Scene scene, Amount amount) => amount.By is { } by && scene.Words.At(by.Start, "借给") && scene.Cast.Mentions.Any(m => m.Start == by.Start + 2 && m.Kin is not (Kin.Self or Kin.Household));

    /// <summary>信用社贷了三万,亲戚家借了两万五; 俺表叔那儿借了一万: at the place of one more lender.</summary>
    public static bool OneMore(Scene scene, Mention lender, Amount amount)
    {
        if (amount.By is not { } by || by.Start < lender.End || by.Start - lender.End > 4 || scene.Text[by.Start] is not ('借' or '贷' or '拿' or '欠')) return false;
        var between = scene.Text.AsSpan(lender.End, by.Start - lender.End);
        var place = between is ['那' or '手' or '跟' or '家', ..] || (between.IsEmpty && scene.Text[lender.End - 1] == '家');
        // 信用社贷了五万,亲戚借了三万: right behind a lender's, in the same words.
        if (between.IsEmpty && scene.Text[by.Start] is '借' or '贷' && scene.In("lender").Exists(c => c.End == by.Start) && scene.In("money").Exists(c => c.Entry == "debt" && c.End <= lender.Start && lender.Start - c.End <= 8 && scene.Words.OneSentence(c.Start, lender.Start))) return true;
        return place && (scene.Text[by.Start] != '欠' || between is ['那', ..]) && (!between.IsEmpty || scene.In("money").Exists(c => c.Entry == "debt" && c.End <= lender.Start));
    }

    /// <summary>包工头给俺打了欠条,九千六; 欠着俺仨月工资一万四: owed to the speaker.</summary>
    private static bool OwedToUs(Scene scene, Amount amount)
    {
        var before = scene.Before(amount.Quantity, 24);
        return (before.IndexOf("欠条") is > 0 and var paper && before[..paper].TrimEnd("打写了个张") is [.., '俺' or '我'] && before[..paper].Contains('给')) || scene.Cast.Mentions.Any(m => m.Kin == Kin.Self && m.End <= amount.Quantity.Start && amount.Quantity.Start - m.End <= 12 && scene.Words.OneSentence(m.Start, amount.Quantity.Start) && scene.Text.AsSpan(0, m.Start).TrimEnd("着了") is [.., '欠' or '拖']);
    }

    /// <summary>四个月没给俺发工资,一共欠一万八: what is owed was said to be wages.</summary>
    private static bool Earned(Scene scene, Amount amount) => amount.By is { Length: 1 } by && scene.Text[by.Start] == '欠' && scene.In("money").Exists(c => c.Entry == "owed_to_us" && c.End <= by.Start && by.Start - c.End <= 12)
        && scene.Words.Clauses.All(c => c.Start > by.Start || c.End > by.Start || !c.NewSentence || c.Start == 0);

    /// <summary>False for a debt that is paid off, that the speaker disowns or that the dead left; one that a grown child made is asked back.</summary>
    public static bool Ours(Scene scene, Amount amount)
    {
        var q = amount.Quantity;
        // 没欠三万,就欠一万
        if (amount.By is { } owed && scene.Text[owed.Start] is '欠' or '借' or '贷' or '赊' && scene.Text.AsSpan(0, owed.Start) is [.., '没' or '未' or '不'] or [.., '没', '有']) return false;
        // 盘摊子那会儿借了五万,还了两万: borrowed then, and partly owed today.
        var partly = scene.Text.IndexOf("还了", q.End, StringComparison.Ordinal) is >= 0 and var back && back - q.End <= 4 && scene.Quantities.Exists(o => o.LooksLikeMoney && o.Start - back is 2 or 3);
        if ((Dates.Bygone.Told(scene, q.Start) && !partly) || PaidOff(scene, q) || Lent(scene, amount) || OwedToUs(scene, amount) || Earned(scene, amount)) return false;
        var clause = scene.Words.ClauseAt(q.NumberStart);
        // 俺儿在广州买房背着六十万贷款: those who live a life of their own owe for themselves.
        if (scene.Cast.OwnerAt(q.NumberStart) is not { Kin: Kin.Son or Kin.Daughter or Kin.Grandchild or Kin.Child } || scene.InClause(clause, "debt.personal").Count == 0) return true;
        scene.Wonder("debt.total", "two-readings", q.Start, q.End, q.Whole());
        return false;
    }
}

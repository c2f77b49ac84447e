using BotHost.Understanding.People;

namespace BotHost.Understanding.Money;

/// <summary>Whether an amount is the household's own, of today, and told as a fact.</summary>
internal static class Belonging
{
    /// <summary>False for what happened to people outside the household, for what is denied or over, and where it is open whose the money is: then it is asked back.</summary>
    public static bool Ours(Scene scene, Amount amount)
    {
        var q = amount.Quantity;
        // 俺侄女生娃花了九千,跟我没关系
        if (scene.In("disowned").Exists(c => c.Start >= q.Start || !OwnedUp(scene, q)) || Others(scene, amount) || Denied(scene, amount) || Past(scene, amount)) return false;
        if (Repeated(scene, amount) || Joint(scene, amount))
        {
            scene.Wonder(amount.Role!.Fact, "two-readings", q.Start, q.End, q.Whole());
            return false;
        }

        switch (amount.Role!.Name)
        {
            // 雨露计划一学期领一千五 is help for the school, not what it costs.
            case "education" when scene.InClause(scene.Words.ClauseAt(q.NumberStart), Words.Lexicon.Program).Exists(c => c.End <= q.Start && scene.Text.AsSpan(c.End, q.Start - c.End).ContainsAny("领给发")): return false;
            // 学校发助学金,俩孩子加起来一年三千七: neither is what a school hands out.
            case "education" when scene.In("money").Exists(c => c.Entry == "aid" && c.End <= q.Start && c.Start > 0 && scene.Text[c.Start - 1] is '发' or '给' or '领' && scene.Words.OneSentence(c.Start, q.Start) && !scene.In("money").Exists(m => m.Entry == "education" && m.Start >= c.End && m.End <= q.Start && scene.Text.AsSpan(m.Start, m.Length).ContainsAny("费花"))): return false;
            // 一月寄回来两千, 一个月给家里寄一千: what is sent home is a part of what is earned.
            case "wage" when Sent(scene, amount) || Unearned(scene, amount): return false;
            // 养老金俩人三千: of two together.
            case "pension" when scene.Before(q, 3).ContainsAny("俩两"): return false;
            case "subsidy" when scene.In("not_reached").Exists(c => c.Start >= q.End && scene.Words.OneSentence(q.Start, c.Start)): return false;
            case "rent": return !Paid(scene, amount);
            case "debt": return Debts.Ours(scene, amount);
            // 儿媳妇每月工资五千: of those who married into a young family of their own.
            case "wage" when scene.Cast.OwnerAt(q.NumberStart) is { } inLaw && scene.Text.AsSpan(Math.Max(0, inLaw.Start - 1), inLaw.End - Math.Max(0, inLaw.Start - 1)) is var word && (word.Contains("儿媳", StringComparison.Ordinal) || word.Contains("女婿", StringComparison.Ordinal)):
                scene.Wonder("income.wage_monthly", "two-readings", q.Start, q.End, q.Whole());
                return false;
            // Grown children may keep their own wages.
            case "wage" when scene.Cast.OwnerAt(q.NumberStart) is { Kin: Kin.Son or Kin.Daughter or Kin.Grandchild } child && !Earnings.Schooled(scene, child, q):
                scene.Wonder("income.wage_monthly", "two-readings", q.Start, q.End, q.Whole());
                return false;
            default: return true;
        }
    }

    /// <summary>不是俺欠的,俺家就该信用社三万: what the household says it owes itself, behind what it disowns.</summary>
    private static bool OwnedUp(Scene scene, Numbers.Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        return scene.InClause(clause, "disowned").Count == 0 && scene.Cast.Mentions.Any(m => m.Kin is Kin.Self or Kin.Household && clause.Holds(m.Start) && m.Start - clause.Start <= 2 && m.End <= q.Start);
    }

    /// <summary>听嫂子说服装厂底薪两千六,真的假的; 雇主拖我三个月工资共六千六: what a place is said to pay, or has not paid, is earned by nobody.</summary>
    private static bool Unearned(Scene scene, Amount amount)
    {
        var before = scene.Before(amount.Quantity, scene.Words.Breath(scene.Words.ClauseAt(amount.Quantity.NumberStart)));
        if (before.IndexOfAny("拖欠压") is >= 0 and var owed && before[owed..].IndexOf("工资") is > 0 and <= 8) return true;
        return scene.In("hearsay").Exists(c => c.Start < amount.Quantity.Start && scene.Words.OneSentence(c.Start, amount.Quantity.Start)) || (before.StartsWith("听") && before.Contains('说'));
    }

    private static bool Sent(Scene scene, Amount amount) => scene.InClause(scene.Words.ClauseAt(amount.Quantity.NumberStart), "sent_home")
        .Exists(c => amount.Quantity.Start - c.End is >= 0 and <= 3 || c.Start - amount.Quantity.End is 0 or 1);

    /// <summary>一回八百,去了九回: told for one time of several.</summary>
    private static bool Repeated(Scene scene, Amount amount) => Each.Value(scene, amount.Role!, amount) is null && amount.Per == Period.Once && scene.Quantities.Exists(t => t.Measure == Numbers.Measure.Times && t.Value > 1 && t.Start - amount.Quantity.End is >= 0 and <= 8 && t.NumberStart > 0 && scene.Text[t.NumberStart - 1] is '了' or '过' or '去' or '跑' or '住');

    /// <summary>两口子一月加起来一万一: what two earn is nobody's wage.</summary>
    private static bool Joint(Scene scene, Amount amount) => amount.Role!.Name == "wage" && (scene.Text.AsSpan(0, amount.Quantity.Start).EndsWith("加起来")
        || scene.Text.AsSpan(0, amount.PeriodCue is { } per && per.End <= amount.Quantity.Start ? per.Start : amount.Quantity.Start).TrimEnd("每") is var before && (before.EndsWith("两个人") || before.EndsWith("俩人") || before.EndsWith("两口子")));

    /// <summary>欠邻居两万 is ours, 邻居欠了两万 is not: whoever only stands beside the deed is no owner of it.</summary>
    private static bool Others(Scene scene, Amount amount)
    {
        var at = amount.Quantity.NumberStart;
        // 俺爹另过,一月退休金两千: what somebody has who lives elsewhere.
        if (amount.Role!.Name != "support" && amount.Role.Fact.StartsWith("income.", StringComparison.Ordinal) && scene.Cast.OwnerAt(at) is { } owner && scene.Words.OneSentence(owner.Start, at) && Elsewhere.Lives(scene, owner)) return true;
        if (!scene.Cast.Outside(at)) return false;
        return amount.Role!.Name switch
        {
            "support" or "rent" => false,
            // 人家工地不要了,想当保安,两千五就中: 人家 are those who do not take somebody on.
            "wage_min" when scene.Cast.OwnerAt(at) is { Kin: Kin.Outside } they && scene.Text.AsSpan(they.Start, they.End - they.Start) is "人家" or "别人" && !scene.Words.ClauseAt(at).Holds(they.Start) => false,
            // 孙子他姑一年给俺两千,再就是养老金一百七: who gives us something is not who else is spoken of.
            "pension" or "medicine" or "farm" or "deposits" when scene.Cast.OwnerAt(at) is { } giver && !scene.Words.ClauseAt(at).Holds(giver.Start) && scene.In("gives_us").Exists(c => c.Start >= giver.End && c.End <= at) => false,
            // 信用社三万,亲戚那儿四万: no verb at all, only the lender.
            "debt" when amount.By is null || (scene.Cast.OwnerAt(at) is { } lender && Debts.OneMore(scene, lender, amount)) => false,
            "debt" => scene.Cast.OwnerAt(at) is { } other && scene.Words.ClauseAt(at).Holds(other.Start) && (other.Kin == Kin.Outside || Owes(scene, other, amount)),
            _ => true,
        };
    }

    /// <summary>侄子赌博欠了三十万: a relative who owes, not one who lent.</summary>
    private static bool Owes(Scene scene, Mention relative, Amount amount) => amount.By is { } by && by.Start - relative.End is >= 0 and <= 4 && scene.Text[by.Start] is '欠' or '该' or '赊';

    /// <summary>包了人家二十亩,一年光租金得掏八千: rent that is paid is none received.</summary>
    private static bool Paid(Scene scene, Amount rent)
    {
        var clause = scene.Words.ClauseAt(rent.Quantity.Start);
        return scene.InClause(clause, "rent.paid").Exists(c => c.End <= rent.Quantity.Start) || (scene.In("land.taken").Count > 0 && scene.In("land.let").Count == 0);
    }

    /// <summary>老头儿在的时候退休金两千六, 以前一天三百: what once came in is no income of today.</summary>
    private static bool Past(Scene scene, Amount amount)
    {
        if (amount.Role!.Fact is "expense.education_annual" or "expense.disaster_loss" or "expense.rehab_annual" && Treatment.LongAgo(scene, amount)) return true;
        if (amount.Role.Fact is not ("income.wage_monthly" or "income.pension_monthly" or "income.household_annual" or "income.farm_annual" or "income.support_annual" or "income.subsidy_annual" or "expense.medicine_monthly" or "assets.deposits")) return false;
        if (amount.Role.Name == "deposits" && scene.In("previous").Exists(c => scene.Words.ClauseAt(amount.Quantity.NumberStart).Holds(c.Start) && c.End <= amount.Quantity.Start)) return true;
        if (amount.Role.Name == "deposits" && scene.In("used_up").Exists(c => c.Start - amount.Quantity.End is >= 0 and <= 12)) return true;
        if (Dates.Bygone.Told(scene, amount.Quantity.Start) || Treatment.YearsAgo(scene, amount.Quantity) || (scene.Cast.OwnerAt(amount.Quantity.NumberStart) is { } owner && Dates.Bygone.Dead(scene, owner) && (amount.Role.Name is not ("deposits" or "medicine" or "farm") || scene.Words.ClauseAt(amount.Quantity.NumberStart).Holds(owner.Start)))) return true;
        if (amount.Role.Name == "deposits") return false;
        // 去年还收一万多呢,今年连本钱都没回来
        if (amount.Role.Name == "farm" && amount.PeriodCue is { } year && scene.Words.At(year.Start, "去年") && scene.Text.IndexOf("今年", amount.Quantity.End, StringComparison.Ordinal) is >= 0 and var now && Failed(scene, now)) return true;
        // 判的一个月给八百,给了仨月就不给了: what has stopped since.
        if (amount.Role.Name != "household_income" && scene.In("money.stopped").Exists(c => c.Start - amount.Quantity.End is >= 0 and <= 20 && Stops(scene, amount.Role, c))) return true;
        if (!Once(scene, amount)) return false;
        scene.Wonder(amount.Role.Fact, "period", amount.Quantity.Start, amount.Quantity.End);
        return true;
    }

    /// <summary>今年连本钱都没回来, 今年行情孬: this year brought harm, by the words right behind.</summary>
    private static bool Failed(Scene scene, int now) => scene.In("ruined").Concat(scene.In("hardship.kind").Where(c => c.Entry is "crop_or_livestock_loss" or "disaster" or "income_drop")).Any(c => c.Start >= now && c.Start - now <= 16)
        || scene.Text.AsSpan(now, Math.Min(14, scene.Text.Length - now)).ContainsAny("亏赔孬");

    /// <summary>药一月三百七,俺六十三了也跑不动了: work that came to its end ends no medicine and no pension.</summary>
    private static bool Stops(Scene scene, AmountRole role, Words.Cue stopped) => role.Name is not ("medicine" or "pension" or "subsidy" or "support") || !scene.Text.AsSpan(stopped.Start, stopped.Length).ContainsAny(OfWork);

    /// <summary>Characters of words for work.</summary>
    private static readonly System.Buffers.SearchValues<char> OfWork = System.Buffers.SearchValues.Create("跑干做挑挣活工厂岗店班下");

    /// <summary>前些年老头儿在,他有退休金三千: told of another time a clause before, and nothing of today since.</summary>
    private static bool Once(Scene scene, Amount amount)
    {
        var at = amount.Quantity.Start;
        var past = scene.In("income.past").LastOrDefault(c => c.End <= at && at - c.End <= 20
            // 一月八千是以前,现在两千一: of the amount before it.
            && (c.Start == 0 || scene.Text[c.Start - 1] != '是'));
        // 老伴前年没了,闺女一月给三百: the year is of the death, not of the money.
        if (past is null || amount.Role!.Name == "medicine" || scene.InClause(scene.Words.ClauseAt(past.Start), "onset").Exists(c => c.Start >= past.End)) return false;
        return scene.Words.OneSentence(past.Start, at) && !scene.In("money.now").Exists(c => c.Start >= past.End && c.End <= at);
    }

    /// <summary>村里说给两万…存款一共四千七: what is supposed is the amount next to it, not one further on that has a word of its own.</summary>
    private static bool Apart(Scene scene, Amount amount, Words.Cue supposed) => amount.By is { } by && scene.Quantities.Exists(o => o.LooksLikeMoney && o.Start >= supposed.End && o.End <= by.Start) && amount.Quantity.Start - supposed.End > 8;

    /// <summary>要是能报销俺也不至于借十五万: it was borrowed, the condition is what was not so.</summary>
    private static bool HadTo(Scene scene, Amount amount, Words.Cue supposed, Words.Clause clause) => amount.Role?.Name is "debt" or "self_paid" && scene.InClause(clause, "counterfactual").Exists(c => c.Start >= supposed.End && c.Start <= amount.Quantity.Start);

    /// <summary>True for what the words deny, or only suppose.</summary>
    public static bool Denied(Scene scene, Amount amount)
    {
        if (scene.In("order").Count > 0) return true;
        var at = amount.Quantity.Start;
        var clause = scene.Words.ClauseAt(amount.Quantity.NumberStart);
        // 我没有一万块钱存款, 哪有两万: not even so much.
        if (scene.In("none_of").Exists(c => c.End == at) && !scene.In("at_least").Exists(c => c.Start - amount.Quantity.End is >= 0 and <= 1)) return true;
        return scene.In("negation").Exists(c => c.Entry == "is_not" && clause.Holds(c.Start) && at - c.End is >= 0 and <= 8
                // 不是六百是八百: what is denied is the one before.
                && !scene.Quantities.Exists(o => o.Start >= c.End && o.End <= at) && !scene.Text.AsSpan(c.End, at - c.End).Contains('是'))
            // 要是贷得下来五万: a loan is always wished for.
            || (amount.Role?.Name != "loan" && scene.InClause(clause, "hypothetical").Exists(c => c.Start < at && !(amount.Role?.Name == "wage_min" && scene.Words.At(c.Start, "要是")) && !Apart(scene, amount, c) && !HadTo(scene, amount, c, clause))) || Conditions.Reach(scene, amount, clause);
    }
}

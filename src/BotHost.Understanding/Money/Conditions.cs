using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>Amounts that are only supposed, or that somebody else told of.</summary>
internal static class Conditions
{
    /// <summary>要是不报销,我得自己掏三万: a condition reaches over the clause behind it; what is so today (现在还欠两万) is no part of it.</summary>
    public static bool Reach(Scene scene, Amount amount, Clause clause)
    {
        if (amount.Role?.Name is "short" or "loan" or "wage_min") return false;
        var at = amount.Quantity.Start;
        if (Theirs(scene, amount, clause) || Hearsay(scene, at, clause)) return true;
        if (clause.NewSentence || scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is not { Length: > 0 } before) return false;
        var supposed = scene.InClause(before, "hypothetical").Find(c => c.Start - before.Start <= 3 && (scene.Words.At(c.Start, "要是") || scene.Words.At(c.Start, "如果") || scene.Words.At(c.Start, "假如") || scene.Words.At(c.Start, "万一")));
        return supposed is not null && !scene.Quantities.Exists(q => q.LooksLikeMoney && before.Holds(q.NumberStart)) && !scene.In("money.now").Exists(c => clause.Holds(c.Start) && c.End <= at) && !scene.Before(amount.Quantity, clause).ContainsAny("还了过");
    }

    /// <summary>大夫说没有二十万下不来, 招聘会上写月薪四千五: told by others, and not as done.</summary>
    private static bool Hearsay(Scene scene, int at, Clause clause) => scene.Words.At(clause.Start, "人家说") || scene.Words.At(clause.Start, "人家讲") || scene.InClause(clause, "money.hearsay").Exists(c => c.Start < at && !scene.Text.AsSpan(Math.Min(c.End, at), Math.Max(0, at - c.End)).Contains('了'));

    /// <summary>私立学校一年两万八,那是有钱人上的: put right behind as others' or as of another time.</summary>
    private static bool Theirs(Scene scene, Amount amount, Clause clause) => scene.In("money.theirs").Exists(c => c.Start - amount.Quantity.End is >= 0 and <= 6 && c.Start - clause.End <= 2
        // 养老金一百六,我还不到六十: an age, no sum.
        && !scene.Quantities.Exists(a => a.NumberStart == c.End && a is { Measure: Numbers.Measure.None or Numbers.Measure.YearsOld, Value: < 110 }));
}

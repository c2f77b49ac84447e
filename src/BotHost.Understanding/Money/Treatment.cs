using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Money;

/// <summary>Spending on treatment counts once it was spent, and for the last twelve months only.</summary>
internal static class Treatment
{
    /// <summary>心脏换了瓣膜花十三万,报销七万: of what was spent a part came back, so it was treatment.</summary>
    public static void Refunded(Scene scene, List<Amount> amounts)
    {
        for (var i = 1; i < amounts.Count; i++)
        {
            var (spent, back) = (amounts[i - 1], amounts[i]);
            if (spent.Role is null && (spent.By?.Entry == AmountRole.Spent || Bare(scene, spent, back)) && back.Role?.Name is "reimbursed" or "self_paid" && back.Quantity.Start - spent.Quantity.End <= 12 && back.Quantity.Value <= spent.Quantity.Value && scene.Words.OneSentence(spent.Quantity.NumberStart, back.Quantity.NumberStart))
                amounts[i - 1] = spent with { Role = AmountRole.All["medical"] };
        }
    }

    /// <summary>医院花了三万一,全自己掏的: what was spent on treatment is what was paid oneself.</summary>
    public static void AllSelfPaid(Scene scene, List<Amount> amounts)
    {
        if (scene.In("all_self_paid").FirstOrDefault() is not { } cue || !scene.Has("expense.medical_total") || scene.Has("expense.medical_self_paid") || amounts.Exists(a => a.Role?.Name is "reimbursed" or "self_paid") || scene.Cast.Outside(cue.Start)) return;
        if (amounts.FindAll(a => a.Role?.Name == "medical") is [var one] && cue.Start - one.Quantity.End is >= 0 and <= 14 && scene.Words.OneSentence(one.Quantity.NumberStart, cue.Start)) scene.Add("expense.medical_self_paid", one.Quantity.Whole(), (one.Quantity.Start, cue.End));
    }

    /// <summary>胯骨摔断换了个假的,四万九,报了两万七: a clause of nothing but the amount, and right behind it what was paid back.</summary>
    private static bool Bare(Scene scene, Amount spent, Amount back)
    {
        var clause = scene.Words.ClauseAt(spent.Quantity.NumberStart);
        return spent is { By: null, Per: Period.Open } && back is { By: { Entry: "reimbursed" } paid } && paid.Start - spent.Quantity.End is >= 0 and <= 3 && scene.Words.ClauseAt(paid.Start).Start >= clause.End
            && scene.Behind(spent.Quantity, clause).IsEmpty && scene.Before(spent.Quantity, clause).Trim("到现在前后总共一是得有拢统花了").IsEmpty;
    }

    /// <summary>等着做手术,要八万; 医院催着交两万: what it will cost has not been spent.</summary>
    public static bool Ahead(Scene scene, Amount amount)
    {
        if (amount.Per != Period.Open) return false;
        var clause = scene.Words.ClauseAt(amount.Quantity.NumberStart);
        var before = scene.Before(amount.Quantity, clause);
        before = before[Math.Max(0, before.Length - 3)..];
        // 医院叫交四万: no 了 says that it was paid.
        if (before is [.., '交' or '缴' or '续'] && amount.By is { Entry: "medical" }) return true;
        return (before.ContainsAny("要得需") && !before.ContainsAny("了用")) || scene.InClause(clause, "demanded").Exists(c => c.End <= amount.Quantity.Start);
    }

    /// <summary>一回四百 of eight, 一疗程两万: the price of one of several is not what all of them cost.</summary>
    public static bool OnePrice(Scene scene, List<Amount> amounts) => amounts is [{ Per: Period.Once, PeriodCue: { } cue }]
        && (scene.Words.At(cue.Start, "每") || scene.Text[cue.End - 1] is '程' or '针' or '盒' || scene.In("course").Count > 0 || scene.Quantities.Exists(t => t.Measure == Measure.Times && t.Value > 1));

    /// <summary>前年住院花了两万, 这三年看病花了二十万: before the last twelve months, or for longer than these.</summary>
    public static bool LongAgo(Scene scene, Amount amount)
    {
        var q = amount.Quantity;
        // 前年就办了低保,今年住院花了五万: a year of its own stands nearer.
        return scene.In("long_ago").Exists(c => c.End <= q.Start && q.Start - c.End <= 20 && !scene.In("period").Exists(y => y.Start >= c.End && y.End <= q.Start && (scene.Words.At(y.Start, "今年") || scene.Words.At(y.Start, "去年")))) || YearsAgo(scene, q)
            || scene.Quantities.Exists(y => y.Measure == Measure.Years && y.Value > 1 && y.End <= q.Start && q.Start - y.End <= 8 && Over(scene, y, q));
    }

    /// <summary>这两年看病花了十五万,报了六万: what was paid back, or paid oneself, of spending that reaches further back.</summary>
    public static bool OfLongAgo(Scene scene, List<Amount> amounts, List<Amount> said) => said[0].Role!.Name is "reimbursed" or "self_paid"
        && amounts.Exists(a => a.Role?.Name == "medical" && a.Quantity.End <= said[0].Quantity.Start && LongAgo(scene, a));

    /// <summary>去年花了两万,今年又一万: spent in two years, of which the last twelve months hold a part.</summary>
    public static bool TwoYears(Scene scene, List<Amount> amounts) => amounts.Count > 1 && amounts.Exists(a => Named(scene, a, "去年")) && amounts.Exists(a => Named(scene, a, "今年"));

    private static bool Named(Scene scene, Amount amount, string year) => amount.PeriodCue is { } cue && scene.Words.At(cue.Start, year);

    /// <summary>五年前, 十来年前; 二一年那场大水.</summary>
    public static bool YearsAgo(Scene scene, Quantity q)
    {
        var before = scene.Before(q, 22);
        // 20年脱贫的,今年自付三万八: a year of today stands nearer.
        if (before.LastIndexOf("今年") is >= 0 and var now) before = before[(now + 2)..];
        for (var i = before.IndexOf('年'); i >= 0 && i < before.Length; i++)
        {
            // 九八年: of the century before; 六五年生 tells of a birth.
            if (before[i] == '年' && i >= 2 && Digit(before[i - 2]) is >= 5 && Digit(before[i - 1]) is not null && (i < 3 || Digit(before[i - 3]) is null) && (i + 1 == before.Length || before[i + 1] is not ('生' or '的' or '人' or '属' or '头'))) return true;
            if (before[i] == '年' && i >= 2 && Digit(before[i - 2]) is { } ten && ten <= 2 && Digit(before[i - 1]) is { } one && (i < 3 || (Digit(before[i - 3]) is null && before[i - 3] is not ('大' or '初' or '高' or '研'))) && 2000 + (10 * ten) + one < scene.Context.Today.Year - 1) return true;
        }

        var at = before.LastIndexOf("年前");
        return at > 0 && before[at - 1] is '一' or '两' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '几' or '多' or '来' or (>= '0' and <= '9');
    }

    private static int? Digit(char c) => "零一二三四五六七八九".IndexOf(c) is >= 0 and var value ? value : char.IsAsciiDigit(c) ? c - '0' : null;

    /// <summary>Years over which an amount was spent (两年花了十万), not years of age of an illness (病了五年,今年花了两万).</summary>
    private static bool Over(Scene scene, Quantity years, Quantity q) => scene.Words.ClauseAt(years.NumberStart) == scene.Words.ClauseAt(q.NumberStart)
        && scene.Text.AsSpan(years.End, q.Start - years.End) is var between && between.ContainsAny("花用扔砸") && !between.Contains('年')
        && (years.NumberStart == 0 || scene.Text[years.NumberStart - 1] is not ('了' or '过' or '病'));
}

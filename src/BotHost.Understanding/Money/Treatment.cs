using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Money;

/// <summary>Spending on treatment counts once it was spent, and for the last twelve months only.</summary>
internal static class Treatment
{
    /// <summary>等着做手术,要八万: what it will cost has not been spent.</summary>
    public static bool Ahead(Scene scene, Amount amount)
    {
        var from = Math.Max(scene.Words.ClauseAt(amount.Quantity.NumberStart).Start, amount.Quantity.Start - 3);
        var before = scene.Text.AsSpan(from, amount.Quantity.Start - from);
        return before.ContainsAny("要得需") && !before.ContainsAny("花了用") && amount.Per == Period.Open;
    }

    /// <summary>前年住院花了两万, 这三年看病花了二十万: before the last twelve months, or for longer than these.</summary>
    public static bool LongAgo(Scene scene, Amount amount)
    {
        var q = amount.Quantity;
        return scene.In("long_ago").Exists(c => c.End <= q.Start && q.Start - c.End <= 20)
            || scene.Quantities.Exists(y => y.Measure == Measure.Years && y.Value > 1 && y.End <= q.Start && q.Start - y.End <= 16 && scene.Words.At(y.End, "前"))
            || scene.Quantities.Exists(y => y.Measure == Measure.Years && y.Value > 1 && y.End <= q.Start && q.Start - y.End <= 8 && Over(scene, y, q));
    }

    /// <summary>Years over which an amount was spent (两年花了十万), not years of age of an illness (病了五年,今年花了两万).</summary>
    private static bool Over(Scene scene, Quantity years, Quantity q) => scene.Words.ClauseAt(years.NumberStart) == scene.Words.ClauseAt(q.NumberStart)
        && scene.Text.AsSpan(years.End, q.Start - years.End) is var between && between.ContainsAny("花用扔砸") && !between.Contains('年')
        && (years.NumberStart == 0 || scene.Text[years.NumberStart - 1] is not ('了' or '过' or '病'));
}

using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>这里头有优抚金三千六: what the rules do not count, told as a part of the year's income (policy of 民发〔2021〕57号 on income).</summary>
internal static class Exempt
{
    private const string Fact = "income.exempt_annual";

    /// <summary>Adds up the parts that do not count; nothing where they are told to stand beside the income.</summary>
    public static void Read(Scene scene, List<Amount> amounts)
    {
        if (scene.In("income.included").FirstOrDefault() is not { } included || !scene.Has("income.household_annual")) return;
        var parts = amounts.FindAll(a => a.Quantity.Start >= included.End && scene.Words.OneSentence(included.Start, a.Quantity.Start) && Kind(scene, a.Quantity) is not null);
        if (parts.Count == 0 || scene.Has(Fact)) return;
        var sum = parts.Sum(a => a.Quantity.Value * (a.Per == Period.Month ? 12 : 1));
        scene.Add(Fact, FactValue.Of(sum), [.. parts.Select(a => (Kind(scene, a.Quantity)!.Start, a.Quantity.End))]);
    }

    /// <summary>The nearest word before the amount, in its clause, for money that does not count.</summary>
    private static Cue? Kind(Scene scene, Quantity q) => scene.InClause(scene.Words.ClauseAt(q.NumberStart), "income.uncounted").LastOrDefault(c => c.End <= q.Start && q.Start - c.End <= 8);
}

using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>An amount of money with what the words around it say it is.</summary>
/// <param name="Role">Null when nothing around it says.</param>
/// <param name="By">The word that decided the role; null when it carries on from an earlier clause.</param>
/// <param name="Per">How often, as said.</param>
/// <param name="PeriodCue">The word for the period.</param>
internal sealed record Amount(Quantity Quantity, AmountRole? Role, Cue? By, Period Per, Cue? PeriodCue, bool Carried)
{
    /// <summary>How many months it is for when <see cref="Per"/> is <see cref="Period.Months"/>.</summary>
    public decimal Months { get; init; } = 1;

    /// <summary>The words from what it is to how much: 住院花了四万多.</summary>
    public (int Start, int End) Span(Clause clause)
    {
        var start = Quantity.Start;
        var end = Quantity.End;
        if (By is not null && clause.Holds(By.Start)) (start, end) = (Math.Min(start, By.Start), Math.Max(end, By.End));
        if (PeriodCue is not null && clause.Holds(PeriodCue.Start)) (start, end) = (Math.Min(start, PeriodCue.Start), Math.Max(end, PeriodCue.End));
        return (start, end);
    }
}

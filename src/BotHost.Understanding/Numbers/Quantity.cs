using BotHost.Core.Facts;

namespace BotHost.Understanding.Numbers;

/// <summary>What a number counts.</summary>
internal enum Measure
{
    None, Yuan, Persons, People, YearsOld, Years, Months, Days, Mu, Rooms, Area, Times, Grade, Things, Other,
}

/// <summary>A number with what it counts and how exact it was meant.</summary>
/// <param name="Start">First character, words of rough-and-ready included (大概四万).</param>
/// <param name="End">One past the last, unit included.</param>
/// <param name="NumberStart">First character of the number itself.</param>
/// <param name="NumberEnd">One past the number itself.</param>
/// <param name="Value">The value in its unit.</param>
/// <param name="Min">Smallest meant; null together with <paramref name="Max"/> for an exact number.</param>
/// <param name="Max">Largest meant.</param>
/// <param name="Scaled">True when 百, 千, 万 was said: without a unit it is money.</param>
/// <param name="Digits">True for bare digits.</param>
internal sealed record Quantity(int Start, int End, int NumberStart, int NumberEnd, decimal Value, decimal? Min, decimal? Max, Measure Measure, bool Scaled, bool Digits)
{
    /// <summary>True for yuan, or for a number that can only be money by its size.</summary>
    public bool LooksLikeMoney => Measure == Measure.Yuan || (Measure == Measure.None && Scaled);

    /// <summary>In whole units; what was said to the tenth lies between two of them.</summary>
    public FactValue.Number Whole() => Min is null && Max is null && Value != Math.Floor(Value)
        ? new(Math.Round(Value, MidpointRounding.AwayFromZero), Math.Floor(Value), Math.Ceiling(Value))
        : new(Math.Round(Value, MidpointRounding.AwayFromZero), Min is { } min ? Math.Round(min) : null, Max is { } max ? Math.Round(max) : null);

    public FactValue.Number Exact() => new(Value, Min, Max);
}

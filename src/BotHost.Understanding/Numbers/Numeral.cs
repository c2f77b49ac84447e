namespace BotHost.Understanding.Numbers;

/// <summary>A number as said, before its unit.</summary>
/// <param name="Start">First character in the cleaned text.</param>
/// <param name="End">One past the last.</param>
/// <param name="Low">Smallest meant; equals <paramref name="High"/> for one number.</param>
/// <param name="High">Largest meant.</param>
/// <param name="Unit">The smallest scale the words spoke of (一万二 → 1000): how coarse the number is.</param>
/// <param name="Scaled">True when 百, 千, 万, k or w was said: such a number is hardly a count of people or years.</param>
/// <param name="Digits">True when written in Arabic digits only, or as a string of digits.</param>
internal readonly record struct Numeral(int Start, int End, decimal Low, decimal High, decimal Unit, bool Scaled, bool Digits)
{
    public bool IsRange => Low != High;

    public decimal Middle => IsRange ? (Low + High) / 2 : Low;
}

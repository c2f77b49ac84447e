namespace BotHost.Understanding.Places;

/// <summary>How fine a division is.</summary>
internal enum DivisionLevel { Province, Prefecture, County, Township, Village }

/// <summary>One entry of the division list.</summary>
/// <param name="Code">2 to 12 digits; a code starts with the code of what it lies in.</param>
/// <param name="Name">Name as listed.</param>
/// <param name="Base">Name without the word for its level (毛铺村民委员会 → 毛铺).</param>
internal sealed record Division(string Code, string Name, string Base)
{
    public DivisionLevel Level => LevelOf(Code);

    public static DivisionLevel LevelOf(string code) => code.Length switch
    {
        2 => DivisionLevel.Province, 4 => DivisionLevel.Prefecture, 6 => DivisionLevel.County, 9 => DivisionLevel.Township, _ => DivisionLevel.Village,
    };

    public bool In(string code) => Code.StartsWith(code, StringComparison.Ordinal);
}

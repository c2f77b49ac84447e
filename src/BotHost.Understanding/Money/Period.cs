namespace BotHost.Understanding.Money;

/// <summary>How often an amount comes or goes.</summary>
internal enum Period
{
    /// <summary>Not said.</summary>
    Open,
    Day, Week, Month, Term, HalfYear, Year,
    /// <summary>One crop, one visit, one load.</summary>
    Once,
}

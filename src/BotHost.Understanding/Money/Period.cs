namespace BotHost.Understanding.Money;

/// <summary>How often an amount comes or goes.</summary>
internal enum Period
{
    /// <summary>Not said.</summary>
    Open,
    Day, Week, Month, Quarter, Term, HalfYear, Year,
    /// <summary>So many months at once (俩月三百六): how many stands in <see cref="Amount.Months"/>.</summary>
    Months,
    /// <summary>One crop, one visit, one load.</summary>
    Once,
}

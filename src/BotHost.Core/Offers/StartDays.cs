using System.Globalization;

namespace BotHost.Core.Offers;

/// <summary>When somebody can begin, as a day: an option of <c>work.start</c>, counted from the day it was said.</summary>
internal static class StartDays
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>Null for at once.</summary>
    public static DateOnly? Of(string option, DateOnly said) => option switch
    {
        "next_month" => new DateOnly(said.Year, said.Month, 1).AddMonths(1),
        "after_harvest" => Next(said, new(said.Year, 6, 15), new(said.Year, 10, 20), new(said.Year + 1, 6, 15)),
        "after_new_year" => Next(said, AfterLanterns(said.Year), AfterLanterns(said.Year + 1)),
        _ => null,
    };

    /// <summary>The first of some days, in order, that is not past. Wheat is in by mid-June, maize by the twentieth of October.</summary>
    private static DateOnly Next(DateOnly said, params ReadOnlySpan<DateOnly> days)
    {
        foreach (var day in days)
        {
            if (day >= said) return day;
        }

        return days[^1];
    }

    /// <summary>The sixteenth day of the first lunar month, when those who go away to work leave.</summary>
    private static DateOnly AfterLanterns(int year) => DateOnly.FromDateTime(Lunar.ToDateTime(year, 1, 16, 0, 0, 0, 0));
}

using System.Globalization;

namespace BotHost.Understanding.Dates;

/// <summary>Days of the Chinese lunar calendar as days of the common one. Guarantees an answer for the years 1901–2100, null outside.</summary>
internal static class LunarDays
{
    private static readonly ChineseLunisolarCalendar Calendar = new();

    /// <summary>The lunar year that a day lies in.</summary>
    public static int YearOf(DateOnly day) => Calendar.GetYear(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>A whole lunar month (1–12; the ordinary one where a leap month follows).</summary>
    public static (DateOnly From, DateOnly To)? Month(int year, int month)
    {
        if (Day(year, month, 1) is not { } first) return null;
        return (first, first.AddDays(Calendar.GetDaysInMonth(year, Position(year, month)) - 1));
    }

    public static DateOnly? Day(int year, int month, int day)
    {
        if (year is < 1902 or > 2099 || month is < 1 or > 12 || day < 1) return null;
        var position = Position(year, month);
        // A month of 29 days has no 三十; people then mean its last day.
        day = Math.Min(day, Calendar.GetDaysInMonth(year, position));
        return DateOnly.FromDateTime(Calendar.ToDateTime(year, position, day, 0, 0, 0, 0));
    }

    /// <summary>Where the month stands in a year that may have a leap month before it.</summary>
    private static int Position(int year, int month)
    {
        var leap = Calendar.GetLeapMonth(year);
        return leap > 0 && month >= leap ? month + 1 : month;
    }
}

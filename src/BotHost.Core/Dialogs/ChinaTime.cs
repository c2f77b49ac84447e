using System.Globalization;

namespace BotHost.Core.Dialogs;

/// <summary>China has one time zone and no summer time.</summary>
public static class ChinaTime
{
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>The day people in China live in at that instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>By when, as people say it: <c>今天下午5点前</c>, <c>明天上午9点10分前</c>. Said to five minutes, and never later than it is.</summary>
    public static string Before(DateTimeOffset due, DateTimeOffset now)
    {
        var at = due.ToOffset(Offset);
        var day = (DayOf(due).DayNumber - DayOf(now).DayNumber) switch
        {
            0 => "今天",
            1 => "明天",
            2 => "后天",
            _ => string.Create(CultureInfo.InvariantCulture, $"{at.Month}月{at.Day}日"),
        };
        var part = at.Hour switch { < 6 => "凌晨", < 9 => "早上", < 12 => "上午", 12 => "中午", < 18 => "下午", _ => "晚上" };
        var minute = at.Minute - (at.Minute % 5);
        return string.Create(CultureInfo.InvariantCulture, $"{day}{part}{(at.Hour > 12 ? at.Hour - 12 : at.Hour)}点{(minute == 0 ? "" : $"{minute}分")}前");
    }
}

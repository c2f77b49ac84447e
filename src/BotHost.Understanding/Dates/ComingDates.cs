using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Dates;

/// <summary>Days by which something must be done, always today or later: 月底之前, 下周一, 三天以内, 28号, 十二月五号, 腊月二十.</summary>
internal static class ComingDates
{
    private static readonly (string Words, int Weeks)[] Weeks =
        [("下个星期", 1), ("下个礼拜", 1), ("下星期", 1), ("下礼拜", 1), ("下周", 1), ("这个星期", 0), ("这个礼拜", 0), ("这星期", 0), ("这礼拜", 0), ("这周", 0), ("本周", 0), ("星期", -1), ("礼拜", -1), ("周", -1)];

    private static readonly (string Words, int Months)[] MonthEnds = [("下个月底", 1), ("下月底", 1), ("下个月末", 1), ("下月末", 1), ("这个月底", 0), ("这月底", 0), ("本月底", 0), ("当月底", 0), ("月底", 0), ("月末", 0)];

    private static readonly (string Words, int Days)[] Lengths = [("个星期", 7), ("个礼拜", 7), ("星期", 7), ("礼拜", 7), ("个月", 30), ("天", 1), ("日", 1)];

    private static readonly string[] Within = ["以内", "之内", "内", "里", "以后", "之后", "后", "之前", "前"];

    private static readonly string[] Left = ["还有", "还剩", "就剩", "只剩", "再过", "再有", "限", "限俺", "限我", "过"];

    public static List<SaidDate> Find(Utterance words, DateOnly today)
    {
        List<SaidDate> found = [];
        for (var i = 0; i < words.Text.Length; i++)
        {
            if (Read(words.Text, i, today) is not { } date || date.To < today || date.End > words.ClauseAt(i).End)
            {
                // 今年三十二 holds no 年三十.
                if (DateText.RelativeYear(words.Text, i) is { } year) i = year.End - 1;
                continue;
            }

            found.Add(date);
            i = date.End - 1;
        }

        return found;
    }

    private static SaidDate? Read(string text, int i, DateOnly today)
    {
        if (DateText.RelativeDay(text, i) is { Days: >= 0 } day) return new(i, day.End, today.AddDays(day.Days), today.AddDays(day.Days), true);
        return Week(text, i, today) ?? MonthEnd(text, i, today) ?? DateReader.RelativeMonth(text, i, today) ?? Length(text, i, today) ?? DayOfMonth(text, i, today) ?? Named(text, i, today);
    }

    /// <summary>下周一, 这礼拜五, 周三: a weekday alone is the next one; 下周 alone is the whole of it.</summary>
    private static SaidDate? Week(string text, int i, DateOnly today)
    {
        foreach (var (words, weeks) in Weeks)
        {
            if (!DateText.At(text, i, words)) continue;
            var end = i + words.Length;
            var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) + (7 * Math.Max(weeks, 0)));
            var weekday = end < text.Length ? "一二三四五六日".IndexOf(text[end] == '天' ? '日' : text[end], StringComparison.Ordinal) : -1;
            if (weekday < 0) return weeks < 0 ? null : new(i, end, weeks == 0 ? today : monday, monday.AddDays(6), true);
            var day = monday.AddDays(weekday);
            if (weeks < 0 && day < today) day = day.AddDays(7);
            return new(i, end + 1, day, day, true);
        }

        return null;
    }

    private static SaidDate? MonthEnd(string text, int i, DateOnly today)
    {
        foreach (var (words, months) in MonthEnds)
        {
            // 腊月底, 九月底 name their month.
            if (!DateText.At(text, i, words) || (words[0] == '月' && i > 0 && (NumeralReader.IsNumeralStart(text[i - 1]) || text[i - 1] is '腊' or '正' or '冬' or '个'))) continue;
            var last = new DateOnly(today.Year, today.Month, 1).AddMonths(months + 1).AddDays(-1);
            return new(i, i + words.Length, last, last, true);
        }

        return null;
    }

    /// <summary>三天以内, 还有五天, 一个星期之内.</summary>
    private static SaidDate? Length(string text, int i, DateOnly today)
    {
        if (!NumeralReader.IsNumeralStart(text[i]) || (i > 0 && NumeralReader.IsNumeralStart(text[i - 1])) || NumeralReader.Read(text, i) is not { High: >= 1 and <= 60 } n) return null;
        foreach (var (unit, days) in Lengths)
        {
            if (!DateText.At(text, n.End, unit)) continue;
            var end = n.End + unit.Length;
            var within = Array.Find(Within, w => DateText.At(text, end, w));
            if (within is null or "前" or "之前" && !Array.Exists(Left, l => DateText.At(text, i - l.Length, l))) return null;
            return new(i, end + (within?.Length ?? 0), today.AddDays((int)n.Low * days), today.AddDays((int)n.High * days), true);
        }

        return null;
    }

    /// <summary>28号: the next one.</summary>
    private static SaidDate? DayOfMonth(string text, int i, DateOnly today)
    {
        if ((i > 0 && (NumeralReader.IsNumeralStart(text[i - 1]) || text[i - 1] is '月' or '初')) || DateText.Day(text, i, lunar: false) is not { } day || text[day.End - 1] != '号') return null;
        for (var month = new DateOnly(today.Year, today.Month, 1); month <= today.AddMonths(2); month = month.AddMonths(1))
        {
            if (day.Day <= DateTime.DaysInMonth(month.Year, month.Month) && month.AddDays(day.Day - 1) >= today) return new(i, day.End, month.AddDays(day.Day - 1), month.AddDays(day.Day - 1), true);
        }

        return null;
    }

    /// <summary>十二月五号, 腊月二十, 元旦: the next time it comes.</summary>
    private static SaidDate? Named(string text, int i, DateOnly today)
    {
        if (i > 0 && NumeralReader.IsNumeralStart(text[i - 1])) return null;
        if (DateText.RelativeYear(text, i) is { Years: >= 0 } said) return DateReader.InYear(text, i, said.End, today.Year + said.Years, DateOnly.MaxValue);
        // The lunar year may have begun in the year before.
        for (var year = today.Year - 1; year <= today.Year + 1; year++)
        {
            if (DateReader.InYear(text, i, i, year, DateOnly.MaxValue) is { } date && date.To >= today) return date with { YearSaid = false };
        }

        return null;
    }
}

using System.Buffers;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Dates;

/// <summary>Finds days and intervals: 去年腊月, 上个月初八, 收麦那会儿, 大前天, 三个月前, 2025年3月5日.</summary>
internal static class DateReader
{
    private static readonly (string Words, int Months)[] Months = [("上上个月", -2), ("上上月", -2), ("上个月", -1), ("上月", -1), ("前个月", -2), ("这个月", 0), ("本月", 0), ("下个月", 1), ("下月", 1)];

    private static readonly (string Words, int Weeks)[] Weeks = [("上个星期", -1), ("上星期", -1), ("上周", -1), ("上礼拜", -1), ("上个礼拜", -1), ("这个星期", 0), ("这周", 0), ("这礼拜", 0)];

    private static readonly (string Words, int Days)[] Lengths = [("个多月", 35), ("个月", 30), ("个星期", 7), ("个礼拜", 7), ("天", 1), ("年多", 450), ("年", 365)];

    private static readonly ByBeginning<(string Words, int Months)> MonthsByBeginning = new(Months, m => m.Words);

    private static readonly ByBeginning<(string Words, int Weeks)> WeeksByBeginning = new(Weeks, w => w.Words);

    public static List<SaidDate> Find(Utterance words, DateOnly today)
    {
        List<SaidDate> found = [];
        var text = words.Text;
        for (var i = 0; i < text.Length; i++)
        {
            var skip = text.AsSpan(i).IndexOfAny(DateText.Beginnings);
            if (skip < 0) break;
            i += skip;
            if (NumeralReader.IsNumeralStart(text[i]) && !Dated(text, i)) continue;
            if (Read(text, i, today) is not { } date || date.End > words.ClauseAt(i).End) continue;
            found.Add(date);
            i = date.End - 1;
        }

        return found;
    }

    /// <summary>A number begins a date only when a word for a day, month or year is near.</summary>
    private static bool Dated(string text, int i) => text.AsSpan(i, Math.Min(text.Length - i, 10)).IndexOfAny(Dating) >= 0;

    private static readonly SearchValues<char> Dating = SearchValues.Create("年月日号天个星礼-./初");

    private static SaidDate? Read(string text, int i, DateOnly today)
    {
        if (DateText.RelativeDay(text, i) is { } day) return Exact(i, day.End, today.AddDays(day.Days));
        if (Numeric(text, i, today) is { } numeric) return numeric;
        if (RelativeMonth(text, i, today) is { } month) return month;
        if (Ago(text, i, today) is { } ago) return ago;
        var year = DateText.RelativeYear(text, i) is { } relative ? (today.Year + relative.Years, relative.End) : DateText.Year(text, i, today);
        if (year is { } said)
        {
            var rest = Skip(text, said.Item2);
            return InYear(text, i, rest, said.Item1, today) ?? new SaidDate(i, said.Item2, new(said.Item1, 1, 1), Past(new(said.Item1, 12, 31), today), true);
        }

        return WithoutYear(text, i, today);
    }

    private static int Skip(string text, int i) => i < text.Length && text[i] is '的' or '那' ? i + 1 : i;

    /// <summary>A feast, month, day or season read here, in this year; nothing in it lies after <paramref name="today"/> where the words leave that open.</summary>
    public static SaidDate? InYear(string text, int start, int i, int year, DateOnly today)
    {
        if (i >= text.Length) return null;
        if (DateText.LunarTime(text, i, year) is { } feast) return new(start, feast.End, feast.Time.From, feast.Time.To, true);
        if (DateText.LunarMonth(text, i) is { } lunar && LunarDays.Month(year, lunar.Month) is { } whole)
        {
            if (DateText.Day(text, lunar.End, lunar: true) is { } day && LunarDays.Day(year, lunar.Month, day.Day) is { } exact) return Exact(start, day.End, exact);
            if (DateText.Third(text, lunar.End) is { } third) return new(start, third.End, whole.From.AddDays(third.From - 1), third.To >= 30 ? whole.To : whole.From.AddDays(third.To - 1), true);
            return new(start, lunar.End, whole.From, whole.To, true);
        }

        if (DateText.Month(text, i) is { } month)
        {
            // 九月底, 三月初: a third of the month.
            if (DateText.Third(text, month.End) is { } third) return new(start, third.End, new(year, month.Month, third.From), new(year, month.Month, Math.Min(third.To, DateTime.DaysInMonth(year, month.Month))), true);
            if (DateText.Day(text, month.End, lunar: false) is { } day && day.Day <= DateTime.DaysInMonth(year, month.Month)) return Exact(start, day.End, new(year, month.Month, day.Day));
            return new(start, month.End, new(year, month.Month, 1), new(year, month.Month, DateTime.DaysInMonth(year, month.Month)), true);
        }

        return DateText.Season(text, i, year) is { } season ? new(start, season.End, season.Time.From, Past(season.Time.To, today), true) : null;
    }

    /// <summary>三月, 腊月, 收麦那会儿 without a year: the last one that has begun.</summary>
    private static SaidDate? WithoutYear(string text, int i, DateOnly today)
    {
        if (i > 0 && (NumeralReader.IsNumeralStart(text[i - 1]) || text[i - 1] is '个' or '多' or '些' or '半' or '去' or '前' or '今' or '明' or '每' or '一')) return null;
        for (var year = today.Year; year >= today.Year - 1; year--)
        {
            if (InYear(text, i, i, year, today) is not { } date) continue;
            if (date.From <= today) return date with { YearSaid = false };
        }

        return null;
    }

    /// <summary>上个月, 这个月, 上上个月, with a day if one follows.</summary>
    public static SaidDate? RelativeMonth(string text, int i, DateOnly today)
    {
        foreach (var (word, months) in MonthsByBeginning.At(text, i))
        {
            if (!DateText.At(text, i, word)) continue;
            var end = i + word.Length;
            var first = new DateOnly(today.Year, today.Month, 1).AddMonths(months);
            if (DateText.At(text, end, "初") && DateText.Day(text, end, lunar: true) is { } lunarDay)
            {
                // 上个月初八: the eighth of the lunar month before this one.
                var current = LunarMonthOf(today);
                var (year, month) = current.Month + months < 1 ? (current.Year - 1, current.Month + months + 12) : (current.Year, current.Month + months);
                if (LunarDays.Day(year, month, lunarDay.Day) is { } exact) return Exact(i, lunarDay.End, exact);
            }

            if (DateText.Day(text, end, lunar: false) is { } day && day.Day <= DateTime.DaysInMonth(first.Year, first.Month)) return Exact(i, day.End, first.AddDays(day.Day - 1));
            return new(i, end, first, Past(first.AddMonths(1).AddDays(-1), months > 0 ? DateOnly.MaxValue : today), true);
        }

        foreach (var (word, weeks) in WeeksByBeginning.At(text, i))
        {
            if (!DateText.At(text, i, word)) continue;
            var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) + (7 * weeks));
            var weekday = i + word.Length < text.Length ? "一二三四五六日".IndexOf(text[i + word.Length] == '天' ? '日' : text[i + word.Length], StringComparison.Ordinal) : -1;
            if (weekday >= 0) return Exact(i, i + word.Length + 1, monday.AddDays(weekday));
            return new(i, i + word.Length, monday, Past(monday.AddDays(6), today), true);
        }

        return null;
    }

    /// <summary>三天前, 两个月以前, 半年前, 头两年: a length of time before today, as wide as it is vague.</summary>
    private static SaidDate? Ago(string text, int i, DateOnly today)
    {
        var half = text[i] == '半';
        var n = half ? new Numeral(i, i + 1, 0.5m, 0.5m, 1, false, false) : NumeralReader.IsNumeralStart(text[i]) ? NumeralReader.Read(text, i) : null;
        if (n is not { } number || number.High > 90 || (i > 0 && NumeralReader.IsNumeralStart(text[i - 1]))) return null;
        var end = number.End;
        if (DateText.At(text, end, "多")) end++;
        foreach (var (unit, days) in Lengths)
        {
            if (!DateText.At(text, end, unit)) continue;
            var after = end + unit.Length;
            var ago = DateText.At(text, after, "以前") || DateText.At(text, after, "之前") ? 2 : DateText.At(text, after, "前") && !DateText.At(text, after, "前后") ? 1 : 0;
            if (ago == 0) return null;
            if (days == 365 && !half) return new(i, after + ago, new(today.Year - (int)number.High, 1, 1), new(today.Year - (int)number.Low, 12, 31), true);
            if (days == 1 && number.Low == number.High) return Exact(i, after + ago, today.AddDays(-(int)number.Low));
            var slack = Math.Max(days / 2, 1);
            return new(i, after + ago, today.AddDays(-(int)(number.High * days) - slack), today.AddDays(Math.Min(0, -(int)(number.Low * days) + slack)), true);
        }

        return null;
    }

    /// <summary>2025-03-05, 2025.3.5, 2025/3/5.</summary>
    private static SaidDate? Numeric(string text, int i, DateOnly today)
    {
        if (!char.IsAsciiDigit(text[i]) || (i > 0 && char.IsAsciiDigit(text[i - 1])) || i + 8 > text.Length) return null;
        var end = i;
        while (end < text.Length && end - i < 10 && (char.IsAsciiDigit(text[end]) || text[end] is '-' or '.' or '/')) end++;
        var parts = text[i..end].Split('-', '.', '/');
        if (parts.Length != 3 || parts[0].Length != 4 || !int.TryParse(parts[0], out var year) || !int.TryParse(parts[1], out var month) || !int.TryParse(parts[2], out var day)) return null;
        if (year is < 1900 or > 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        return Exact(i, end, new(year, month, day));
    }

    private static (int Year, int Month) LunarMonthOf(DateOnly day)
    {
        var year = LunarDays.YearOf(day);
        for (var month = 12; month >= 1; month--)
        {
            if (LunarDays.Day(year, month, 1) is { } first && first <= day) return (year, month);
        }

        return (year, 1);
    }

    private static SaidDate Exact(int start, int end, DateOnly day) => new(start, end, day, day, true);

    /// <summary>What has happened cannot end after today.</summary>
    private static DateOnly Past(DateOnly end, DateOnly today) => end > today ? today : end;
}

using System.Buffers;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Dates;

/// <summary>A day or interval that was said.</summary>
/// <param name="YearSaid">True when a year was named or follows from the words (去年, 上个月); false for 三月 alone.</param>
internal readonly record struct SaidDate(int Start, int End, DateOnly From, DateOnly To, bool YearSaid);

/// <summary>The pieces dates are made of, read at one place of a text.</summary>
internal static class DateText
{
    private static readonly (string Words, int Years)[] RelativeYears =
        [("大前年", -3), ("前年", -2), ("去年", -1), ("上年", -1), ("年时", -1), ("头年", -1), ("今年", 0), ("本年", 0), ("明年", 1)];

    private static readonly (string Words, int Days)[] RelativeDays =
    [
        ("大前天", -3), ("大前儿", -3), ("前天", -2), ("前儿个", -2), ("前儿", -2), ("前夜", -2), ("昨天", -1), ("昨儿个", -1), ("昨儿", -1), ("昨晚", -1), ("昨夜", -1), ("昨日", -1), ("夜儿个", -1), ("夜儿", -1), ("夜个", -1), ("夜黑", -1),
        ("今天", 0), ("今儿个", 0), ("今儿", 0), ("今早", 0), ("今晚", 0), ("大后天", 3), ("后天", 2), ("后儿", 2), ("明天", 1), ("明儿个", 1), ("明儿", 1),
    ];

    /// <summary>Times of the farming year and feasts: the words, then from and to as month and day of the common calendar.</summary>
    private static readonly (string Words, int FromMonth, int FromDay, int ToMonth, int ToDay)[] Seasons =
    [
        ("收麦那会儿", 5, 25, 6, 15), ("收麦", 5, 25, 6, 15), ("割麦", 5, 25, 6, 15), ("麦收", 5, 25, 6, 15), ("麦季", 5, 25, 6, 15), ("打麦", 5, 25, 6, 15), ("麦罢", 6, 10, 6, 30), ("麦口", 5, 20, 6, 5), ("麦前", 5, 10, 5, 31), ("麦后", 6, 10, 6, 30), ("插秧", 5, 20, 6, 20), ("栽秧", 5, 20, 6, 20), ("割稻", 9, 5, 10, 10), ("收稻", 9, 5, 10, 10), ("采茶", 3, 25, 5, 10), ("摘茶", 3, 25, 5, 10),
        ("打春", 2, 3, 2, 5), ("立春", 2, 3, 2, 5), ("惊蛰", 3, 5, 3, 7), ("春分", 3, 20, 3, 22), ("谷雨", 4, 19, 4, 21), ("立夏", 5, 5, 5, 7), ("小满", 5, 20, 5, 22), ("芒种", 6, 5, 6, 7), ("夏至", 6, 20, 6, 22), ("小暑", 7, 6, 7, 8), ("大暑", 7, 22, 7, 24), ("入伏", 7, 11, 7, 20), ("数伏", 7, 11, 8, 20), ("立秋", 8, 7, 8, 9), ("入秋", 8, 7, 8, 31), ("处暑", 8, 22, 8, 24), ("白露", 9, 7, 9, 9), ("秋分", 9, 22, 9, 24), ("寒露", 10, 7, 10, 9), ("霜降", 10, 22, 10, 24), ("立冬", 11, 7, 11, 8), ("冬至", 12, 21, 12, 23), ("数九", 12, 21, 12, 31),
        ("秋收", 9, 10, 10, 20), ("收秋", 9, 10, 10, 20), ("掰玉米", 9, 10, 10, 5), ("收玉米", 9, 10, 10, 5), ("掰棒子", 9, 10, 10, 5), ("种麦", 10, 5, 10, 31), ("开春", 2, 4, 3, 31), ("春上", 2, 4, 4, 30), ("春里", 3, 1, 5, 31), ("春天", 3, 1, 5, 31), ("入冬", 11, 7, 11, 30),
        ("三伏天", 7, 12, 8, 20), ("夏天", 6, 1, 8, 31), ("夏里", 6, 1, 8, 31), ("热天", 6, 1, 8, 31), ("秋天", 9, 1, 11, 30), ("秋里", 9, 1, 11, 30), ("秋后", 10, 1, 11, 30),
        ("上半年", 1, 1, 6, 30), ("下半年", 7, 1, 12, 31), ("年初", 1, 1, 2, 28), ("年中", 6, 1, 7, 31), ("国庆", 10, 1, 10, 7), ("五一", 5, 1, 5, 5), ("元旦", 1, 1, 1, 3), ("清明", 4, 3, 4, 6), ("暑假", 7, 1, 8, 31), ("寒假", 1, 15, 2, 20),
    ];

    /// <summary>Feasts and months of the lunar calendar: month, first and last day (0 for the whole month).</summary>
    private static readonly (string Words, int Month, int FromDay, int ToDay)[] LunarTimes =
    [
        ("八月十五", 8, 15, 15), ("五月端午", 5, 5, 5), ("五月初五", 5, 5, 5), ("七月十五", 7, 15, 15), ("三月三", 3, 3, 3), ("九月九", 9, 9, 9), ("二月二", 2, 2, 2), ("六月六", 6, 6, 6),
        ("年前", 12, 1, 30), ("过了年", 1, 1, 30), ("过完年", 1, 1, 30), ("过罢年", 1, 1, 30), ("过了十五", 1, 16, 30), ("出了正月", 2, 1, 10), ("出正月", 2, 1, 10), ("年后", 1, 1, 30), ("年下", 12, 15, 30), ("大年三十", 12, 30, 30), ("年三十", 12, 30, 30), ("除夕", 12, 30, 30), ("小年", 12, 23, 23), ("腊八", 12, 8, 8), ("年根", 12, 15, 30), ("年跟前", 12, 15, 30), ("年关", 12, 15, 30), ("年底", 12, 1, 30),
        ("大年初一", 1, 1, 1), ("春节", 1, 1, 15), ("过年", 1, 1, 15), ("元宵", 1, 15, 15), ("正月十五", 1, 15, 15), ("端午", 5, 5, 5), ("中秋", 8, 15, 15), ("重阳", 9, 9, 9), ("七月半", 7, 15, 15),
    ];

    private static readonly ByBeginning<(string Words, int Value)> YearsByBeginning = new(RelativeYears, y => y.Words), DaysByBeginning = new(RelativeDays, d => d.Words);

    private static readonly ByBeginning<(string Words, int FromMonth, int FromDay, int ToMonth, int ToDay)> SeasonsByBeginning = new(Seasons, s => s.Words);

    private static readonly ByBeginning<(string Words, int Month, int FromDay, int ToDay)> LunarByBeginning = new(LunarTimes, l => l.Words);

    /// <summary>Every character a date can begin with.</summary>
    public static SearchValues<char> Beginnings { get; } = SearchValues.Create(string.Concat([
        .. RelativeYears.Select(y => y.Words[0]), .. RelativeDays.Select(d => d.Words[0]), .. Seasons.Select(x => x.Words[0]), .. LunarTimes.Select(t => t.Words[0]),
        .. "上前这本下腊正冬农阴半几零〇一二两三四五六七八九十0123456789"]));

    public static (int Years, int End)? RelativeYear(string text, int i) => Find(YearsByBeginning, text, i);

    public static (int Days, int End)? RelativeDay(string text, int i) => Find(DaysByBeginning, text, i);

    public static ((DateOnly From, DateOnly To) Time, int End)? Season(string text, int i, int year)
    {
        foreach (var (words, fromMonth, fromDay, toMonth, toDay) in SeasonsByBeginning.At(text, i))
        {
            if (At(text, i, words)) return ((new(year, fromMonth, fromDay), new(year, toMonth, toDay)), i + words.Length);
        }

        if (At(text, i, "冬天") || At(text, i, "冬里") || At(text, i, "冬上")) return ((new(year, 12, 1), new DateOnly(year + 1, 3, 1).AddDays(-1)), i + 2);
        return null;
    }

    public static ((DateOnly From, DateOnly To) Time, int End)? LunarTime(string text, int i, int year)
    {
        foreach (var (words, month, fromDay, toDay) in LunarByBeginning.At(text, i))
        {
            if (At(text, i, words) && LunarDays.Day(year, month, fromDay) is { } from && LunarDays.Day(year, month, toDay) is { } to) return ((from, to), i + words.Length);
        }

        return null;
    }

    /// <summary>A month named in the lunar way (腊月, 正月, 冬月), or with a lunar day after it (三月初八).</summary>
    public static (int Month, int End)? LunarMonth(string text, int i)
    {
        if (At(text, i, "腊月")) return (12, i + 2);
        if (At(text, i, "正月")) return (1, i + 2);
        if (At(text, i, "冬月")) return (11, i + 2);
        if (At(text, i, "农历") || At(text, i, "阴历")) return LunarMonth(text, i + 2) ?? Month(text, i + 2);
        return Month(text, i) is { } month && month.End < text.Length && text[month.End] == '初' && Day(text, month.End, lunar: true) is not null ? month : null;
    }

    /// <summary>3月, 三月份, 十一月.</summary>
    public static (int Month, int End)? Month(string text, int i)
    {
        if (i >= text.Length || !NumeralReader.IsNumeralStart(text[i]) || NumeralReader.Read(text, i) is not { IsRange: false } n) return null;
        if (n.Low is < 1 or > 12 || n.Low != Math.Floor(n.Low) || n.End >= text.Length || text[n.End] != '月') return null;
        // 一月三百 is three hundred a month, 一月3号 a day in January.
        if (n.Low == 1 && !char.IsAsciiDigit(text[i]) && (i == 0 || text[i - 1] != '年') && !At(text, n.End, "月份") && Day(text, n.End + 1, lunar: false) is null) return null;
        return ((int)n.Low, At(text, n.End, "月份") ? n.End + 2 : n.End + 1);
    }

    /// <summary>初八, 二十三, 15号, 3日; a bare number only after a lunar month.</summary>
    public static (int Day, int End)? Day(string text, int i, bool lunar)
    {
        if (i >= text.Length) return null;
        var early = text[i] == '初';
        var at = early ? i + 1 : i;
        if (at >= text.Length || !NumeralReader.IsNumeralStart(text[at]) || NumeralReader.Read(text, at) is not { IsRange: false } n) return null;
        if (n.Low is < 1 or > 31 || n.Low != Math.Floor(n.Low)) return null;
        if (early) return n.Low <= 10 ? ((int)n.Low, n.End) : null;
        if (n.End < text.Length && text[n.End] is '号' or '日') return ((int)n.Low, n.End + 1);
        return lunar && n.Low <= 30 && n.Low >= 10 ? ((int)n.Low, n.End) : null;
    }

    /// <summary>2024年, 二〇二三年, 24年; never a length of time (三年).</summary>
    public static (int Year, int End)? Year(string text, int i, DateOnly today)
    {
        if (i + 2 < text.Length && text[i + 2] == '年' && SpokenYear(text[i], text[i + 1]) is { } spoken && (i == 0 || (!NumeralReader.IsNumeralStart(text[i - 1]) && text[i - 1] is not ('初' or '高' or '研'))))
        {
            // 二四年五月, 八三年: two digits that are no range; 二三年 may be two or three years unless a month follows.
            var range = spoken % 10 == (spoken / 10) + 1;
            if (!At(text, i + 3, "前") && !At(text, i + 3, "了") && (!range || Month(text, i + 3) is not null)) return (spoken + 2000 <= today.Year ? 2000 + spoken : 1900 + spoken, i + 3);
        }

        if (!NumeralReader.IsNumeralStart(text[i]) || (i > 0 && (NumeralReader.IsNumeralStart(text[i - 1]) || text[i - 1] is '第' or '.')) || NumeralReader.Read(text, i) is not { } n) return null;
        if (n.End >= text.Length || text[n.End] != '年' || n.Low != Math.Floor(n.Low) || n.Scaled) return null;
        if (n.Digits && n.Low is >= 1900 and <= 2100) return ((int)n.Low, n.End + 1);
        var twoDigits = n.End - n.Start == 2 && char.IsAsciiDigit(text[i]) && n.Low >= 10;
        if (!twoDigits || At(text, n.End + 1, "了") || At(text, n.End + 1, "前")) return null;
        var century = n.Low + 2000 <= today.Year ? 2000 : 1900;
        // 20年没回家 is a length of time; 20年3月 or 24年摔的 is a year only where a month follows or the year is recent.
        return Month(text, n.End + 1) is not null || n.Low + 2000 >= today.Year - 4 && n.Low + 2000 <= today.Year ? (century + (int)n.Low, n.End + 1) : null;
    }

    /// <summary>底, 初, 中旬 behind a month: from which to which of its days.</summary>
    public static (int From, int To, int End)? Third(string text, int i)
    {
        if (At(text, i, "上旬") || At(text, i, "头上")) return (1, 10, i + 2);
        if (At(text, i, "中旬")) return (11, 20, i + 2);
        if (At(text, i, "下旬")) return (21, 31, i + 2);
        if (At(text, i, "底") || At(text, i, "末") || At(text, i, "尾")) return (21, 31, i + 1);
        return At(text, i, "初") && (i + 1 == text.Length || !NumeralReader.IsNumeralStart(text[i + 1])) ? (1, 10, i + 1) : null;
    }

    private static int? SpokenYear(char tens, char ones) => tens is not '两' and not '零' and not '〇' && ones is not '两' && !char.IsAsciiDigit(tens) && ChineseNumeral.DigitOf(tens) is { } t && ChineseNumeral.DigitOf(ones) is { } o ? (t * 10) + o : null;

    private static (int, int)? Find(ByBeginning<(string Words, int Value)> table, string text, int i)
    {
        foreach (var (words, value) in table.At(text, i))
        {
            if (At(text, i, words)) return (value, i + words.Length);
        }

        return null;
    }

    public static bool At(string text, int i, string word) => i >= 0 && i < text.Length && string.CompareOrdinal(text, i, word, 0, word.Length) == 0;
}

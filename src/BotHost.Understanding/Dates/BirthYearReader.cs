using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Dates;

/// <summary>1957年生, 五七年的, 56年生人: a birth year of the subject.</summary>
internal static class BirthYearReader
{
    public static void Read(Scene scene)
    {
        // 五八年腊月, to the question about the year of birth.
        if (scene.Expecting("subject.birth_year") && scene.Text.IndexOf('年', StringComparison.Ordinal) is > 1 and var at && YearBefore(scene.Text, at) is { } first && Year(scene.Text[first..at], scene.Context.Today) is { } asked)
            scene.Add("subject.birth_year", FactValue.Of(asked), (first, at + 1));

        foreach (var cue in scene.In("birth"))
        {
            var start = YearBefore(scene.Text, cue.Start);
            var (from, end) = start is { } s ? (s, cue.End) : (cue.Start, YearAfter(scene.Text, cue.End) ?? -1);
            if (end < 0) continue;
            var digits = start is not null ? scene.Text[from..cue.Start] : scene.Text[cue.End..end];
            if (Year(digits, scene.Context.Today) is not { } year) continue;
            // 五二年的 tells a birth only where nothing else stands (58年的房子).
            var clause = scene.Words.ClauseAt(from);
            if (scene.Text[cue.Start..cue.End] == "年的" && ((end != clause.End && scene.Text[end] != '属') || year > scene.Context.Today.Year - 14 || (from > clause.Start && scene.Text[from - 1] is not ('我' or '俺' or '是' or '咱')))) continue;
            // 1946年11月23号生: the whole day tells more.
            if (DayFollows(scene.Text, end) || (cue.Start == from && DayFollows(scene.Text, cue.End))) continue;
            scene.Take(from, end);
            if (scene.Cast.AboutSubject(from)) scene.Add("subject.birth_year", FactValue.Of(year), (from, end));
            if (Month(scene.Text[from..end]) is { } month && Math.Abs(month - scene.Context.Today.Month) >= 2)
                scene.BornIn.Add(new(from, end, from, end, scene.Context.Today.Year - year - (month > scene.Context.Today.Month ? 1 : 0), null, null, Measure.YearsOld, false, false));
        }
    }

    /// <summary>一九四七年三月生: the month, by either calendar; far enough from today it settles the full years.</summary>
    private static int? Month(string said)
    {
        var end = said.IndexOf('月', StringComparison.Ordinal);
        if (end < 1) return null;
        var digits = said[(said.IndexOf('年', StringComparison.Ordinal) + 1)..end];
        return digits switch { "正" => 1, "冬" => 11, "腊" => 12, "十" => 10, "十一" => 11, "十二" => 12, [var one] when ChineseNumeral.DigitOf(one) is { } n => (int)n, _ => int.TryParse(digits, out var month) ? month : null };
    }

    private static bool DayFollows(string text, int from)
    {
        const int longest = 12;
        var at = from;
        while (at < text.Length && at - from < longest && (text[at] is '年' or '月' or '十' || char.IsAsciiDigit(text[at]) || ChineseNumeral.DigitOf(text[at]) is not null)) at++;
        return at > from && at < text.Length && text[at] is '号' or '日';
    }

    private static int? YearBefore(string text, int end)
    {
        var start = end;
        while (start > 0 && end - start < 4 && (char.IsAsciiDigit(text[start - 1]) || (text[start - 1] is not ('两' or '俩' or '仨') && ChineseNumeral.DigitOf(text[start - 1]) is not null))) start--;
        return end - start is 2 or 4 ? start : null;
    }

    private static int? YearAfter(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 4 && (char.IsAsciiDigit(text[end]) || ChineseNumeral.DigitOf(text[end]) is not null)) end++;
        return end - start is 2 or 4 && end < text.Length && text[end] == '年' ? end : null;
    }

    private static int? Year(string digits, DateOnly today)
    {
        var value = 0;
        foreach (var c in digits)
        {
            if (c == '年') break;
            value = (value * 10) + (char.IsAsciiDigit(c) ? c - '0' : ChineseNumeral.DigitOf(c) ?? 0);
        }

        if (value < 100) value += value + 2000 <= today.Year - 10 ? value < 20 ? 2000 : 1900 : 1900;
        return value >= 1900 && value <= today.Year ? value : null;
    }
}

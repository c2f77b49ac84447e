using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Understanding.People;

/// <summary>属龙: the animal tells the year of birth only up to twelve years, so it is asked back with the years it may be.</summary>
internal static class ZodiacReader
{
    private static readonly (string Names, int Index)[] Animals =
        [("鼠", 0), ("牛", 1), ("虎", 2), ("兔", 3), ("龙", 4), ("蛇长虫", 5), ("马", 6), ("羊", 7), ("猴", 8), ("鸡", 9), ("狗", 10), ("猪", 11)];

    public static void Read(Scene scene)
    {
        if (scene.Has("subject.birth_year") || scene.Has("subject.age")) return;
        for (var i = scene.Text.IndexOf('属', StringComparison.Ordinal); i >= 0 && i + 1 < scene.Text.Length; i = scene.Text.IndexOf('属', i + 1))
        {
            var said = scene.Text[i + 1] is '小' && i + 2 < scene.Text.Length ? scene.Text[i + 2] : scene.Text[i + 1];
            var animal = Array.FindIndex(Animals, a => a.Names.Contains(said, StringComparison.Ordinal));
            if (animal < 0 || (!scene.Cast.AboutSubject(i) && scene.Cast.OwnerAt(i) is not { Kin: Kin.Household })) continue;
            // 1924 began a cycle with the rat.
            var years = Enumerable.Range(0, 9).Select(cycle => 1924 + Animals[animal].Index + (12 * cycle)).Where(y => y <= scene.Context.Today.Year - 12);
            // 属牛的,六一年: a year told beside its own animal is the year of birth.
            if (YearBeside(scene, i, Animals[animal].Index) is { } told)
            {
                scene.Add("subject.birth_year", FactValue.Of(told.Year), (told.Start, told.End));
                return;
            }

            scene.Wonder("subject.birth_year", "two-readings", i, i + 2, [.. years.Select(y => (FactValue)FactValue.Of(y))]);
            return;
        }
    }

    private static (decimal Year, int Start, int End)? YearBeside(Scene scene, int at, int animal)
    {
        foreach (System.Text.RegularExpressions.Match m in System.Text.RegularExpressions.Regex.Matches(scene.Text, "(?<![0-9零一二三四五六七八九〇])(19|一九)?([0-9零一二三四五六七八九〇]{2})年"))
        {
            if (m.Index + m.Length < at - 3 || m.Index > at + 8) continue;
            var digits = m.Groups[2].Value;
            var year = 1900 + (10 * Digit(digits[0])) + Digit(digits[1]);
            if (year >= 1924 && (year - 1924) % 12 == animal) return (year, m.Index, m.Index + m.Length);
        }

        return null;
    }

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : Numbers.ChineseNumeral.DigitOf(c) ?? 0;
}

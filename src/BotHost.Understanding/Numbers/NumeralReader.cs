using System.Globalization;

namespace BotHost.Understanding.Numbers;

/// <summary>Reads numbers the way people say them: 一万二千五, 八九千, 十七八, 1.5万, 3千5, 三万五万, 千儿八百.</summary>
internal static class NumeralReader
{
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>Rough amounts that are one word: the words, from, to, how coarse.</summary>
    private static readonly (string Words, decimal Low, decimal High, decimal Unit)[] Rough =
    [
        ("千儿八百", 800, 1000, 100), ("千二八百", 800, 1000, 100), ("千把八百", 800, 1000, 100), ("千八百", 800, 1000, 100), ("万儿八千", 8000, 10000, 1000), ("万把八千", 8000, 10000, 1000), ("万八千", 8000, 10000, 1000),
        ("大几万", 60000, 90000, 10000), ("大几千", 6000, 9000, 1000), ("大几百", 600, 900, 100), ("好几万", 30000, 90000, 10000), ("好几千", 3000, 9000, 1000), ("好几百", 300, 900, 100),
        ("百儿八十", 80, 100, 10), ("百把八十", 80, 100, 10), ("百八十", 80, 100, 10), ("千把", 900, 1200, 100), ("万把", 9000, 12000, 1000), ("百把", 90, 120, 10), ("百十", 100, 120, 10),
        ("千数", 900, 1200, 100), ("百数", 90, 120, 10), ("成万", 9000, 12000, 1000), ("十万八万", 80000, 100000, 10000), ("十块八块", 8, 10, 1), ("十天八天", 8, 10, 1),
    ];

    /// <summary>The number that starts exactly here, or null.</summary>
    public static Numeral? Read(string text, int start)
    {
        if (text[start] is '千' or '万' or '百' or '成' or '十' or '大' or '好')
        {
            foreach (var (words, low, high, unit) in Rough)
            {
                if (string.CompareOrdinal(text, start, words, 0, words.Length) == 0) return new(start, start + words.Length, low, high, unit, unit >= 10, false);
            }
        }

        var one = char.IsAsciiDigit(text[start]) ? Arabic(text, start) : ChineseNumeral.Read(text, start);
        return one is { } first ? Range(text, first) : null;
    }

    private static readonly string[] Joints = ["-", "~", "到", "至", "—", "–", "多不到", "多将近", "多近", "来块到", "多块到", "块到", "块钱到", "多到"];

    /// <summary>3-5万, 八千到一万, 九千多不到一万, 三万五万.</summary>
    private static Numeral Range(string text, Numeral first)
    {
        var at = first.End;
        if (at >= text.Length || first.IsRange) return first;
        var joint = Array.Find(Joints, j => string.CompareOrdinal(text, at, j, 0, j.Length) == 0) ?? "";
        var dash = joint.Length > 0;
        if (!dash && (first.Digits || !first.Scaled)) return first;
        var next = at + joint.Length;
        if (next >= text.Length || !IsNumeralStart(text[next])) return first;
        var second = char.IsAsciiDigit(text[next]) ? Arabic(text, next) : ChineseNumeral.Read(text, next);
        if (second is not { IsRange: false } last) return first;
        var low = first.Low;
        // 3-5万 means thirty to fifty thousand; 8千到1万 already says its own scale.
        if (!first.Scaled && last.Scaled && low < 100 && low * last.Unit < last.Low) low *= last.Unit;
        if (low >= last.Low || last.Low > low * 20) return first;
        if (!dash && (first.Unit != last.Unit || low * 2 < last.Low)) return first;
        return new(first.Start, last.End, low, last.Low, Math.Max(first.Unit, last.Unit), first.Scaled || last.Scaled, false);
    }

    private static Numeral? Arabic(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || Thousands(text, start, end))) end++;
        var whole = end;
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end++;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        }

        if (end - start > 15) return new Numeral(start, end, Largest, Largest, 1, false, true);
        var value = decimal.Parse(text.AsSpan(start, end - start), NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var unit = end > whole ? 0.1m : 1m;
        if (unit == 1m && value > 0)
        {
            while (value % (unit * 10) == 0 && unit < 1_000_000) unit *= 10;
        }

        var digits = true;
        while (end < text.Length && ScaleOf(text[end]) is { } scale && !(text[end] is 'k' or 'w' && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1])))
        {
            value *= scale;
            unit = scale * (whole < end && unit < 1 ? 0.1m : 1);
            end++;
            digits = false;
            if (value > Largest) return null;
            // 1万2 and 3千5: the digit after the scale counts the next smaller one.
            if (end < text.Length && char.IsAsciiDigit(text[end]) && Arabic(text, end) is { } rest)
            {
                if (rest.Low < scale && (!rest.Digits || rest.Low < 10))
                {
                    var next = rest.Digits ? scale / 10 : 1;
                    value += rest.Low * next;
                    return new(start, rest.End, value, value, rest.Digits ? next : rest.Unit, true, false);
                }

                if (rest.Digits && rest.Low < scale)
                {
                    value += rest.Low;
                    return new(start, rest.End, value, value, rest.Unit, true, false);
                }

                break;
            }

            if (end < text.Length && ChineseNumeral.DigitOf(text[end]) is { } digit && !char.IsAsciiDigit(text[end]) && ChineseNumeral.Read(text, end) is { IsRange: false } tail && tail.Low < scale)
            {
                value += tail.Scaled ? tail.Low : digit * scale / 10;
                return new(start, tail.End, value, value, tail.Scaled ? tail.Unit : scale / 10, true, false);
            }
        }

        return new(start, end, value, value, unit, !digits, digits);
    }

    private static bool Thousands(string text, int start, int at) => text[at] == ',' && at - start is >= 1 and <= 11 && at + 3 < text.Length
        && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) && char.IsAsciiDigit(text[at + 3])
        && (at + 4 >= text.Length || !char.IsAsciiDigit(text[at + 4])) && (at - start <= 3 || text[at - 4] == ',');

    private static decimal? ScaleOf(char c) => c switch
    {
        '百' => 100, '千' or 'k' => 1000, '万' or 'w' => 10_000, '亿' => 100_000_000,
        _ => null,
    };

    public static bool IsNumeralStart(char c) => char.IsAsciiDigit(c) || ChineseNumeral.DigitOf(c) is not null || c is '十' or '拾' or '百' or '千' or '万' or '几' or '成' or '大' or '好';
}

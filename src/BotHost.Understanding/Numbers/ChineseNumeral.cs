namespace BotHost.Understanding.Numbers;

/// <summary>Numbers in Chinese characters, with spoken shortcuts (一万二 = 12000) and neighbouring digits as a range (八九千, 一百五六).</summary>
internal static class ChineseNumeral
{
    public static int? DigitOf(char c) => c switch
    {
        '零' or '〇' => 0,
        '一' or '壹' or '幺' => 1, '二' or '两' or '贰' or '俩' => 2, '三' or '叁' or '仨' => 3, '四' or '肆' => 4, '五' or '伍' => 5,
        '六' or '陆' => 6, '七' or '柒' => 7, '八' or '捌' => 8, '九' or '玖' => 9,
        _ => null,
    };

    public static Numeral? Read(string text, int start)
    {
        if (DigitString(text, start) is { } written) return written;
        var state = new Sum();
        var i = start;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '俩' or '仨' && i > start) break;
            if (c is '零' or '〇' && i > start) state.Zero = true;
            else if (DigitOf(c) is { } digit)
            {
                if (!state.Digit(digit, i, After(text, i))) break;
            }
            else if (c == '几')
            {
                if (!state.Few(After(text, i))) break;
            }
            else if (c is '点' && i > start && i + 2 < text.Length && DigitOf(text[i + 1]) is { } tenth && state.Pending && text[i + 2] is '万' or '千' or '亩')
            {
                state.Tenth(tenth);
                i++;
            }
            else if (c is '十' or '拾' or '百' or '佰' or '千' or '仟' or '万' or '亿')
            {
                if (!state.Scale(ScaleOf(c), i == start, After(text, i)))
                {
                    // 三万五万, 三千五千: the digit before belongs to the next number.
                    // A scale that stands alone (十十) brings no digit of its own to give back.
                    if (state.Pending && i > start + 1 && state.Forget() is var back && back == i - 1) i = back;
                    break;
                }
            }
            else break;
            if (c is '俩' or '仨')
            {
                i++;
                break;
            }
        }

        if (i == start) return null;
        if (state.Pending && i - start >= 2 && text[i - 1] == '一' && text[i - 2] is '百' or '千' or '万' && Each(text, i)) i = state.Forget();
        var said = state.Done(start, i);
        // 七十有六, in the old way of telling ages; 六十有三个娃 is no such number.
        return text[i - 1] == '十' && i + 1 < text.Length && text[i] == '有' && DigitOf(text[i + 1]) is { } ones and > 0 && (i + 2 == text.Length || text[i + 2] is ',' or '。' or '岁' or '了' or ';' or ' ')
            ? said with { End = i + 2, Low = said.Low + ones, High = said.High + ones, Unit = 1, Scaled = false } : said;
    }

    /// <summary>三千一个月, 三百一盒, 五百一亩: the 一 belongs to what the amount is for.</summary>
    private static bool Each(string text, int at) => at < text.Length && (text[at] is '天' or '月' or '亩' or '盒' or '季' or '晌' or '趟' or '回' or '次' or '针' or '人' or '家' or '袋' or '瓶'
        || (text[at] == '年' && After(text, at) is not '级') || (text[at] == '个' && After(text, at) is '月' or '人' or '疗' or '学' or '工'));

    /// <summary>Three or more bare digits in a row are a year, a phone or a code, spoken digit by digit.</summary>
    private static Numeral? DigitString(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] is not ('两' or '俩' or '仨') && DigitOf(text[end]) is not null) end++;
        if (end - start < 3 || (end < text.Length && text[end] is '十' or '百' or '千' or '万')) return null;
        if (end - start > 15) return new(start, end, 1_000_000_000_000m, 1_000_000_000_000m, 1, false, true);
        var value = 0m;
        for (var i = start; i < end; i++) value = (value * 10) + DigitOf(text[i])!.Value;
        return new(start, end, value, value, 1, false, true);
    }

    private static char After(string text, int i) => i + 1 < text.Length ? text[i + 1] : '\0';

    private static decimal ScaleOf(char c) => c switch { '十' or '拾' => 10, '百' or '佰' => 100, '千' or '仟' => 1000, '万' => 10_000, _ => 100_000_000 };

    /// <summary>A number under construction: the parts above 亿/万, the part below, and the digit that still waits for its scale.</summary>
    private struct Sum
    {
        private decimal low, high, partLow, partHigh, digitLow, digitHigh, scale, unit, big;
        private bool scaled;
        private int pendingAt;

        public bool Zero { get; set; }

        public bool Pending { get; private set; }

        /// <summary>Takes back the waiting digit; tells where it stood.</summary>
        public int Forget()
        {
            Pending = false;
            return pendingAt;
        }

        public bool Digit(int digit, int at, char next)
        {
            if (!Pending)
            {
                pendingAt = at;
                (digitLow, digitHigh, Pending) = (digit, digit, true);
                return true;
            }

            // 八九千, 三五百, 十七八: two neighbouring digits are a range; anything else starts a new number.
            if (digitLow != digitHigh || digitLow == 0) return false;
            var near = digit == digitLow + 1 || (digitLow == 3 && digit == 5) || (digitLow == 3 && digit == 2 && next is '十' or '百' or '千' or '万');
            if (!near || (next != '\0' && DigitOf(next) is not null)) return false;
            (digitLow, digitHigh) = (Math.Min(digitLow, digit), Math.Max(digitLow, digit));
            return true;
        }

        public bool Few(char next)
        {
            if (Pending || !(scaled || next is '十' or '百' or '千' or '万')) return false;
            (digitLow, digitHigh, Pending) = scaled ? (1, 9, true) : (2, 9, true);
            return true;
        }

        public void Tenth(int tenth) => (digitLow, digitHigh) = (digitLow + (tenth / 10m), digitHigh + (tenth / 10m));

        public bool Scale(decimal next, bool first, char after)
        {
            if (!Pending && first && next > 10)
            {
                // 千二, 万五: a scale may open a number only when a digit follows that is not its own scale; 万一 means "in case".
                if (DigitOf(after) is not (>= 2 and <= 9) || after is '两' or '俩' or '仨') return false;
                (digitLow, digitHigh, Pending) = (1, 1, true);
            }

            if (!Pending && next == 10) (digitLow, digitHigh, Pending) = (1, 1, true);
            if (next < 10_000)
            {
                if (!Pending || (scale > 0 && scale < 10_000 && next >= scale)) return false;
                partLow += digitLow * next;
                partHigh += digitHigh * next;
            }
            else
            {
                if (big > 0 && big <= next) return false;
                if (Pending) (partLow, partHigh) = (partLow + digitLow, partHigh + digitHigh);
                if (partLow == 0) return false;
                (low, high, partLow, partHigh, big) = (low + (partLow * next), high + (partHigh * next), 0, 0, next);
                if (high > 1_000_000_000_000m) return false;
            }

            (scale, unit, Pending, scaled, Zero) = (next, next, false, true, false);
            return true;
        }

        public Numeral Done(int start, int end)
        {
            if (Pending)
            {
                // 一万二 = 12000, 一百五六 = 150–160, but 一百零五 = 105 and 十五 = 15.
                var worth = scale > 10 && !Zero ? scale / 10 : 1;
                partLow += digitLow * worth;
                partHigh += digitHigh * worth;
                unit = worth;
            }

            return new(start, end, low + partLow, high + partHigh, Math.Max(unit, 1), scaled && unit >= 10 || low + partLow >= 100, false);
        }
    }
}

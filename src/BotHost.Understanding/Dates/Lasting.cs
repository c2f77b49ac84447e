using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Dates;

/// <summary>How long something has lasted tells when it began, as roughly as it was said: 俩月了, 有半年了, 两个半月, 有俩星期了, 好几年了.</summary>
internal static class Lasting
{
    private static readonly (string Words, int Days)[] Units = [("个半月", 45), ("个星期", 7), ("个礼拜", 7), ("星期", 7), ("礼拜", 7), ("个月", 30), ("年", 365), ("天", 1)];

    /// <summary>How many days ago it began, from and to, and where that is said; null when the message tells of no one length of time.</summary>
    public static (FactValue.Day Since, int Start, int End)? Read(Scene scene)
    {
        var today = scene.Context.Today;
        if (Spoken(scene.Text) is { } spoken) return (new(today.AddDays(-spoken.Most), today.AddDays(-spoken.Least)), spoken.Start, spoken.End);
        if (scene.Quantities is not [{ Measure: Measure.Years or Measure.Months or Measure.Days } length] || length.Value > 80) return null;
        var days = (int)(length.Value * length.Measure switch { Measure.Years => 365, Measure.Months => 30, _ => 1 });
        var slack = Math.Max(1, days / 8);
        return (new(today.AddDays(-days - slack), today.AddDays(Math.Min(0, slack - days))), length.Start, length.End);
    }

    /// <summary>Lengths that are no plain number with its unit: weeks, half months, a few years.</summary>
    private static (int Least, int Most, int Start, int End)? Spoken(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var few = DateText.At(text, i, "好几") ? 2 : text[i] == '几' ? 1 : 0;
            var number = few == 0 && NumeralReader.IsNumeralStart(text[i]) ? NumeralReader.Read(text, i) : null;
            if (few == 0 && number is null) continue;
            var (low, high, end) = number is { } n ? (n.Low, n.High, n.End) : (few == 2 ? 3m : 2m, 9m, i + few);
            foreach (var (unit, days) in Units)
            {
                if (!DateText.At(text, end, unit) || high > 80) continue;
                // 三年, 俩月 are read as quantities; here only what these are not.
                if (few == 0 && days is 1 or 30 or 365) return null;
                // 两个半月: as many whole months and a half.
                var (least, most) = days == 45 ? ((int)((low * 30) + 15), (int)((high * 30) + 15)) : ((int)(low * days), (int)(high * days));
                var slack = Math.Max(1, least / 8);
                return (few > 0 ? least : Math.Max(0, least - slack), few > 0 ? most : most + slack, i, end + unit.Length);
            }

            i = end - 1;
        }

        return null;
    }
}

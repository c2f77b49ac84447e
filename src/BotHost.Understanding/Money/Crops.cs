using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What the fields bring, told without its year.</summary>
internal static class Crops
{
    /// <summary>Animals and trees, and what denies.</summary>
    private static readonly System.Buffers.SearchValues<char> NoCrop = System.Buffers.SearchValues.Create("猪羊牛鸡鸭鹅鱼兔头只树没不");

    /// <summary>卖玉米三千二, 花生收了六千: a crop that was sold or brought in; no animal, no price of one, nothing that was had only once.</summary>
    public static bool Sold(Scene scene, Cue by, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        // 桃卖完算算净挣七千: that it was sold stands before what was left.
        var from = by.Entry == "household_income" || by.Entry == AmountRole.Earned ? clause.Start : Math.Max(clause.Start, Math.Min(by.Start, q.Start));
        var said = scene.Text.AsSpan(from, Math.Max(0, q.Start - from));
        return q.Value >= 300 && said.ContainsAny("卖收落") && !said.ContainsAny(NoCrop) && Each.Unit(scene, q) is null && scene.In("ruined").Count == 0 && !scene.In("land.each").Exists(c => c.End <= q.Start && q.Start - c.End <= 16);
    }
}

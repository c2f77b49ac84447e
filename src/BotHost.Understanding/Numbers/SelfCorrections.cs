using BotHost.Understanding.Words;

namespace BotHost.Understanding.Numbers;

/// <summary>五口,不对,是四口: a number taken back in the same message is not read.</summary>
internal static class SelfCorrections
{
    public static List<Quantity> Drop(Scene scene, List<Quantity> quantities)
    {
        var corrections = scene.In("taken_back");
        if (corrections.Count == 0) return quantities;
        return quantities.FindAll(q => !corrections.Exists(c => (c.Start >= q.End && c.Start - q.End <= 2 && !Denies(scene, c, quantities)
            && quantities.Exists(later => later.Start >= c.End && later.Start - Last(corrections, c) <= 6 && later.Measure == q.Measure)) || (q.Start - c.End is 0 or 1 && (Denies(scene, c, quantities) || Instead(scene, c, q, quantities)))));
    }

    /// <summary>不对不对,记岔了,是一万四: where the last of several such words in a row ends.</summary>
    private static int Last(List<Cue> corrections, Cue first)
    {
        var end = first.End;
        foreach (var next in corrections)
        {
            if (next.Start - end is <= 1 && next.End > end) end = next.End;
        }

        return end;
    }

    /// <summary>不是一百八是二百一: the one that is not, right before the one that is.</summary>
    private static bool Instead(Scene scene, Cue correction, Quantity q, List<Quantity> quantities) => scene.Text.AsSpan(correction.Start, correction.Length) is "不是"
        && quantities.Exists(o => o.Start > q.End && o.Start - q.End <= 8 && o.Measure == q.Measure && Is(scene, q.End, o.Start));

    /// <summary>是, 应该是, 一年是: words that put one number in the place of another, how often it comes perhaps among them.</summary>
    private static bool Is(Scene scene, int from, int to)
    {
        var at = from < to && scene.Text[from] is ',' or ' ' ? from + 1 : from;
        if (scene.In("period").Find(c => c.Start == at && c.End < to) is { } period) at = period.End;
        return scene.In("instead").Exists(c => c.Start == at && c.End == to);
    }

    /// <summary>是四口人不是五口: a number right behind 不是, with no other behind it, is the one that is taken back.</summary>
    private static bool Denies(Scene scene, Cue correction, List<Quantity> quantities)
    {
        if (scene.Text.AsSpan(correction.Start, correction.Length) is not "不是" || quantities.Find(q => q.Start - correction.End is 0 or 1) is not { } denied) return false;
        var before = quantities.FindLast(q => q.End <= correction.Start && correction.Start - q.End <= 2);
        return before is not null && before.Measure == denied.Measure && scene.Words.ClauseAt(denied.NumberStart).Holds(correction.Start)
            && !quantities.Exists(q => q.Start >= denied.End && q.Start - denied.End <= 4 && q.Measure == denied.Measure);
    }
}

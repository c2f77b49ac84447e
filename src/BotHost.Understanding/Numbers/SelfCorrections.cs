namespace BotHost.Understanding.Numbers;

/// <summary>五口,不对,是四口: a number taken back in the same message is not read.</summary>
internal static class SelfCorrections
{
    public static List<Quantity> Drop(Scene scene, List<Quantity> quantities)
    {
        var corrections = scene.In("taken_back");
        if (corrections.Count == 0) return quantities;
        return quantities.FindAll(q => !corrections.Exists(c => c.Start >= q.End && c.Start - q.End <= 2
            && quantities.Exists(later => later.Start >= c.End && later.Start - c.End <= 6 && later.Measure == q.Measure)));
    }
}

using BotHost.Core.Facts;

namespace BotHost.Understanding.Aid;

/// <summary>What somebody complains of and about whom: 村会计收了俺五百, 镇上连材料都不接.</summary>
internal static class ComplaintReader
{
    public static void Read(Scene scene)
    {
        var levels = scene.In("complaint.level");
        // 没动静 is asked of any application; it is a complaint only beside whoever is to blame. Unfairness blames by itself.
        var kinds = scene.In("complaint.kind").FindAll(c => (levels.Count > 0 || c.Entry == "unfair_list"));
        // 交了二百打点费,到现在没动静: that nothing moves is the least of it.
        if (kinds.Exists(c => c.Entry != "too_slow")) kinds.RemoveAll(c => c.Entry == "too_slow");
        if (kinds.Exists(c => c.Entry == "money_taken")) kinds.RemoveAll(c => c.Entry == "not_accepted");
        if (kinds.Count == 0) return;
        if (kinds.TrueForAll(k => k.Entry == kinds[0].Entry)) scene.Add("complaint.kind", new FactValue.Choice(kinds[0].Entry), (kinds[0].Start, kinds[0].End));
        else scene.Wonder("complaint.kind", "two-readings", kinds[0].Start, kinds[^1].End, [.. kinds.Select(k => k.Entry).Distinct().Select(k => (FactValue)new FactValue.Choice(k))]);
        if (levels.Count > 0 && levels.TrueForAll(l => l.Entry == levels[0].Entry)) scene.Add("complaint.level", new FactValue.Choice(levels[0].Entry), (levels[0].Start, levels[0].End));
    }
}

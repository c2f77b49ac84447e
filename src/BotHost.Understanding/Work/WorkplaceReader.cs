using BotHost.Core.Facts;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Work;

/// <summary>How far from home work may be: 镇上有活没, 想在县里干, 河南省里头随便.</summary>
internal static class WorkplaceReader
{
    public static void Read(Scene scene, Worker worker, bool wanted)
    {
        var places = scene.In("work.place").FindAll(c => (wanted || Wished(scene, c) || Course(scene, c)) && (worker.Mine(c.Start) || Cared(scene, c.Start)));
        // 俺刘庄附近 holds 附近, 出省不干 is more than 出省: the longest words count.
        places = places.FindAll(c => !places.Exists(o => o.Start <= c.Start && o.End >= c.End && o.Length > c.Length));
        // 县城就行,远了不去: the place that is named says how far.
        if (places.Exists(p => p.Entry != "near_home")) places.RemoveAll(p => p.Entry == "near_home" && scene.Text.AsSpan(p.Start, p.Length).Contains('远'));
        if (places.Count > 0 && places.TrueForAll(p => p.Entry == places[0].Entry)) scene.Add("work.place", new FactValue.Choice(places[0].Entry), (places[0].Start, places[0].End));
        else if (places.Count == 0 && wanted && scene.First("work.kind_wanted", "at_home") is { } home) scene.Add("work.place", new FactValue.Choice("near_home"), (home.Start, home.End));
    }

    /// <summary>想在县里干, 镇上的厂就中: a place, work and a wish in one clause, of which nothing has happened yet (俺在郑州干了三年).</summary>
    private static bool Wished(Scene scene, Cue place)
    {
        var clause = scene.Words.ClauseAt(place.Start);
        if (scene.InClause(clause, "place.wish").Count == 0 || scene.InClause(clause, "place.work").Count == 0) return false;
        return !scene.Text.AsSpan(clause.Start, clause.Length).ContainsAny("了过着年") && scene.InClause(clause, "hypothetical").Count == 0;
    }

    /// <summary>想学面点,离家近点的培训有没有: how far a course may be.</summary>
    private static bool Course(Scene scene, Cue place) => place.Entry == "near_home" && scene.In("skill.learn").Exists(c => scene.Words.ClauseAt(place.Start).Holds(c.Start)) && scene.Has("work.training_wanted");

    /// <summary>家里老人离不了人,只能找个离家近的: the old and the young told of in another clause look for no work.</summary>
    private static bool Cared(Scene scene, int index) => scene.Cast.OwnerAt(index) is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Grandchild or Kin.Child } owner && !scene.Words.ClauseAt(index).Holds(owner.Start);
}

using BotHost.Core.Facts;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Work;

/// <summary>Work: what somebody can and wants to do, what holds them back, and what work must be like.</summary>
internal static class WorkReader
{
    public static void Read(Scene scene)
    {
        var worker = new Worker(scene);
        SkillReader.Read(scene, worker);
        var wanted = Talk(scene) || scene.Has("work.wage_min_monthly") || scene.Context.Expecting?.StartsWith("work.", StringComparison.Ordinal) == true;
        foreach (var cue in scene.In("work.education"))
        {
            if (worker.Mine(cue.Start)) scene.Add("work.education", new FactValue.Choice(cue.Entry), (cue.Start, cue.End));
        }

        foreach (var cue in scene.In("work.health_limits").Where(c => worker.Mine(c.Start))) scene.AddTo("work.health_limits", cue.Entry, cue.Start, cue.End);
        if (scene.In("work.care").FirstOrDefault(c => !scene.Cast.Outside(c.Start)) is { } care) scene.Add("work.care_duties", FactValue.Of(true), (care.Start, care.End));
        CareReader.Read(scene);
        if (wanted)
        {
            var places = scene.In("work.place").Where(c => worker.Mine(c.Start) || Cared(scene, c.Start)).ToList();
            if (places.Select(p => p.Entry).Distinct().Count() == 1) scene.Add("work.place", new FactValue.Choice(places[0].Entry), (places[0].Start, places[0].End));
            foreach (var cue in scene.In("work.kind_wanted")) scene.AddTo("work.kind_wanted", cue.Entry, cue.Start, cue.End);
            if (places.Count == 0 && scene.First("work.kind_wanted", "at_home") is { } home) scene.Add("work.place", new FactValue.Choice("near_home"), (home.Start, home.End));
        }

        Years.Read(scene, worker);
    }

    /// <summary>True when the message is about work wanted: said so, or told in key words (长期工,三千往上).</summary>
    public static bool Talk(Scene scene) => scene.In("wish.job").Count > 0 || (scene.In("work.kind_wanted").Count > 0 && scene.In("hardship.kind").Count == 0 && scene.In("work.past").Count == 0);

    /// <summary>家里老人离不了人,只能找个离家近的: the old and the young told of in another clause look for no work.</summary>
    private static bool Cared(Scene scene, int index) => scene.Cast.OwnerAt(index) is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Grandchild or Kin.Child } owner && !scene.Words.ClauseAt(index).Holds(owner.Start);
}

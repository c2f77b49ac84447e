using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>How many pupils and students there are where words count them: 俩娃上学, 一个上高中一个上初中.</summary>
internal static class PupilsReader
{
    private const string Fact = "household.students";

    public static void Read(Scene scene)
    {
        EachOne(scene);
        Both(scene);
        Counted.Read(scene, "student", Fact);
    }

    /// <summary>孙子孙女都上学: two named in one word.</summary>
    private static void Both(Scene scene)
    {
        foreach (var cue in scene.In("student").Where(c => c.Entry == "after_children" && scene.Text[c.Start] == '都' && !scene.Cast.Outside(c.Start)))
        {
            if (scene.Cast.Mentions.LastOrDefault(m => m.End == cue.Start && m.Kin == Kin.Grandchild) is { } named && Roster.Many(scene, named) is > 1 and var many) scene.Add(Fact, FactValue.Of(many), (named.Start, cue.End));
        }
    }

    private static void EachOne(Scene scene)
    {
        var each = scene.In("student").Where(c => c.Entry == "after_children" && c.Start >= 2 && scene.Words.At(c.Start - 2, "一个") && !scene.Cast.Outside(c.Start)).DistinctBy(c => c.Start).ToList();
        if (each.Count >= 2) scene.Add(Fact, FactValue.Of(each.Count), [.. each.Select(c => (c.Start - 2, c.End))]);
        else if (each.Count == 1 && scene.Quantities.Exists(q => q.Value > 1 && q.End < each[0].Start && each[0].Start - q.End <= 12 && q.Measure is Measure.None or Measure.Things && scene.Cast.Mentions.Any(m => m.Start >= q.NumberEnd - 1 && m.Start - q.End <= 1))) scene.Wonder(Fact, "two-readings", each[0].Start, each[0].End);
    }
}

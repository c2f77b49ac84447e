using BotHost.Core.Facts;

namespace BotHost.Understanding.People;

/// <summary>How many can work or earn: 就俺一个劳力, 没一个能下地的; asked for, those named (俺跟俺儿).</summary>
internal static class WorkersReader
{
    private const string Fact = "household.workers";

    public static void Read(Scene scene)
    {
        Counted.Read(scene, "worker", Fact);
        if (!scene.Has(Fact) && Those(scene) is { } those) scene.Add(Fact, FactValue.Of(those.Count), (those.Start, those.End));
        if (!scene.Expecting(Fact) || scene.Has(Fact) || scene.Quantities.Exists(q => q.Measure is Numbers.Measure.Persons or Numbers.Measure.People or Numbers.Measure.Things) || scene.In("negation").Count > 0) return;
        if (Roster.Count(scene, 0, scene.Text.Length) is { } named) scene.Add(Fact, FactValue.Of(named.Count), (named.Start, named.End));
    }

    /// <summary>能下力的就俺跟俺男人: those named behind are all.</summary>
    private static (decimal Count, int Start, int End)? Those(Scene scene)
    {
        foreach (var cue in scene.In("worker").Where(c => c.Entry == "people" && scene.Text[c.End - 1] == '的' && !scene.Cast.Outside(c.Start)))
        {
            var clause = scene.Words.ClauseAt(cue.Start);
            if (scene.Words.At(cue.End, "就") && scene.InClause(clause, "negation").Count == 0 && Roster.Count(scene, cue.End, clause.End) is { Speaker: true } named) return (named.Count, cue.Start, named.End);
        }

        return null;
    }
}

using BotHost.Core.Facts;

namespace BotHost.Understanding.People;

/// <summary>How many can work or earn: 就俺一个劳力, 没一个能下地的; asked for, those named (俺跟俺儿).</summary>
internal static class WorkersReader
{
    private const string Fact = "household.workers";

    public static void Read(Scene scene)
    {
        Counted.Read(scene, "worker", Fact);
        if (!scene.Expecting(Fact) || scene.Has(Fact) || scene.Quantities.Exists(q => q.Measure is Numbers.Measure.Persons or Numbers.Measure.People or Numbers.Measure.Things) || scene.In("negation").Count > 0) return;
        if (Roster.Count(scene, 0, scene.Text.Length) is { } named) scene.Add(Fact, FactValue.Of(named.Count), (named.Start, named.End));
    }
}

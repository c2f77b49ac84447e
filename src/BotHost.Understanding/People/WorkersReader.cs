using BotHost.Core.Facts;

namespace BotHost.Understanding.People;

/// <summary>How many can work or earn: 就俺一个劳力, 没一个能下地的; asked for, those named (俺跟俺儿).</summary>
internal static class WorkersReader
{
    private const string Fact = "household.workers";

    public static void Read(Scene scene)
    {
        Counted.Read(scene, "worker", Fact);
        if (!scene.Has(Fact) && OneOfTwo(scene) is { } one) scene.Add(Fact, FactValue.Of(1), one);
        if (!scene.Has(Fact) && Those(scene) is { } those) scene.Add(Fact, FactValue.Of(those.Count), (those.Start, those.End));
        if (!scene.Expecting(Fact) || scene.Has(Fact) || scene.Quantities.Exists(q => q.Measure is Numbers.Measure.Persons or Numbers.Measure.People or Numbers.Measure.Things) || scene.In("negation").Count > 0) return;
        if (Roster.Count(scene, 0, scene.Text.Length) is { } named) scene.Add(Fact, FactValue.Of(named.Count), (named.Start, named.End));
    }

    /// <summary>他爸在工地一个月五千五,我没上班: a couple of whom one earns, told with what it pays; grown-up children might earn too.</summary>
    private static (int, int)? OneOfTwo(Scene scene)
    {
        if (scene.Cast.Subject is not null || scene.In("idle.self").FirstOrDefault() is not { } idle || scene.In("grown_up").Count > 0) return null;
        var spouse = scene.Cast.Mentions.FirstOrDefault(m => m is { Kin: Kin.Spouse or Kin.Father, Oblique: false } && (m.Kin == Kin.Spouse || (scene.Text[m.Start] is '他' or '她' && scene.Cast.Mentions.Any(c => c.Kin == Kin.Child))) && scene.Quantities.Exists(q => q.LooksLikeMoney && q.Start > m.End && scene.Words.Breath(scene.Words.ClauseAt(m.Start)) is var own && own.Holds(q.Start) && scene.Text.AsSpan(m.End, q.Start - m.End) is var job && (job.Contains("一个月", StringComparison.Ordinal) || job.Contains("一月", StringComparison.Ordinal)) && !job.ContainsAny('药', '花', '病')));
        return spouse is null ? null : (Math.Min(spouse.Start, idle.Start), Math.Max(spouse.End, idle.End));
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

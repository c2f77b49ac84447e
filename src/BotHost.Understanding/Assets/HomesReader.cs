using BotHost.Core.Facts;

namespace BotHost.Understanding.Assets;

/// <summary>What an inspection said of the home: 房子鉴定是D级, D级危房.</summary>
internal static class HomesReader
{
    public static void Read(Scene scene)
    {
        Area(scene);
        var said = scene.In("home.danger").FindAll(c => !scene.Cast.Outside(c.Start) && scene.Words.ClauseAt(c.Start) is var clause
            && scene.InClause(clause, "hypothetical").Count == 0 && scene.InClause(clause, "question").Count == 0 && !scene.InClause(clause, "negation").Exists(n => n.End <= c.Start && c.Start - n.End <= 2));
        if (said.Count == 0) return;
        if (said.TrueForAll(c => c.Entry == said[0].Entry)) scene.Add("assets.home_danger", new FactValue.Choice(said[0].Entry), (said[0].Start, said[0].End));
        else scene.Wonder("assets.home_danger", "two-readings", said[0].Start, said[^1].End);
    }

    /// <summary>老宅110平,县城那套90平: two homes told with their size make the area of all.</summary>
    private static void Area(Scene scene)
    {
        var told = scene.Quantities.FindAll(q => q is { Min: null, Value: >= 20 and <= 600 } && q.End < scene.Text.Length && (scene.Text[q.End] == '平' || scene.Text[q.End - 1] == '平') && !scene.Cast.Outside(q.NumberStart));
        if (told.Count > 1) scene.Add("assets.homes_sqm", FactValue.Of(told.Sum(q => q.Value)), [.. told.Select(q => (q.Start, q.End))]);
    }
}

using BotHost.Core.Facts;

namespace BotHost.Understanding.Assets;

/// <summary>What an inspection said of the home: 房子鉴定是D级, D级危房.</summary>
internal static class HomesReader
{
    public static void Read(Scene scene)
    {
        var said = scene.In("home.danger").FindAll(c => !scene.Cast.Outside(c.Start) && scene.Words.ClauseAt(c.Start) is var clause
            && scene.InClause(clause, "hypothetical").Count == 0 && scene.InClause(clause, "question").Count == 0 && !scene.InClause(clause, "negation").Exists(n => n.End <= c.Start && c.Start - n.End <= 2));
        if (said.Count == 0) return;
        if (said.TrueForAll(c => c.Entry == said[0].Entry)) scene.Add("assets.home_danger", new FactValue.Choice(said[0].Entry), (said[0].Start, said[0].End));
        else scene.Wonder("assets.home_danger", "two-readings", said[0].Start, said[^1].End);
    }
}

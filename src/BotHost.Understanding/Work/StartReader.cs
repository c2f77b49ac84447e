using BotHost.Core.Facts;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Work;

/// <summary>When somebody could begin: 收完秋再说, 过了年再出去, 明天上工都中.</summary>
internal static class StartReader
{
    public static void Read(Scene scene, Worker worker, bool wanted)
    {
        var said = scene.In("work.start").FindAll(c => worker.Mine(c.Start) && Goes(scene, c, wanted));
        if (said.Count > 0 && said.TrueForAll(c => c.Entry == said[0].Entry)) scene.Add("work.start", new FactValue.Choice(said[0].Entry), (said[0].Start, said[0].End));
    }

    /// <summary>The time and the going to work in one clause or the next (等烟卖完了才能出门); in talk of work 再 and 才 are enough.</summary>
    private static bool Goes(Scene scene, Cue time, bool wanted)
    {
        var clause = scene.Words.ClauseAt(time.Start);
        if (scene.InClause(clause, "hypothetical").Count > 0 || scene.InClause(clause, "question").Count > 0) return false;
        if (scene.In("start.go").Exists(c => clause.Holds(c.Start) && (c.Start >= time.End || c.End <= time.Start || c.Entry == "whole"))) return true;
        return wanted && (time.Entry == "now" || scene.Text.AsSpan(time.End, clause.End - time.End).ContainsAny("再才"));
    }
}

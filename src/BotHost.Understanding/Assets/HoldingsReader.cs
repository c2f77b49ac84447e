using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Assets;

/// <summary>Cars, houses, land; and plain denials (没存款, 没车, 不欠账) as zero.</summary>
internal static class HoldingsReader
{
    public static void Read(Scene scene)
    {
        foreach (var cue in scene.In("zero.of"))
        {
            // 没啥存款,就手里千把块: little is not nothing when an amount follows.
            if (scene.Text.AsSpan(cue.Start, cue.Length).ContainsAny("啥多几") && scene.Quantities.Find(q => q.LooksLikeMoney && q.Start - cue.End is >= 0 and <= 10) is { } rest)
            {
                scene.Wonder(cue.Entry, "two-readings", rest.Start, rest.End, rest.Whole());
                continue;
            }

            if (!scene.Cast.Outside(cue.Start) && scene.InClause(scene.Words.ClauseAt(cue.Start), "hypothetical").Count == 0 && scene.InClause(scene.Words.ClauseAt(cue.Start), "rhetorical").Count == 0) scene.Add(cue.Entry, FactValue.Of(0), (cue.Start, cue.End));
        }

        foreach (var cue in scene.In("owned"))
        {
            if (scene.Cast.Outside(cue.Start) || scene.InClause(scene.Words.ClauseAt(cue.Start), "negation").Count > 0 || scene.InClause(scene.Words.ClauseAt(cue.Start), "question").Count > 0) continue;
            var q = scene.Quantities.FindLast(x => x.End <= cue.Start && cue.Start - x.End <= 3 && !x.Scaled);
            if (q is null && cue.Entry == "assets.houses" && scene.Words.Text.AsSpan(0, cue.Start).EndsWith("有套") | scene.Words.Text.AsSpan(0, cue.Start).EndsWith("买了套") | scene.Words.Text.AsSpan(0, cue.Start).EndsWith("有一套")) scene.Add(cue.Entry, FactValue.Of(1), (cue.Start - 2, cue.End));
            if (q is null && cue.Entry == "assets.cars" && scene.InClause(scene.Words.ClauseAt(cue.Start), "has").Any(c => c.End <= cue.Start && cue.Start - c.End <= (scene.Text[c.End - 1] is '辆' or '个' ? 10 : 4))) scene.Add(cue.Entry, FactValue.Of(1), (cue.Start, cue.End));
            else if (q is not null && q.Measure is Measure.Things or Measure.None or Measure.Rooms && scene.InClause(scene.Words.ClauseAt(cue.Start), "has").Count > 0) scene.Add(cue.Entry, q.Whole(), (q.Start, cue.End));
        }

        if (scene.Has("loan.amount") && scene.In("loan.purpose").FirstOrDefault() is { } purpose) scene.Add("loan.purpose", new FactValue.Choice(purpose.Entry), (purpose.Start, purpose.End));
        Land(scene);
    }

    /// <summary>Mu of land: one's own, or let to others. Land taken on from others is neither.</summary>
    private static void Land(Scene scene)
    {
        foreach (var q in scene.Quantities.Where(q => q.Measure == Measure.Mu && !scene.Cast.Outside(q.NumberStart)))
        {
            var clause = scene.Words.ClauseAt(q.NumberStart);
            if (scene.InClause(clause, "land.each").Any(c => c.Start <= q.Start && c.End >= q.End)) continue;
            if (scene.InClause(clause, "land.taken").Count > 0) continue;
            // 去年种了八亩花生: what was sown in one year may be anybody's land.
            if (scene.In("land.crop").Exists(c => c.Start - q.End is >= 0 and <= 1) && scene.InClause(clause, "land.mine").Count == 0) continue;
            var next = scene.Words.ClauseAt(Math.Min(clause.End + 1, scene.Text.Length - 1));
            var nextTells = next.Start > clause.Start && !scene.Quantities.Exists(o => o.Measure == Measure.Mu && next.Holds(o.NumberStart));
            if (scene.InClause(clause, "land.let").Concat(q.Start - clause.Start <= 1 && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } before ? scene.InClause(before, "land.let") : []).Concat(nextTells ? scene.InClause(next, "land.let") : []).FirstOrDefault() is { } let) scene.Add("land.rented_out_mu", q.Exact(), (Math.Min(q.Start, let.Start), Math.Max(q.End, let.End)));
            else if (scene.In("land.taken").Count > 0 && scene.InClause(clause, "land.mine").Count == 0) scene.Wonder("land.own_mu", "two-readings", q.Start, q.End, q.Exact());
            else if ((scene.InClause(clause, "land.own").FirstOrDefault() ?? (q.Start - clause.Start <= 4 && !clause.NewSentence && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } said ? scene.InClause(said, "land.own").Find(c => c.End == said.End) : null)) is { } own) scene.Add("land.own_mu", q.Exact(), (Math.Min(q.Start, own.Start), Math.Max(q.End, own.End)));
        }
    }
}

using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;

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
            // 说俺二闺女有小车: what grown children have is theirs.
            if (scene.Cast.OwnerAt(cue.Start) is { Kin: Kin.Son or Kin.Daughter or Kin.Sibling }) continue;
            // 他开着小轿车: of somebody who was not named.
            if (cue.Entry == "assets.cars" && scene.Cast.OwnerAt(cue.Start) is { Kin: Kin.Pronoun }) continue;
            if (scene.Cast.Outside(cue.Start) || scene.InClause(scene.Words.ClauseAt(cue.Start), "negation").Count > 0 || scene.InClause(scene.Words.ClauseAt(cue.Start), "question").Count > 0) continue;
            var q = scene.Quantities.FindLast(x => x.Start < cue.Start && x.End <= cue.End && cue.Start - x.End <= 3 && !x.Scaled);
            // 房子就一处, 车有一辆: the count behind its thing, with a word that counts nothing else.
            if (scene.Quantities.Find(x => x.Start - cue.End is >= 0 and <= 3 && scene.Words.ClauseAt(cue.Start).Holds(x.NumberStart) && !x.Scaled && x.Value is >= 1 and <= 9 && scene.Text[x.End - 1] is '处' or '套' or '辆' or '院') is { } behind) scene.Add(cue.Entry, behind.Whole(), (cue.Start, behind.End));
            if (q is null && cue.Entry == "assets.houses" && scene.Words.Text.AsSpan(0, cue.Start).EndsWith("有套") | scene.Words.Text.AsSpan(0, cue.Start).EndsWith("买了套") | scene.Words.Text.AsSpan(0, cue.Start).EndsWith("有一套")) scene.Add(cue.Entry, FactValue.Of(1), (cue.Start - 2, cue.End));
            if (q is not null && cue.Entry == "assets.houses" && q.Value >= 2 && scene.In("total").Exists(c => c.End <= q.Start && q.Start - c.End <= 2)) scene.Add(cue.Entry, q.Whole(), (q.Start, cue.End));
            else if (q is null && cue.Entry == "assets.cars" && scene.InClause(scene.Words.ClauseAt(cue.Start), "has").Any(c => c.End <= cue.Start && cue.Start - c.End <= (scene.Text[c.End - 1] is '辆' or '个' ? 10 : 4))) scene.Add(cue.Entry, FactValue.Of(1), (cue.Start, cue.End));
            else if (q is not null && q.Measure is Measure.Things or Measure.None or Measure.Rooms && scene.InClause(scene.Words.ClauseAt(cue.Start), "has").Count > 0) scene.Add(cue.Entry, q.Whole(), (q.Start, cue.End));
        }

        if (scene.Has("loan.amount") && scene.In("loan.purpose").FirstOrDefault() is { } purpose) scene.Add("loan.purpose", new FactValue.Choice(purpose.Entry), (purpose.Start, purpose.End));
    }

    /// <summary>Mu of land: one's own, or let to others. Land taken on from others is neither.</summary>
    public static void Land(Scene scene)
    {
        foreach (var q in scene.Quantities.Where(q => q.Measure == Measure.Mu && !scene.Cast.Outside(q.NumberStart)))
        {
            var clause = scene.Words.ClauseAt(q.NumberStart);
            if (scene.InClause(clause, "land.each").Any(c => c.Start <= q.Start && c.End >= q.End)) continue;
            if (scene.InClause(clause, "land.taken").Exists(c => Beside(scene, q, c, clause))) continue;
            // 去年种了八亩花生: what was sown in one year may be anybody's land.
            if (scene.In("land.crop").Exists(c => c.Start - q.End is >= 0 and <= 1) && scene.InClause(clause, "land.mine").Count == 0) continue;
            var next = scene.Words.ClauseAt(Math.Min(clause.End + 1, scene.Text.Length - 1));
            var nextTells = next.Start > clause.Start && !scene.Quantities.Exists(o => o.Measure == Measure.Mu && next.Holds(o.NumberStart));
            if (scene.InClause(clause, "land.let").Where(c => Beside(scene, q, c, clause)).Concat(q.Start - clause.Start <= 1 && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } before ? scene.InClause(before, "land.let") : []).Concat(nextTells ? scene.InClause(next, "land.let") : []).Concat(Later(scene, q, clause)).FirstOrDefault() is { } let) 
            {
                scene.Add("land.rented_out_mu", q.Exact(), (Math.Min(q.Start, let.Start), Math.Max(q.End, let.End)));
                // 家里四亩地,都包给侄儿了: all of one's own.
                if (let.Start > q.End && scene.Text.AsSpan(q.End, let.Start - q.End).ContainsAny("都全") && scene.Cues.Find(c => c.Group is "land.mine" or "household" && c.End <= q.Start && q.Start - c.End <= 2 && clause.Holds(c.Start)) is { } mine) scene.Add("land.own_mu", q.Exact(), (mine.Start, q.End));
            }

            else if (scene.In("land.taken").Count > 0 && scene.InClause(clause, "land.mine").Count == 0) scene.Wonder("land.own_mu", "two-readings", q.Start, q.End, q.Exact());
            else if ((scene.InClause(clause, "land.own").FirstOrDefault() ?? scene.InClause(clause, "land.mine").FirstOrDefault() ?? (q.Start - clause.Start <= 4 && !clause.NewSentence && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } said ? scene.InClause(said, "land.own").Find(c => c.End == said.End) : null)) is { } own) scene.Add("land.own_mu", q.Exact(), (Math.Min(q.Start, own.Start), Math.Max(q.End, own.End)));
        }
    }

    /// <summary>有三亩地,自己种不动,都包给侄儿了: what became of the land, a clause further on in the sentence.</summary>
    private static List<Words.Cue> Later(Scene scene, Quantity q, Words.Clause clause) => scene.In("land.let").FindAll(c => c.Start > clause.End && c.Start - q.End <= 20
        && scene.Words.Clauses.All(x => x.Start <= clause.Start || x.Start > c.Start || !x.NewSentence) && !scene.Quantities.Exists(o => o.Measure == Measure.Mu && o.Start > q.End && o.Start <= c.End + 4));

    /// <summary>地有六亩流转出去四亩: among several areas of one clause a word belongs to the one right behind it, or else to the one before.</summary>
    private static bool Beside(Scene scene, Quantity q, Words.Cue cue, Words.Clause clause)
    {
        List<Quantity> areas = [.. scene.Quantities.Where(o => o.Measure == Measure.Mu && clause.Holds(o.NumberStart) && !scene.InClause(clause, "land.each").Exists(e => e.Start <= o.Start && e.End >= o.End))];
        if (areas.Count < 2) return true;
        var next = areas.Find(o => o.Start >= cue.End && o.Start - cue.End <= 2);
        return (next ?? areas.FindLast(o => o.End <= cue.Start) ?? areas[0]) == q;
    }
}

using System.Buffers;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Assets;

/// <summary>Mu of land: one's own, or let to others. Land taken on from others is neither.</summary>
internal static class LandReader
{
    public static void Read(Scene scene)
    {
        if (Kinds(scene) is { } kinds) scene.Add("land.own_mu", Core.Facts.FactValue.Of(kinds.Sum(q => q.Value)), [.. kinds.Select(q => (q.Start, q.End))]);
        foreach (var q in Areas(scene).Where(q => !scene.Cast.Outside(q.NumberStart)))
        {
            var clause = scene.Words.ClauseAt(q.NumberStart);
            if (scene.InClause(clause, "land.taken").Exists(c => Beside(scene, q, c, clause))) continue;
            // 一人八分地: so much for each, of how many is told elsewhere.
            if (scene.InClause(clause, "each_of").Exists(c => c.End <= q.Start && q.Start - c.End <= 2))
            {
                scene.Wonder("land.own_mu", "basis", q.Start, q.End);
                continue;
            }

            // 地补一亩一百一,俺家八亩; 俺八亩玉米沤了
            if (Mine(scene, q, clause) is { } ours && (scene.In("land.let").Count == 0 || Let(scene, q, clause) is null))
            {
                scene.Add("land.own_mu", q.Exact(), (ours, q.End));
                continue;
            }

            // 我们老两口种六亩麦: what one grows year after year.
            if (Grows(scene, q, clause) is { } grown) scene.Add("land.own_mu", q.Exact(), (grown, q.End));
            // 去年种了八亩花生: what was sown in one year may be anybody's land.
            if (scene.In("land.crop").Exists(c => c.Start - q.End is >= 0 and <= 1) && scene.InClause(clause, "land.mine").Count == 0) continue;
            if (Let(scene, q, clause) is { } let)
            {
                scene.Add("land.rented_out_mu", q.Exact(), (Math.Min(q.Start, let.Start), Math.Max(q.End, let.End)));
                // 还有二亩三分地,包给侄儿: had, and let.
                if (let.Start > q.End && scene.Text.AsSpan(0, q.Start) is [.., '有']) scene.Add("land.own_mu", q.Exact(), (q.Start - 1, q.End));
                // 家里四亩地,都包给侄儿了: all of one's own.
                if (let.Start > q.End && scene.Text.AsSpan(q.End, let.Start - q.End).ContainsAny("都全") && scene.Cues.Find(c => c.Group is "land.mine" or "household" && c.End <= q.Start && q.Start - c.End <= 2 && clause.Holds(c.Start)) is { } mine) scene.Add("land.own_mu", q.Exact(), (mine.Start, q.End));
            }
            else if (scene.In("land.taken").Count > 0 && scene.InClause(clause, "land.mine").Count == 0) scene.Wonder("land.own_mu", "two-readings", q.Start, q.End, q.Exact());
            else if (Own(scene, q, clause) is { } own) scene.Add("land.own_mu", q.Exact(), (Math.Min(q.Start, own.Start), Math.Max(q.End, own.End)));
        }
    }

    /// <summary>水田三亩旱地两亩: fields of several kinds, one beside the other, none of them let or taken on; null when there are no such.</summary>
    private static List<Quantity>? Kinds(Scene scene)
    {
        if (scene.In("land.let").Count + scene.In("land.taken").Count > 0) return null;
        if (scene.Expecting("land.own_mu") && scene.In("land.kind").Count > 1 && Areas(scene).ToList() is { Count: > 1 } all && all.TrueForAll(q => q.Min is null && !scene.Cast.Outside(q.NumberStart))) return all;
        List<(Quantity Area, string Kind)> told = [];
        // 水田三亩 or 三亩水田, one way for all of them.
        var before = Areas(scene).FirstOrDefault() is { } first && scene.In("land.kind").Exists(c => first.Start - c.End is >= 0 and <= 2);
        foreach (var q in Areas(scene).Where(q => q.Min is null && !scene.Cast.Outside(q.NumberStart)))
        {
            if (scene.In("land.kind").Find(c => before ? q.Start - c.End is >= 0 and <= 2 : c.Start - q.End is 0 or 1) is not { } kind) return null;
            told.Add((q, scene.Text[kind.Start..kind.End]));
        }

        return told.Count > 1 && told.Select(t => t.Kind).Distinct().Count() == told.Count && scene.Words.OneSentence(told[0].Area.Start, told[^1].Area.Start) ? told.ConvertAll(t => t.Area) : null;
    }

    /// <summary>Where 种 or 种着 touches the area of a crop, with no year of its own, by nobody else and on nobody else's land.</summary>
    private static int? Grows(Scene scene, Quantity q, Clause clause)
    {
        if (!scene.In("land.crop").Exists(c => c.Start - q.End is 0 or 1) || scene.In("land.taken").Count + scene.In("land.let").Count > 0 || (scene.Words.Clauses.Length < 2 && !scene.Cast.Mentions.Any(m => m.Kin is Kin.Self or Kin.Household && m.Start - clause.Start <= 1))) return null;
        var before = scene.Before(q, clause);
        var grows = before is [.., '种'] ? 1 : before is [.., '种', '着'] ? 2 : 0;
        return grows > 0 && !before.ContainsAny(NotYearly) && scene.InClause(clause, "hypothetical").Count == 0 && scene.InClause(clause, "wish.job").Count == 0 ? q.Start - grows : null;
    }

    /// <summary>Characters of wishes, of other times and of other people's land.</summary>
    private static readonly SearchValues<char> NotYearly = SearchValues.Create("想要去今前明学会帮给过");

    /// <summary>Where 俺家 or 家里头就 touches the area; null when nothing says so.</summary>
    private static int? Mine(Scene scene, Quantity q, Clause clause)
    {
        var before = scene.Before(q, clause).TrimEnd("就有只共才那这");
        var at = clause.Start + before.Length;
        return before is [.., '俺' or '我' or '咱' or '家', '家' or '里'] or [.., '里', '头'] && (before is not [.., '里', '头'] || before is [.., '家', '里', '头']) ? at - 2
            : before is ['俺' or '我'] ? at - 1 : null;
    }

    /// <summary>The areas told of; 一亩 in 一亩六百 is no area but the unit of a price.</summary>
    private static IEnumerable<Quantity> Areas(Scene scene) => scene.Quantities.Where(q => q.Measure == Measure.Mu && !scene.In("land.each").Exists(e => e.Start <= q.Start && e.End >= q.End));

    /// <summary>The words that say this area is one's own: in its clause, or at the end of the one before.</summary>
    private static Cue? Own(Scene scene, Quantity q, Clause clause)
    {
        if ((scene.InClause(clause, "land.own").FirstOrDefault() ?? scene.InClause(clause, "land.mine").FirstOrDefault()) is { } here) return here;
        return q.Start - clause.Start <= 4 && !clause.NewSentence && Before(scene, clause) is { Length: > 0 } said ? scene.InClause(said, "land.own").Find(c => c.End == said.End) : null;
    }

    /// <summary>The words that say this area is let: in its clause, right before or behind it, or a clause further on in the sentence (有三亩地,自己种不动,都包给侄儿了).</summary>
    private static Cue? Let(Scene scene, Quantity q, Clause clause)
    {
        if (scene.InClause(clause, "land.let").Find(c => Beside(scene, q, c, clause)) is { } here) return here;
        if (q.Start - clause.Start <= 1 && Before(scene, clause) is { Length: > 0 } before && scene.InClause(before, "land.let").FirstOrDefault() is { } earlier) return earlier;
        var next = scene.Words.ClauseAt(Math.Min(clause.End + 1, scene.Text.Length - 1));
        if (next.Start > clause.Start && !Areas(scene).Any(o => next.Holds(o.NumberStart)) && scene.InClause(next, "land.let").FirstOrDefault() is { } behind) return behind;
        return scene.In("land.let").Find(c => c.Start > clause.End && c.Start - q.End <= 20
            && scene.Words.OneSentence(clause.Start, c.Start) && !Areas(scene).Any(o => o.Start > q.End && o.Start <= c.End + 4));
    }

    private static Clause Before(Scene scene, Clause clause) => scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start);

    /// <summary>地有六亩流转出去四亩: among several areas of one clause a word belongs to the one right behind it, or else to the one before.</summary>
    private static bool Beside(Scene scene, Quantity q, Cue cue, Clause clause)
    {
        List<Quantity> areas = [.. Areas(scene).Where(o => clause.Holds(o.NumberStart))];
        if (areas.Count < 2) return true;
        var next = areas.Find(o => o.Start >= cue.End && o.Start - cue.End <= 2);
        return (next ?? areas.FindLast(o => o.End <= cue.Start) ?? areas[0]) == q;
    }
}

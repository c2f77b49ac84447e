using BotHost.Understanding.Words;

namespace BotHost.Understanding.Aid;

/// <summary>Whether a clause tells that help came, in whatever words: given, entered, paid out, or with what it amounts to.</summary>
internal static class Transfer
{
    /// <summary>危房改造补了两万, 学校给着助学金, 雨露计划一学期一千五打卡上: a deed that has happened or goes on, or a sum behind the name.</summary>
    public static bool Came(Scene scene, Cue program, Clause clause)
    {
        if (scene.InClause(clause, "negation").Exists(c => c.Entry != "is_not" && (c.Start >= program.End || c.End <= program.Start))) return false;
        if (scene.InClause(clause, "aid.came").Exists(c => c.Start >= program.End || c.End <= program.Start)) return true;
        return scene.Quantities.Exists(q => q.LooksLikeMoney && q.Start >= program.End && q.Start - program.End <= 6 && q.End <= clause.End) && scene.InClause(clause, "aid.rule").Count == 0;
    }

    /// <summary>低保五保都没有: several programs named in a clause and all of them denied; where it stands, or null.</summary>
    public static (int Start, int End)? NoneOf(Scene scene)
    {
        foreach (var clause in scene.Words.Clauses)
        {
            var named = scene.InClause(clause, Lexicon.Program);
            if (named.Select(c => c.Entry).Distinct().Count() < 2 || scene.Cast.Outside(clause.End)) continue;
            var behind = scene.Text.AsSpan(named[^1].End, clause.End - named[^1].End);
            if (behind.StartsWith("都没") || behind.StartsWith("也没") || behind.StartsWith("统统没") || behind.StartsWith("全没") || behind.StartsWith("啥都没") || behind.StartsWith("一样没") || behind.StartsWith("一样都没") || behind.StartsWith("没有") || behind.StartsWith("都不沾") || behind.StartsWith("都没领"))
                return (named[0].Start, clause.End);
        }

        return null;
    }
}

using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>How many live together, where everybody is named instead of counted: 撇下俺娘儿仨, 俩孙子跟着俺老两口, 就俺一个过.</summary>
internal static class NamedSize
{
    public static void Read(Scene scene)
    {
        // 就我一个, when asked how many can work, is no household of one.
        if (scene.Expecting("household.workers") || scene.Expecting("household.cared_for")) return;
        // 俺跟儿子两口子一块过,还有俩孙子: a young couple beside whoever tells it; how many there are in all is asked.
        if (scene.Cast.Mentions.Any(m => m.Kin is Kin.Son or Kin.Daughter or Kin.Child && scene.Words.At(m.End, "两口子"))) return;
        if ((JustUs(scene) ?? Closed(scene) ?? Roster.Listed(scene) ?? Left(scene) ?? Bound(scene) ?? Beside(scene) ?? OnlyEachOther(scene) ?? Earning(scene) ?? Bachelor(scene)) is { } all)
        {
            scene.Add(SizeReader.Fact, FactValue.Of(all.Count), (all.Start, all.End));
            return;
        }

        var two = scene.First("household.count", "two");
        var one = scene.In("household.count").Find(c => c.Entry == "one" && Lives(scene, c) && !Theirs(scene, c) && !(two is not null && two.Start <= c.Start && two.End >= c.End));
        if (one is not null && (Family(scene) || scene.InClause(scene.Words.ClauseAt(one.Start), "register").Count > 0))
        {
            // 俩儿在外打工,就俺自己守着老屋: with children or a spouse told of, being alone at home is no household of one.
            scene.Wonder(SizeReader.Fact, "two-readings", one.Start, one.End, FactValue.Of(1));
        }
        else if (Couple(scene) is { } couple) scene.Add(SizeReader.Fact, FactValue.Of(couple.Count), (couple.Start, couple.End));
        else if (one is not null) scene.Add(SizeReader.Fact, FactValue.Of(1), (one.Start, one.End));
        // 户主六十七,老两口,…: of somebody reported for.
        else if (scene.Cast.Subject is not null && scene.In("couple").Find(c => scene.Words.ClauseAt(c.Start) is var own && own.Start == c.Start && (own.End == c.End || scene.Words.At(c.End, "过"))) is { } pair) scene.Add(SizeReader.Fact, FactValue.Of(2), (pair.Start, pair.End));
        else if (two is not null && !Theirs(scene, two)) scene.Add(SizeReader.Fact, FactValue.Of(2), (two.Start, two.End));
        else if (scene.In("together").FirstOrDefault() is { } together) Enumerated(scene, together);
        // 他六十九,独居,无儿无女: whoever is reported for, or has nobody, and lives alone is a household of one.
        else if (scene.First("household.count", "perhaps_one") is { } alone && scene.Text[alone.Start] is '独' or '自' or '一' && !scene.Words.At(alone.Start, "一个人在家") && (scene.Cast.Behalf is not null || (scene.Cast.Subject is not null && scene.Words.At(alone.Start, "独居")) || scene.In("no_supporters").Count > 0) && !Theirs(scene, alone)) scene.Add(SizeReader.Fact, FactValue.Of(1), (alone.Start, alone.End));
        // 代报,女,66,丧偶,独居.
        else if (scene.Has("on_behalf") && scene.In("household.count").Find(c => c.Entry == "perhaps_one" && scene.Words.At(c.Start, "独居")) is { } reported) scene.Add(SizeReader.Fact, FactValue.Of(1), (reported.Start, reported.End));
        else if (scene.First("household.count", "perhaps_one") is { } perhaps) scene.Wonder(SizeReader.Fact, "two-readings", perhaps.Start, perhaps.End, FactValue.Of(1));
    }

    /// <summary>家里就我们仨.</summary>
    private static (decimal Count, int Start, int End)? JustUs(Scene scene)
    {
        foreach (var cue in scene.In("household.count").Where(c => c.Entry == "just_us"))
        {
            var clause = scene.Words.ClauseAt(cue.Start);
            if (scene.Quantities.Find(q => q.NumberStart == cue.End && q.Value is >= 2 and <= 9 && q.Measure is Measure.None or Measure.Things or Measure.People && q.End >= clause.End - 1) is { } us) return (us.Value, cue.Start, us.End);
        }

        return null;
    }

    /// <summary>我跟俩闺女,没别人; 家里就我和俺娘: everybody is named and nobody else is there.</summary>
    private static (decimal Count, int Start, int End)? Closed(Scene scene)
    {
        if (scene.First("household.count", "nobody_else") is { } nobody)
        {
            var clause = scene.Words.ClauseAt(nobody.Start);
            var before = scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start);
            var after = scene.Words.Clauses.FirstOrDefault(c => c.Start >= nobody.End);
            if (after.Length is >= 2 and <= 5 && (scene.Words.At(after.Start, "就我") || scene.Words.At(after.Start, "就俺"))) return (1, nobody.Start, after.End);
            return Whole(Roster.Count(scene, clause.Start, nobody.Start) ?? (before.Length > 0 ? Roster.Count(scene, before.Start, before.End) : null));
        }

        if (scene.First("household.count", "only_us") is not { } only || Theirs(scene, only)) return null;
        return Whole(Roster.Count(scene, only.Start, scene.Words.ClauseAt(only.Start).End));
    }

    /// <summary>True for words in somebody else's house, unless they name the speaker (婆家不管,就剩俺一个).</summary>
    private static bool Theirs(Scene scene, Cue cue) => (scene.Cast.Outside(cue.Start) && !scene.Text.AsSpan(cue.Start, cue.Length).ContainsAny('我', '俺', '咱'))
        // 俺娘一个人住…俺七十了,跟老伴俩人: two of the speaker's house, not of theirs who is reported about.
        || Relatives.OfSpeaker(scene, cue.Start);

    private static (decimal, int, int)? Whole((decimal Count, int Start, int End, bool)? named) => named is { } all ? (all.Count, all.Start, all.End) : null;

    /// <summary>媳妇跑了,撂下俺跟俩娃; 剩俺老两口跟孙女: whoever is left, the speaker among them, is everybody.</summary>
    private static (decimal Count, int Start, int End)? Left(Scene scene)
    {
        foreach (var left in scene.In("left").Where(c => !Theirs(scene, c)))
        {
            var clause = scene.Words.Breath(scene.Words.ClauseAt(left.Start));
            // 撇下仨孙子跟着俺: whether a spouse lives as well is not told.
            if (Roster.Count(scene, left.End, clause.End) is not { Speaker: true } named || scene.Cast.Mentions.Any(m => m.Kin == Kin.Self && m.Start > left.End + 1 && !(scene.Text[m.Start - 1] is '跟' or '和' && m.End == clause.End) && m.End <= clause.End && !scene.In("couple").Exists(c => c.Start == m.Start || c.Start == m.End))) continue;
            return (named.Count, left.Start, named.End);
        }

        return null;
    }

    /// <summary>俺娘儿仨过, 就俺爷俩, 奶奶领着俺姊妹俩过: a word for people bound together with their number, where it is told that they live so.</summary>
    private static (decimal Count, int Start, int End)? Bound(Scene scene)
    {
        foreach (var group in Roster.Groups(scene).Where(g => scene.Text[g.Start] is '俺' or '我' or '咱' || !scene.Cast.Outside(g.Start)))
        {
            var clause = scene.Words.ClauseAt(group.Start);
            var living = scene.InClause(clause, "living").Exists(c => c.Start >= group.End && c.Start - group.End <= 4) || scene.InClause(clause, "only").Exists(c => c.End == group.Start || c.End == group.Start - 1)
                || (scene.Expecting(SizeReader.Fact) && scene.Words.Clauses.Length == 1)
                || KeepHouse(scene, group, clause)
                // 娘仨,大娃五年级: a message that begins with nothing but such a word tells who they are.
                || (!group.Siblings && group.Start == 0 && group.End == clause.End && scene.Words.Clauses.Length > 1);
            if (!living) continue;
            var named = Roster.Count(scene, clause.Start, clause.End);
            // 俺姊妹仨 alone may be sisters of many households.
            if (named is null || (group.Siblings && named.Value.Count == group.Count && !scene.In("dead").Exists(d => d.End <= group.Start))) continue;
            return (named.Value.Count, named.Value.Start, named.Value.End);
        }

        return null;
    }

    /// <summary>俺爷俩种五亩花生, 俺祖孙俩吃低保: those who live off one field or one aid, nobody else of the house being told of.</summary>
    private static bool KeepHouse(Scene scene, Roster.Group group, Clause clause) => !group.Siblings && scene.Text[group.Start] is '俺' or '我' or '咱' && scene.InClause(clause, "keeps.house").Exists(c => c.Start == group.End)
        && scene.In("couple").Count == 0 && !scene.Cast.Mentions.Any(m => m.Kin is Kin.Spouse or Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent && !Gone(scene, m));

    /// <summary>自己领着个憨儿, 守着俩闺女过日子: somebody and those at their side. Who brings children up (一个人拉扯俩娃) need not live without others: that counts only where it is told that they live so.</summary>
    private static (decimal Count, int Start, int End)? Beside(Scene scene)
    {
        foreach (var cue in scene.In("at_side").Where(c => scene.Cast.AboutSubject(c.Start + 1)))
        {
            var clause = scene.Words.ClauseAt(cue.Start);
            var children = scene.Cast.Mentions.Where(m => m.Start >= cue.End && m.End <= clause.End && m.Kin is Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild).ToList();
            if (children is not [var child] || child.Start - cue.End > 6 || scene.Text[child.End - 1] == '们') continue;
            var lives = cue.Entry == "alone" || scene.InClause(clause, "living").Exists(c => c.Start >= child.End && c.Start - child.End <= 2);
            var others = scene.In("couple").Count > 0 || scene.Cast.Mentions.Any(m => m != child && m.Kin is Kin.Spouse or Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent && !Gone(scene, m));
            if (lives && !others && (Roster.Many(scene, child) > 1 || One(scene, child))) return (1 + Roster.Many(scene, child), cue.Start, child.End);
        }

        return null;
    }

    /// <summary>打一辈子光棍,没儿没女,爹娘早没了: nobody is left to live with.</summary>
    private static (decimal Count, int Start, int End)? Bachelor(Scene scene)
    {
        var alone = scene.Text.IndexOf("光棍", StringComparison.Ordinal);
        return alone >= 0 && scene.In("no_supporters").Count > 0 && scene.In("together").Count == 0 && scene.Cast.Mentions.Any(m => m.Kin == Kin.Parents && Dates.Bygone.Dead(scene, m)) ? (1, alone, alone + 2) : null;
    }

    /// <summary>俺跟孙子相依为命: there is nobody else.</summary>
    private static (decimal Count, int Start, int End)? OnlyEachOther(Scene scene)
    {
        foreach (var cue in scene.In("living").Where(c => scene.Words.At(c.Start, "相依为命")))
        {
            var clause = scene.Words.ClauseAt(cue.Start);
            if (Roster.Count(scene, clause.Start, cue.Start) is { Speaker: true } named) return (named.Count, named.Start, cue.End);
        }

        return null;
    }

    /// <summary>俺仨人一年净挣六万: whose year's money is told as one live as one.</summary>
    private static (decimal Count, int Start, int End)? Earning(Scene scene) => scene.Quantities.Find(q => q.Measure is Measure.None or Measure.People or Measure.Things && q.Value is >= 3 and <= 9 && q.NumberStart > 0
        && scene.Text[q.NumberStart - 1] is '俺' or '咱' or '们' && (YearBehind(scene, q.End) || scene.Words.At(q.End, "吃着低保") || scene.Words.At(q.End, "吃低保"))) is { } us ? (us.Value, us.NumberStart - 1, us.End) : null;

    /// <summary>俺仨人种地打工一年净落: the year may stand behind what they do.</summary>
    private static bool YearBehind(Scene scene, int at) => scene.Text.AsSpan(at, Math.Min(10, scene.Text.Length - at)).IndexOf("一年") is >= 0 and var year && !scene.Text.AsSpan(at, year).ContainsAny(",。;");

    /// <summary>个憨儿, 一个孙子: one was said; 带娃 leaves open how many.</summary>
    private static bool One(Scene scene, Mention child) => scene.Text[..child.Start].LastIndexOf('个') is >= 0 and var at && child.Start - at <= 5 || child.Kin is Kin.Grandchild or Kin.Daughter;

    /// <summary>就我一个人过, but not 就我一个人上班: what follows tells of living, or nothing follows.</summary>
    private static bool Lives(Scene scene, Cue cue)
    {
        var rest = scene.Text.AsSpan(cue.End, scene.Words.ClauseAt(cue.Start).End - cue.End);
        return rest.IsEmpty || scene.Text[cue.End - 1] is '过' or '活' or '子' || rest[0] is '过' or '生' or '了' or '住' or '吃' or '呀' or '啊' or '的' or '吧' or '呢' or '守' or '孤' or '还' or ',';
    }

    /// <summary>True when children or a spouse are told of who are there.</summary>
    private static bool Family(Scene scene) => scene.Cast.Subject is null && scene.Cast.Mentions.Any(m => m.Kin is Kin.Son or Kin.Daughter or Kin.Child or Kin.Spouse && !Gone(scene, m));

    private static bool Gone(Scene scene, Mention m) => scene.In("gone").Exists(g => g.Start >= m.End && g.Start - m.End <= 8) || scene.In("member").Exists(g => g.Entry == "imprisoned=yes" && g.Start >= m.End && g.Start - m.End <= 16 && scene.Words.OneSentence(m.Start, g.Start)) || scene.In("negation").Exists(c => c.End <= m.Start && m.Start - c.End <= 1);

    /// <summary>两口子带俩孩子, 我跟老伴带个孙子, 俩孙子跟着俺老两口.</summary>
    private static (decimal Count, int Start, int End)? Couple(Scene scene)
    {
        if (scene.In("couple_with").Find(c => c.Entry is "keeps" or "kept_by") is { } keeps && !scene.Cast.Outside(keeps.Start) && scene.Cast.Mentions.LastOrDefault(m => m.Kin is Kin.Grandchild or Kin.Child && m.End <= keeps.Start) is { } kept && Roster.Many(scene, kept) is var heads
            && (heads > 1 || scene.Text[kept.End - 1] is not '们')) return (2 + heads, kept.Start, keeps.End);
        if (scene.First("couple_with", "couple") is not { } couple || scene.Cast.Outside(couple.Start)) return null;
        var clause = scene.Words.ClauseAt(couple.Start);
        var child = scene.Cast.Mentions.FirstOrDefault(m => m.Kin is Kin.Child or Kin.Grandchild or Kin.Son or Kin.Daughter && m.Start >= couple.End && m.End <= clause.End);
        if (child is null) return null;
        // 俺两口带俩上高中的闺女: what they are like may stand between.
        var count = scene.Quantities.Find(q => q.Start >= couple.End && q.End <= child.Start && q.Measure is Measure.None or Measure.Things && (child.Start - q.End <= 1 || (q.Start == couple.End && scene.Text[child.Start - 1] == '的')))?.Value ?? 1;
        return count is >= 1 and <= 8 ? (2 + count, couple.Start, child.End) : null;
    }

    /// <summary>我跟弟弟跟着爷爷奶奶过: everybody named lives there, each counted once.</summary>
    private static void Enumerated(Scene scene, Cue together)
    {
        var people = scene.Cast.Mentions.Where(m => m.Kin is not (Kin.Household or Kin.Pronoun or Kin.Outside)
            && !scene.In("gone").Exists(c => c.Start >= m.End && c.Start - m.End <= 8 && scene.Words.ClauseAt(c.Start) == scene.Words.ClauseAt(m.Start))).ToList();
        if (people.Count < 2 || !people.Exists(m => m.Kin == Kin.Self && m.Start < together.End)) return;
        var names = people.Select(m => Plain(scene.Text[m.Start..m.End])).Distinct().ToList();
        if (names.Count < 3 || people.Exists(m => m.Kin is Kin.Parents or Kin.Child)) return;
        scene.Add(SizeReader.Fact, FactValue.Of(names.Count), [.. people.DistinctBy(m => Plain(scene.Text[m.Start..m.End])).Select(m => (m.Start, m.End)), (together.Start, together.End)]);

        static string Plain(string name) => name.Length > 1 ? name.TrimStart('我', '俺', '咱') : "我";
    }
}

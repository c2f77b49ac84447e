using BotHost.Core.Facts;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>
/// Children told one by one (大的上高中,小的才会走; 俩娃一个初三一个小学): how many are pupils and how many are minors.
/// Counted only when at least two are told; a group larger than those told is asked back.
/// </summary>
internal static class ChildrenReader
{
    /// <summary>该上一年级了, 要考大学, 上不了: not at school today.</summary>
    private static readonly System.Buffers.SearchValues<char> NotYet = System.Buffers.SearchValues.Create("该要想快没不过完");

    /// <summary>上过高二, 念到初三, 高一没念完: not today.</summary>
    private static readonly System.Buffers.SearchValues<char> Over = System.Buffers.SearchValues.Create("过到那完没辍退时");

    public static void Read(Scene scene, IReadOnlyList<(Mention? Of, Numbers.Quantity Age)> ages)
    {
        var children = Told(scene, ages);
        var known = children.Where(c => c.Pupil || c.Minor || c.Grown).ToList();
        // 两个孩子都念书,一个初二一个五年级: the group and its members are the same children.
        if (known.Find(c => c is { Many: > 1, One: false }) is { } whole && known.Where(c => c.One && c.Start > whole.Start).Sum(c => c.Many) == whole.Many) known.Remove(whole);
        if (known.FindAll(c => c.Pupil || !c.Grown) is [{ Pupil: true, Many: 1, One: false } only] && IsOne(scene, only) && children.TrueForAll(c => c == only || c.Dead || c.Speaker || c.Grown || Otherwise(scene, c, children)))
        {
            // 就俺跟孙女俩人过,孙女上初二: how many live there was told, and one child among them.
            scene.Add("household.students", FactValue.Of(1), (only.Start, only.End));
            if (only.Minor && !only.Speaker && (scene.Has("household.size") || scene.In("raises").Exists(r => r.End <= only.End && only.Start - r.End <= 10 && scene.Words.ClauseAt(r.Start).Holds(only.Start)))) scene.Add("household.children", FactValue.Of(1), (only.Start, only.End));
        }

        // 俩娃还念小学, 带一个闺女上三年级: so many as were counted, all of an age at which school is compulsory.
        if (known is [{ Minor: true, Grown: false, One: false } young] && children.TrueForAll(c => c == young || c.Dead || c.Speaker) && (young.Many > 1 || (young.Start > 0 && scene.Text[young.Start - 1] == '个') || scene.In("raises").Exists(r => r.End < young.Start && young.Start - r.End <= 8 && scene.Words.ClauseAt(r.Start).Holds(young.Start))) && Simply(scene, young))
            scene.Add("household.children", FactValue.Of(young.Many), (young.Start, young.End));

        // 一双儿女念中学: two in one word.
        if (known is [{ Pupil: true, One: false, Many: 2 } pair] && scene.Text.AsSpan(pair.Start, pair.End - pair.Start) is ['儿', '女', ..] && Simply(scene, pair)) scene.Add("household.students", FactValue.Of(2), (pair.Start, pair.End));
        if (known.Count < 2) return;
        var group = children.Where(c => c.Many > 1 && !c.Pupil && !c.Minor && !c.Grown).Sum(c => c.Many);
        var spans = known.Select(c => (c.Start, c.End)).ToArray();
        if (group != 0 && group != known.Sum(c => c.Many) && (group > known.Sum(c => c.Many) || known.Exists(c => c.Many > 1)))
        {
            scene.Wonder("household.students", "two-readings", spans[0].Start, spans[^1].End);
            return;
        }

        // 大的上大学,小的十二: of school age, and nobody said whether at school.
        if (known.Exists(c => !c.Pupil && c.Schoolable)) scene.Wonder("household.students", "two-readings", spans[0].Start, spans[^1].End);
        // 弟弟妹妹加上我,仨都在读: told of all of them by number.
        else if (known.Exists(c => c.Pupil) && scene.Quantities.Find(q => q is { Min: null, Value: > 1 and <= 9, Scaled: false, Measure: not (Numbers.Measure.YearsOld or Numbers.Measure.Years) } && scene.Words.At(q.End, "都") && scene.Cues.Exists(c => c.Group is "student" or "schooling" && c.Start - q.End is 0 or 1)) is { } all) scene.Add("household.students", all.Whole(), (all.Start, all.End));
        else if (known.Exists(c => c.Pupil)) scene.Add("household.students", FactValue.Of(known.Where(c => c.Pupil).Sum(c => c.Many)), [.. known.Where(c => c.Pupil).Select(c => (c.Start, c.End))]);
        // 大儿二十,小闺女上初中: of each it is told whether they are grown.
        if (known.Exists(c => c.Minor) && known.TrueForAll(c => c.Minor || c.Grown)) scene.Add("household.children", FactValue.Of(known.Where(c => c.Minor).Sum(c => c.Many)), spans);
    }

    /// <summary>大儿还没成家,小儿上大专: another child of whom something else is told, and who is of no age for school.</summary>
    private static bool Otherwise(Scene scene, Child child, List<Child> all) => child is { Many: 1, Schoolable: false, Pupil: false, One: false }
        && (all.Find(c => c.Start > child.Start)?.Start ?? scene.Words.ClauseAt(child.Start).End) - child.End >= 2;

    /// <summary>Told of today and of our own, neither asked nor supposed.</summary>
    private static bool Simply(Scene scene, Child child) => scene.Words.ClauseAt(child.Start) is var clause && scene.InClause(clause, "hypothetical").Count == 0 && scene.InClause(clause, "rhetorical").Count == 0
        && scene.Cast.OwnerAt(child.End) is not { Kin: Kin.Outside or Kin.Elder } && !scene.Text.AsSpan(child.Start, child.End - child.Start).ContainsAny(NotYet);

    /// <summary>俺妮儿上高中 is one pupil. 孩子上学没钱 may be any number: only a son, a daughter, a grandchild or a sibling named as one counts, and only where the words tell of them, today.</summary>
    private static bool IsOne(Scene scene, Child child)
    {
        var said = scene.Text.AsSpan(child.Start, child.End - child.Start);
        if (said.Contains("一个", StringComparison.Ordinal) || said.ContainsAny('都', '全') || said.ContainsAny(NotYet) || (said.Contains('考') && !said.Contains("考上", StringComparison.Ordinal))) return false;
        if (scene.InClause(scene.Words.ClauseAt(child.Start), "question").Count > 0 || scene.InClause(scene.Words.ClauseAt(child.Start), "hypothetical").Count > 0) return false;
        if (scene.Cast.OwnerAt(child.End) is { Kin: Kin.Outside or Kin.Elder }) return false;
        // 就一个娃,上高一: one was said.
        var counted = scene.Quantities.Exists(q => q is { Value: 1, Min: null } && q.End == child.Start);
        var named = scene.Cast.Mentions.FirstOrDefault(m => m.Start == child.Start);
        // 俺们村的孩子, 孩子们, 儿女: nobody said how many.
        if (scene.Cast.Mentions.Any(m => m.Kin == Kin.Child && m != named && Roster.Many(scene, m) > 1) || said.StartsWith("儿女") || said.StartsWith("子女") || said.Contains('们')) return false;
        return child.Stage && named is not null && (counted || named.Kin is Kin.Son or Kin.Daughter or Kin.Grandchild or Kin.Sibling or Kin.Child or Kin.Self || named == scene.Cast.Subject);
    }

    private static List<Child> Told(Scene scene, IReadOnlyList<(Mention? Of, Numbers.Quantity Age)> ages)
    {
        List<Child> children = [.. Holders(scene, ages)];
        if (children.Count == 0) return children;
        foreach (var (of, age) in ages)
        {
            if (of is null || children.Find(c => c.Start == of.Start) is not { } child) continue;
            child.End = Math.Max(child.End, age.End);
            child.Minor |= age.Value < 18;
            child.Schoolable |= age.Value is >= 7 and <= 15;
            child.Grown |= age.Value >= 18;
        }

        foreach (var cue in scene.In("schooling"))
        {
            if (scene.Cues.Exists(c => c.Group == "work.education" && c.Start <= cue.Start && c.End >= cue.End && !(c.Start > 0 && scene.Text[c.Start - 1] is '上' or '念' or '读' or '着'))) continue;
            if (scene.In("negation").Exists(c => c.End == cue.Start && c.Entry == "none") && cue.Entry != "not_yet") continue;
            // 上初中的孙女: the school before the child.
            if (children.Find(c => c.Start == cue.End + 1 && scene.Text[cue.End] is '的') is { } following)
            {
                following.Goes(cue);
                // 俩上初中的娃: the number stands before the school.
                if (scene.Quantities.Find(q => q is { Value: >= 2 and <= 6, Min: null, Measure: Numbers.Measure.None or Numbers.Measure.Things } && cue.Start - q.End is >= 0 and <= 1) is { } many) following.Many = many.Value;
                continue;
            }

            var nearest = children.FindLast(c => c.Start < cue.Start && cue.Start - c.End <= 10 && scene.Words.OneSentence(c.End, cue.Start));
            if (nearest is null || scene.Cast.Mentions.Any(m => m.Start >= nearest.End && m.End <= cue.Start && m.Kin is not (Kin.Child or Kin.Household or Kin.Pronoun) && m is not { Kin: Kin.Self, Oblique: true })) continue;
            // 都念书 takes in everybody; 念全日制 does not.
            var all = cue.Start > 0 && scene.Text.AsSpan(Math.Max(0, cue.Start - 3), Math.Min(3, cue.Start)) is var lead && lead.ContainsAny("都全皆均") && !lead.Contains("全日", StringComparison.Ordinal);
            foreach (var child in children.Where(c => c == nearest || Beside(scene, c, nearest) || (all && c.End <= cue.Start && scene.Words.OneSentence(c.End, cue.Start)))) child.Goes(cue);
        }

        return children;
    }

    private static IEnumerable<Child> Holders(Scene scene, IReadOnlyList<(Mention? Of, Numbers.Quantity Age)> ages)
    {
        // A brother or sister at school lives where the speaker's parents do: told of beside others they count too.
        var people = scene.Cast.Mentions.Where(m => m.Kin == Kin.Sibling || (m.Kin == Kin.Self && scene.Cast.Mentions.Any(s => s.Kin == Kin.Sibling) && scene.In("schooling").Exists(c => c.Start - m.End is >= 0 and <= 2)) || WithSiblings(scene, m) || (m.Kin == Kin.Self && ages.Any(a => a.Of == m && a.Age.Value < 20)) || (m.Kin == Kin.Self && InClass(scene, m)) || (m == scene.Cast.Subject && ages.Any(a => a.Of == m && a.Age.Value < 20)) || (m.Kin is Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild && !scene.Cast.Outside(m.End) && !(m.End < scene.Text.Length && scene.Text[m.End] is '多' or '们')))
            .Select(m => new Child { Start = m.Start, End = m.End, Many = Roster.Many(scene, m), Dead = Dates.Bygone.Dead(scene, m), Speaker = m.Kin == Kin.Self });
        var ones = scene.Quantities.Where(q => q is { Value: >= 1 and <= 4, Measure: Numbers.Measure.Things or Numbers.Measure.None, Min: null } && (scene.Text[q.End - 1] == '个' || (scene.Text[q.End - 1] is '俩' or '仨' && q.Start == scene.Words.ClauseAt(q.Start).Start)) && !scene.Cast.Mentions.Any(m => m.Start - q.End is >= 0 and <= 1)
            && scene.Cues.Exists(c => c.Group == "schooling" && c.Start - q.End is >= 0 and <= 3)).Select(q => new Child { Start = q.Start, End = q.End, Many = q.Value, One = true });
        // 就俺跟孙女俩人过,孙女上初二: a child named again is no second one.
        return people.Concat(ones).OrderBy(c => c.Start).GroupBy(c => c is { Many: 1, One: false } ? scene.Text[c.Start..c.End] : c.Start.ToString(System.Globalization.CultureInfo.InvariantCulture)).Select(g => g.Last());
    }

    /// <summary>我跟俩姐都念书: the speaker named beside them.</summary>
    private static bool WithSiblings(Scene scene, Mention self) => self.Kin == Kin.Self && self.End < scene.Text.Length && scene.Text[self.End] is '跟' or '和' && scene.Cast.Mentions.Any(s => s.Kin == Kin.Sibling && s.Start - self.End is 1 or 2 && scene.In("student").Exists(c => c.Start == s.End && scene.Text[c.Start] == '都'));

    /// <summary>我在学校住,上高二: the speaker names the class they sit in.</summary>
    private static bool InClass(Scene scene, Mention self) => scene.In("schooling").Exists(c => c.Entry is "compulsory" or "high_school" or "undergraduate" && c.Start > 0 && scene.Text[c.Start - 1] is '上' or '念' or '读' && scene.Text[c.End - 1] is '一' or '二' or '三' or '四' or '级'
        && scene.Cast.OwnerAt(c.Start) == self && c.Start - self.End <= 10 && scene.Words.OneSentence(self.Start, c.Start)
        && scene.Words.ClauseAt(c.Start) is var clause && !scene.Text.AsSpan(clause.Start, clause.Length).ContainsAny(Over) && !scene.InClause(clause, "schooling").Exists(o => o.Entry == "finished"));

    /// <summary>老二老三上二年级: children named in one breath go to one school.</summary>
    private static bool Beside(Scene scene, Child child, Child nearest) => child is { Many: 1 } && nearest.Many == 1 && child.End <= nearest.Start && nearest.Start - child.End <= 1 && !child.Pupil && !child.Minor
        && (child.End == nearest.Start || scene.Text[child.End] is '和' or '跟' or '与' or '、');


    private sealed class Child
    {
        public required int Start { get; init; }

        public required int End { get; set; }

        public required decimal Many { get; set; }

        /// <summary>True for 一个, 两个 of children named before.</summary>
        public bool One { get; init; }

        /// <summary>True for one of whom it is told that they are dead.</summary>
        public bool Dead { get; init; }

        public bool Speaker { get; init; }

        /// <summary>True for an age at which school is compulsory.</summary>
        public bool Schoolable { get; set; }

        public bool Pupil { get; private set; }

        /// <summary>True when the school was named (上高一), not only that they go to one.</summary>
        public bool Stage { get; private set; }

        public bool Minor { get; set; }

        public bool Grown { get; set; }

        public void Goes(Cue cue)
        {
            End = Math.Max(End, cue.End);
            Stage |= cue.Entry is not "any";
            // 护校毕业了: what is finished is over.
            Pupil = cue.Entry != "finished" && (Pupil || cue.Entry != "not_yet");
            Minor |= cue.Entry is "not_yet" or "compulsory";
            Grown |= cue.Entry is "finished" or "undergraduate";
        }
    }
}

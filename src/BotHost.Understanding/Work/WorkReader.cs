using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Work;

/// <summary>Skills somebody has, wants to use or wants to learn, and what work must be like.</summary>
internal static class WorkReader
{
    public static void Read(Scene scene)
    {
        Skills(scene);
        var wanted = Talk(scene) || scene.Has("work.wage_min_monthly") || scene.Context.Expecting?.StartsWith("work.", StringComparison.Ordinal) == true;
        foreach (var cue in scene.In("work.education"))
        {
            if (Mine(scene, cue.Start)) scene.Add("work.education", new FactValue.Choice(cue.Entry), (cue.Start, cue.End));
        }

        foreach (var cue in scene.In("work.health_limits").Where(c => Mine(scene, c.Start))) scene.AddTo("work.health_limits", cue.Entry, cue.Start, cue.End);
        if (scene.In("work.care").FirstOrDefault(c => !scene.Cast.Outside(c.Start)) is { } care) scene.Add("work.care_duties", FactValue.Of(true), (care.Start, care.End));
        CareReader.Read(scene);
        if (wanted)
        {
            var places = scene.In("work.place").Where(c => Mine(scene, c.Start) || Cared(scene, c.Start)).ToList();
            if (places.Select(p => p.Entry).Distinct().Count() == 1) scene.Add("work.place", new FactValue.Choice(places[0].Entry), (places[0].Start, places[0].End));
            foreach (var cue in scene.In("work.kind_wanted")) scene.AddTo("work.kind_wanted", cue.Entry, cue.Start, cue.End);
            if (places.Count == 0 && scene.First("work.kind_wanted", "at_home") is { } home) scene.Add("work.place", new FactValue.Choice("near_home"), (home.Start, home.End));
        }

        Experience(scene);
    }

    /// <summary>True when the message is about work wanted: said so, or told in key words (长期工,三千往上).</summary>
    public static bool Talk(Scene scene) => scene.In("wish.job").Count > 0 || (scene.In("work.kind_wanted").Count > 0 && scene.In("hardship.kind").Count == 0 && scene.In("work.past").Count == 0);

    private static void Skills(Scene scene)
    {
        foreach (var skill in scene.In("skill"))
        {
            if (!Mine(scene, skill.Start) || scene.In("skill").Exists(o => o.Start <= skill.Start && o.End >= skill.End && o.Length > skill.Length)) continue;
            var clause = scene.Words.ClauseAt(skill.Start);
            // 会踩缝纫机,搁广东厂里干过: where one worked is no skill beside the one that is named.
            if (skill.Entry is "factory" or "building" && scene.Text[skill.End - 1] is '里' or '厂' or '地' or '间' && scene.In("skill").Exists(o => o.Entry != skill.Entry) && scene.Text.AsSpan(Math.Max(clause.Start, skill.Start - 4), skill.Start - Math.Max(clause.Start, skill.Start - 4)).ContainsAny("在搁到给")) continue;
            // 学电脑还是学月嫂哪个好?我想学月嫂: a choice weighed first, and then what was chosen.
            if (scene.Text.AsSpan(clause.Start, clause.Length).Contains("还是", StringComparison.Ordinal) && scene.In("skill").Exists(o => !clause.Holds(o.Start))) continue;
            if (scene.InClause(clause, "skill.lost").Any(c => c.Start < skill.Start && skill.Start - c.End <= 2)) continue;
            var fact = skill.End < scene.Text.Length && scene.Text[skill.End] is '班' or '课' || scene.InClause(clause, "skill.learn").Count > 0 || Taught(scene, skill.Start) || Learning(scene.Text.AsSpan(clause.Start, clause.Length)) ? "work.training_wanted"
                : scene.InClause(clause, "skill.want").Count > 0 ? "work.skills_wanted"
                : scene.In("wish.job").Count > 0 && scene.InClause(clause, "skill.have").Exists(c => scene.Text[c.Start] == '都' && c.Start - skill.End is >= 0 and <= 2) ? "work.skills_wanted"
                : scene.InClause(clause, "skill.have").Any(c => c.Start <= skill.Start || c.Start - skill.End <= 2) ? "work.skills"
                : scene.InClause(clause, "experience").Count > 0 && scene.Quantities.Exists(q => q.Measure == Measure.Years && clause.Holds(q.NumberStart)) ? "work.skills"
                : Repeated(scene, skill, clause) || Trade(scene, skill, clause) ? "work.skills"
                : scene.Context.Expecting is "work.skills" or "work.skills_wanted" or "work.training_wanted" ? scene.Context.Expecting
                : null;
            if (fact is not null) scene.AddTo(fact, skill.Entry, skill.Start, skill.End);
        }
    }

    /// <summary>踩缝纫机踩了十二年: the verb said again with the years it was done.</summary>
    private static bool Repeated(Scene scene, Words.Cue skill, Words.Clause clause) => scene.Quantities.Exists(q => q.Measure == Measure.Years && clause.Holds(q.NumberStart) && q.Start >= skill.End && Verb(scene, skill, q));

    private static bool Verb(Scene scene, Words.Cue skill, Quantity q) => q.Start >= 2 && scene.Text[q.Start - 1] is '了' or '过' && scene.Text.AsSpan(Math.Max(0, skill.Start - 1), skill.End - Math.Max(0, skill.Start - 1)).Contains(scene.Text[q.Start - 2]);

    /// <summary>三十八岁男,木匠,干了十五年: a trade as a clause of its own is what somebody is.</summary>
    private static bool Trade(Scene scene, Words.Cue skill, Words.Clause clause) => clause.End == skill.End && skill.Start - clause.Start <= 2 && skill.Length >= 2 && scene.Words.Clauses.Length > 1
        && scene.Text[skill.End - 1] is '匠' or '工' or '师' or '傅' or '机' or '员' && (skill.Start == clause.Start || scene.Text[skill.Start - 1] is '是' or '老' or '个')
        && (scene.Quantities.Exists(q => q.Measure is Measure.Years or Measure.YearsOld) || scene.In("experience").Count > 0 || scene.In("subject.sex").Count > 0);

    /// <summary>养羊的技术哪儿能学: 学 by itself, neither a school nor something learnt long ago.</summary>
    private static bool Learning(ReadOnlySpan<char> clause)
    {
        if (clause.Contains('考') && clause.Contains('证') && !clause.Contains("考过", StringComparison.Ordinal) && !clause.Contains("考了", StringComparison.Ordinal) && !clause.Contains("考下", StringComparison.Ordinal)) return true;
        for (var i = 0; i < clause.Length; i++)
        {
            if (clause[i] != '学' || (i > 0 && clause[i - 1] is '小' or '中' or '大' or '上' or '同' or '放' or '开' or '入' or '助' or '没' or '科' or '文' or '数')) continue;
            if (i + 1 == clause.Length || clause[i + 1] is not ('过' or '了' or '费' or '校' or '生' or '历' or '期' or '徒' or '问' or '位')) return true;
        }

        return false;
    }

    /// <summary>学电焊, 教缝纫 — but not 小学 before a trade.</summary>
    private static bool Taught(Scene scene, int start)
    {
        if (start > 1 && scene.Text[start - 1] is '做' or '开' or '干' or '习' or '着' or '个') start--;
        return start > 0 && (scene.Text[start - 1] == '教' || (scene.Text[start - 1] == '学' && (start < 2 || scene.Text[start - 2] is not ('小' or '中' or '大' or '上' or '同'))));
    }

    /// <summary>干了七年缝纫: years of work, in a clause that speaks of work.</summary>
    private static void Experience(Scene scene)
    {
        foreach (var q in scene.Quantities.Where(q => q.Measure == Measure.Years && q.Value is > 0 and <= 60 && Mine(scene, q.NumberStart)))
        {
            var clause = scene.Words.ClauseAt(q.NumberStart);
            if (scene.In("skill").Find(k => clause.Holds(k.Start) && k.End <= q.Start && Verb(scene, k, q)) is { } again)
            {
                scene.Add("work.experience_years", q.Exact(), (again.Start, q.End));
                continue;
            }

            if (scene.InClause(clause, "experience").FirstOrDefault(c => Math.Abs(c.End - q.Start) <= 4 || Math.Abs(c.Start - q.End) <= 4) is not { } cue) continue;
            if (!scene.Expecting("work.experience_years") && scene.In("skill").Count == 0 && scene.In("wish.job").Count == 0 && !(scene.Text.AsSpan(cue.Start, q.Start - Math.Min(cue.Start, q.Start)).Contains('了') && scene.InClause(clause, "money").Exists(c => c.Entry == "wage"))) continue;
            scene.Add("work.experience_years", q.Exact(), (Math.Min(cue.Start, q.Start), Math.Max(cue.End, q.End)));
        }
    }

    /// <summary>家里老人离不了人,只能找个离家近的: the old and the young told of in another clause look for no work.</summary>
    private static bool Cared(Scene scene, int index) => scene.Cast.OwnerAt(index) is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Grandchild or Kin.Child } owner && !scene.Words.ClauseAt(index).Holds(owner.Start);

    private static bool Mine(Scene scene, int index) => scene.Cast.AboutSubject(index) || scene.Cast.OwnerAt(index) is { Kin: Kin.Household };
}

using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Work;

/// <summary>Trades by their names and deeds: one that somebody has, wants work in, or wants to learn.</summary>
internal static class SkillReader
{
    public static void Read(Scene scene, Worker worker)
    {
        foreach (var skill in scene.In("skill"))
        {
            if (!worker.Mine(skill.Start) || Hidden(scene, skill)) continue;
            if (SkillMood.Denied(scene, skill)) continue;
            var clause = scene.Words.ClauseAt(skill.Start);
            if (Fact(scene, skill, clause) is not { } fact) continue;
            scene.AddTo(fact, skill.Entry, skill.Start, skill.End);
            if (fact == "work.skills_wanted" && DoneBefore(scene, clause)) scene.AddTo("work.skills", skill.Entry, skill.Start, skill.End);
        }
    }

    /// <summary>谁家招月嫂不,我干过五年: the clause behind tells that it was done before.</summary>
    private static bool DoneBefore(Scene scene, Clause clause) => scene.Words.Clauses.FirstOrDefault(c => c.Start >= clause.End) is { Length: > 3 } next && scene.InClause(next, "skill").Count == 0 && scene.InClause(next, "negation").Count == 0
        && (scene.Text.AsSpan(next.Start, next.Length).TrimStart("我俺以前也都") is ['干' or '做' or '当', '过', ..]);

    private static string? Fact(Scene scene, Cue skill, Clause clause)
    {
        var words = scene.Text.AsSpan(clause.Start, clause.Length);
        if (Learnt(words)) return "work.skills";
        if ((skill.End < scene.Text.Length && scene.Text[skill.End] is '班' or '课') || scene.InClause(clause, "skill.learn").Count > 0 || Taught(scene, skill.Start) || Learning(words)) return "work.training_wanted";
        if (Years.Of(scene, skill, clause) is not null) return "work.skills";
        if (scene.InClause(clause, "skill.want").Count > 0 && !SkillMood.HadNearer(scene, skill, clause)) return "work.skills_wanted";
        if (scene.In("wish.job").Count > 0 && scene.InClause(clause, "skill.willing").Exists(c => c.Start >= skill.End)) return "work.skills_wanted";
        if (SkillMood.Had(scene, skill, clause)) return "work.skills";
        if (scene.InClause(clause, "experience").Count > 0 && scene.Quantities.Exists(q => q.Measure == Measure.Years && clause.Holds(q.NumberStart))) return "work.skills";
        if (Trade(scene, skill, clause)) return "work.skills";
        return scene.Context.Expecting is "work.skills" or "work.skills_wanted" or "work.training_wanted" ? scene.Context.Expecting : null;
    }

    /// <summary>True for words inside a longer trade, for where one worked beside what one did there, and for a choice only weighed.</summary>
    private static bool Hidden(Scene scene, Cue skill)
    {
        var skills = scene.In("skill");
        if (skills.Exists(o => o.Start <= skill.Start && o.End >= skill.End && o.Length > skill.Length)) return true;
        // 村里会计收了我五百: an office, no trade.
        if (scene.In("office").Exists(o => o.Start <= skill.Start && o.End >= skill.End && o.Length > skill.Length)) return true;
        // 找个能接送娃的活, 接送孩子不耽误: one's own child.
        if (skill.Entry == "childcare" && scene.Words.At(skill.Start, "接送") && (scene.Words.At(skill.End, "不耽误") || (skill.Start > 0 && scene.Text[skill.Start - 1] is '能' or '要' or '得' or '误' or '好'))) return true;
        var clause = scene.Words.ClauseAt(skill.Start);
        // 会踩缝纫机,搁广东厂里干过: where one worked is no skill beside the one that is named.
        var from = Math.Max(clause.Start, skill.Start - 4);
        if (skill.Entry is "factory" or "building" && scene.Text[skill.End - 1] is '里' or '厂' or '地' or '间' && skills.Exists(o => o.Entry != skill.Entry) && scene.Text.AsSpan(from, skill.Start - from).ContainsAny("在搁到给")) return true;
        // 学电脑还是学月嫂哪个好?我想学月嫂: a choice weighed first, and then what was chosen.
        return scene.Text.AsSpan(clause.Start, clause.Length).Contains("还是", StringComparison.Ordinal) && skills.Exists(o => !clause.Holds(o.Start));
    }

    /// <summary>三十八岁男,木匠,干了十五年: a trade as a clause of its own is what somebody is.</summary>
    private static bool Trade(Scene scene, Cue skill, Clause clause) => clause.End == skill.End && skill.Start - clause.Start <= 2 && skill.Length >= 2 && scene.Words.Clauses.Length > 1
        && scene.Text[skill.End - 1] is '匠' or '工' or '师' or '傅' or '机' or '员' && (skill.Start == clause.Start || scene.Text[skill.Start - 1] is '是' or '老' or '个')
        && (scene.Quantities.Exists(q => q.Measure is Measure.Years or Measure.YearsOld) || scene.In("experience").Count > 0 || scene.In("subject.sex").Count > 0);

    /// <summary>砌墙的手艺跟俺师傅学的, 下学就跟俺舅学泥瓦匠了: from somebody named, and done.</summary>
    private static bool Learnt(ReadOnlySpan<char> clause) => clause.LastIndexOf('跟') is >= 0 and var with && clause[with..].IndexOf('学') is > 1 and <= 6 && clause[^1] is '的' or '了' && !clause.ContainsAny("想要哪咋能");

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
}

using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Work;

/// <summary>Whether a trade is told of as had, as wanted or as not at all: by the words that stand nearest to it.</summary>
internal static class SkillMood
{
    /// <summary>So far from the trade the words of having it may stand.</summary>
    private const int Near = 3;

    /// <summary>不会电焊, 没当过保安, 看孩子的活俺不干; 学过两天厨师,没出师 takes back what was learnt.</summary>
    public static bool Denied(Scene scene, Cue skill)
    {
        var clause = scene.Words.ClauseAt(skill.Start);
        // 能不能学护工 asks, 不能干保洁 denies.
        if (scene.InClause(clause, "skill.lost").Exists(c => c.Start < skill.Start && skill.Start - c.End <= 2 && !(c.Start > clause.Start && scene.Text[c.Start - 1] == scene.Text[c.Start + 1]))) return true;
        if (scene.InClause(clause, "skill.lost").Exists(c => c.Entry == "behind" && c.Start >= skill.End)) return true;
        if (skill.Start >= 1 && scene.Text[skill.Start - 1] is '没' or '未' && Done(scene, skill)) return true;
        return scene.In("skill.unlearnt").Exists(c => c.Start >= skill.End && scene.Words.ClauseAt(c.Start).Start - clause.End <= 2 && !scene.In("skill").Exists(o => o.Start >= skill.End && o.Start < c.Start));
    }

    /// <summary>会电焊, 缝纫活俺拿手, 以前在家喂过猪, 俺是贴砖师傅, 现在给人抹墙一天二百.</summary>
    public static bool Had(Scene scene, Cue skill, Clause clause)
    {
        if (scene.InClause(clause, "skill.have").Exists(c => !Plain(scene, c, skill) && (c.Start <= skill.Start || c.Start - skill.End <= Near))) return true;
        if (Done(scene, skill) || Named(scene, skill)) return true;
        return scene.InClause(clause, "skill.works").Exists(c => c.Start < skill.Start) || Paid(scene, skill, clause);
    }

    /// <summary>How far the nearest word of having it stands before the trade; a great number when none does.</summary>
    public static bool HadNearer(Scene scene, Cue skill, Clause clause) => Had(scene, skill, clause)
        && (Done(scene, skill) || Nearest(scene, skill, clause, "skill.have") < Nearest(scene, skill, clause, "skill.want"));

    /// <summary>在服装厂踩缝纫机一个月能拿两千六: what it pays, told of itself.</summary>
    private static bool Paid(Scene scene, Cue skill, Clause clause) => scene.Quantities.Exists(q => q is { Min: null, Value: >= 500 and <= 20000 } && q.Start > skill.End && scene.Words.Breath(clause).Holds(q.Start)
        && scene.Text.AsSpan(skill.End, q.Start - skill.End) is var between && (between.StartsWith("一个月") || between.StartsWith("一月") || between.StartsWith("每月")) && between.ContainsAny('拿', '挣', '开') && scene.InClause(clause, "skill.want").Count == 0);

    /// <summary>喂过猪, 掌过勺: done before.</summary>
    public static bool Done(Scene scene, Cue skill) => scene.Text.AsSpan(skill.Start, skill.Length).Contains('过');

    /// <summary>俺是电工, 俺当厨师嘞: a trade's name for a person.</summary>
    private static bool Named(Scene scene, Cue skill) => skill.Start > 0 && scene.Text[skill.Start - 1] == '是' && scene.Text[Math.Min(skill.End, scene.Text.Length) - 1] is '工' or '匠' or '师' or '员' or '机' or '安'
        && (skill.Start < 2 || scene.Text[skill.Start - 2] is not ('不' or '都' or '还'));

    /// <summary>做饭 holds 做: a plain verb that is part of the trade's name says nothing of who can do it.</summary>
    private static bool Plain(Scene scene, Cue cue, Cue skill) => cue.Length == 1 && scene.Text[cue.Start] is '做' or '干' && cue.Start >= skill.Start && cue.End <= skill.End;

    private static int Nearest(Scene scene, Cue skill, Clause clause, string group)
    {
        var nearest = int.MaxValue;
        foreach (var cue in scene.InClause(clause, group))
        {
            if (Plain(scene, cue, skill)) continue;
            var distance = cue.End <= skill.Start ? skill.Start - cue.End : cue.Start >= skill.End ? cue.Start - skill.End : 0;
            // The weak words stand behind all others: 的活 says nothing of who wants it.
            if (cue.Entry == "weak" || (cue.Length == 1 && scene.Text[cue.Start] is '做' or '干')) distance += 8;
            if (distance < nearest) nearest = distance;
        }

        return nearest;
    }
}

using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Work;

/// <summary>How many years somebody has done a kind of work.</summary>
internal static class Years
{
    /// <summary>Nobody works longer.</summary>
    private const int Most = 60;

    public static void Read(Scene scene, Worker worker)
    {
        if (Since(scene) is { } since)
        {
            scene.Add("work.experience_years", FactValue.Of(since.Years), (since.Start, since.End));
            return;
        }

        foreach (var q in scene.Quantities.Where(q => q.Measure == Measure.Years && q.Value is > 0 and <= Most && worker.Mine(q.NumberStart)))
        {
            var clause = scene.Words.ClauseAt(q.NumberStart);
            if (scene.In("skill").Find(k => clause.Holds(k.Start) && worker.Mine(k.Start) && Tells(scene, k, q)) is { } done)
            {
                scene.Add("work.experience_years", q.Exact(), (done.Start, Math.Max(done.End, q.End)));
                continue;
            }

            if (Alone(scene, clause, q) && scene.In("skill").FindLast(k => k.End <= clause.Start && clause.Start - scene.Words.ClauseAt(k.Start).End <= 2 && worker.Mine(k.Start) && SkillMood.Had(scene, k, scene.Words.ClauseAt(k.Start))) is { } told)
            {
                scene.Add("work.experience_years", q.Exact(), (told.Start, told.End), (q.Start, q.End));
                continue;
            }

            if (scene.InClause(clause, "experience").FirstOrDefault(c => Math.Abs(c.End - q.Start) <= 4 || Math.Abs(c.Start - q.End) <= 4) is not { } cue) continue;
            if (!scene.Expecting("work.experience_years") && scene.In("skill").Count == 0 && scene.In("wish.job").Count == 0 && !(scene.Text.AsSpan(cue.Start, q.Start - Math.Min(cue.Start, q.Start)).Contains('了') && scene.InClause(clause, "money").Exists(c => c.Entry == "wage"))) continue;
            scene.Add("work.experience_years", q.Exact(), (Math.Min(cue.Start, q.Start), Math.Max(cue.End, q.End)));
        }
    }

    /// <summary>从零八年干到现在: so many years since that year.</summary>
    private static (decimal Years, int Start, int End)? Since(Scene scene)
    {
        if (!scene.Expecting("work.experience_years") && scene.In("skill").Count == 0) return null;
        foreach (var q in scene.Quantities.Where(q => q is { Measure: Measure.Years, Min: null }))
        {
            if (q.NumberStart == 0 || scene.Text[q.NumberStart - 1] is not ('从' or '打' or '自' or '零') || scene.Text.AsSpan(q.End) is var after && !after.Contains("到现在", StringComparison.Ordinal) && !after.Contains("到如今", StringComparison.Ordinal) && !after.Contains("至今", StringComparison.Ordinal)) continue;
            var year = q.Value < 100 ? (q.Value > scene.Context.Today.Year % 100 ? 1900 : 2000) + q.Value : q.Value;
            if (scene.Context.Today.Year - year is >= 1 and <= Most and var years) return (years, q.NumberStart, q.End);
        }

        return null;
    }

    /// <summary>五百人的食堂我掌过勺,十年了; 前后算下来二十二年: years as a clause of their own behind a trade.</summary>
    private static bool Alone(Scene scene, Clause clause, Quantity q) => scene.Text.AsSpan(clause.Start, clause.Length).ContainsAny("干做算前") is var summed && (summed ? q.Start - clause.Start <= 6 : q.Start - clause.Start <= 1)
        && clause.End - q.End <= 2 && !scene.Text.AsSpan(q.End, clause.End - q.End).ContainsAny("前没不后级");

    /// <summary>The years told together with this trade; null when none are.</summary>
    public static Quantity? Of(Scene scene, Cue skill, Clause clause) => scene.Quantities.Find(q => q.Measure == Measure.Years && q.Value is > 0 and <= Most && clause.Holds(q.NumberStart) && Tells(scene, skill, q));

    /// <summary>踩缝纫机踩了十二年, 喂了二十年鸡, 踩缝纫机十一年了: the verb said again, the years inside the deed, or right behind it.</summary>
    private static bool Tells(Scene scene, Cue skill, Quantity q)
    {
        // 跑了十年的车 tells the age of the car.
        if (q.Start > skill.Start && q.End < skill.End) return scene.Text[q.End] is not ('的');
        // 当过六年保姆, 开了六年大货.
        if (q.End == skill.Start && q.Start > 0 && scene.Text[q.Start - 1] is '过' or '了') return true;
        // 过去二十年都在建筑队绑钢筋: the years first, with what was done all through them.
        if (q.End <= skill.Start) return scene.Text.AsSpan(q.End, skill.Start - q.End).ContainsAny("都在搁") && skill.Start - q.End <= 6 && scene.Text[q.End] is '都' or '一' or '在' or '搁';
        if (q.Start < skill.End) return false;
        // 伺候过俺公公八年, 采茶炒茶有小二十年了.
        if (SkillMood.Done(scene, skill) && q.Start - skill.End <= 3) return true;
        if (q.Start - skill.End is > 0 and <= 2 && scene.Text[q.Start - 1] is '有' or '快' or '小' or '也' && scene.Words.ClauseAt(skill.Start).End - q.End <= 1) return true;
        var deed = scene.Text.AsSpan(Math.Max(0, skill.Start - 1), skill.End - Math.Max(0, skill.Start - 1));
        if (q.Start >= 2 && scene.Text[q.Start - 1] is '了' or '过' && deed.Contains(scene.Text[q.Start - 2])) return true;
        // 养老院三年了 may be where somebody lives: a deed begins with its verb and ends with no place.
        return q.Start == skill.End && scene.Words.ClauseAt(skill.Start).End - q.End <= 1 && Deeds.Contains(scene.Text[skill.Start], StringComparison.Ordinal) && scene.Text[skill.End - 1] is not ('院' or '厂' or '里' or '店' or '地' or '间' or '娃' or '子');
    }

    /// <summary>The verbs that deeds begin with.</summary>
    private const string Deeds = "踩喂养开跑做干当支修焊砌垒贴理剪缝看扫掌炒蒸种搬扎刷打拉";
}

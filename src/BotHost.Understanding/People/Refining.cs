using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>Ages told roundabout: those still to come, those said more exactly a breath later, and differences between two ages, which are none.</summary>
internal static class Refining
{
    /// <summary>过了年就六十, 再过俩月满五十五: a year less today.</summary>
    public static FactValue.Number? Coming(Scene scene, Quantity q)
    {
        if (q.Min is not null || q.Value is < 10 or > 105 || q.Value != Math.Floor(q.Value)) return null;
        return scene.In("age.coming").Exists(c => c.End <= q.Start && q.Start - c.End <= 1 && scene.Words.ClauseAt(c.Start).Holds(q.Start)) ? FactValue.Of(q.Value - 1) : null;
    }

    /// <summary>五十挂零,五十一吧; 四十出头,四十一: a clause of nothing but an exact age close to the rough one.</summary>
    public static bool Refines(Scene scene, Quantity q)
    {
        if (q.Min is not null || scene.Value("subject.age") is not FactValue.Number { Min: not null } rough || Math.Abs(rough.Value - q.Value) > 9) return false;
        var clause = scene.Words.ClauseAt(q.NumberStart);
        return q.Start - clause.Start <= 2 && clause.End - q.End <= 1;
    }

    /// <summary>比我哥大八岁, 要是能活到一百岁, 介绍人四十五岁: no age of anybody here.</summary>
    public static bool Apart(Scene scene, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        var before = scene.Before(q, clause);
        if (before.Contains('比') && before.TrimEnd('了') is [.., '大' or '小']) return true;
        if (before.EndsWith("活到") && scene.InClause(clause, "hypothetical").Count > 0) return true;
        return scene.In("age.others").Exists(c => c.End == q.Start) && !scene.Cast.Mentions.Any(m => m.End == q.Start && m.Kin == Kin.Self);
    }
}

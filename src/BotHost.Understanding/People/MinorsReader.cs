using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>How many minors there are, by their ages (娃九岁) or by words for them (俩没成年的娃, 仨小孩).</summary>
internal static class MinorsReader
{
    private const string Fact = "household.children";

    public static void Read(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        var minors = ages.Where(a => a.Age.Value < 18 && a.Of is not null && !scene.Cast.Outside(a.Age.NumberStart)).ToList();
        // 撇下仨孩子,大的十三小的五岁: the group says how many, its ages that all are small.
        if (minors.Count >= 2 && scene.Cast.Mentions.FirstOrDefault(m => m.Kin is Kin.Child or Kin.Grandchild && m.End <= minors[0].Of!.Start && Roster.Many(scene, m) > minors.Count) is { } group && ages.All(a => a.Age.Value < 18 || a.Of is not { Kin: Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild }))
            scene.Add(Fact, FactValue.Of(Roster.Many(scene, group)), (group.Start, group.End), (minors[0].Age.Start, minors[^1].Age.End));
        else if (minors.Count >= 2 && minors.Select(m => m.Of).Distinct().Count() == minors.Count)
            scene.Add(Fact, FactValue.Of(minors.Count), [.. minors.Select(m => (m.Of!.Start < m.Age.Start ? m.Of.Start : m.Age.Start, m.Age.End))]);
        EachAge(scene, ages);
        if (!scene.Has(Fact) && minors.Count == 1 && scene.Has(SizeReader.Fact) | scene.In("raised_here").Count > 0 | scene.In("raises").Exists(c => Math.Min(minors[0].Of!.Start, minors[0].Age.Start) - c.End is >= 0 and <= 7 && scene.Words.ClauseAt(c.Start).Holds(Math.Min(minors[0].Of!.Start, minors[0].Age.Start))) && Lone(scene, minors[0].Of!))
            scene.Add(Fact, FactValue.Of(1), (Math.Min(minors[0].Of!.Start, minors[0].Age.Start), Math.Max(minors[0].Of!.End, minors[0].Age.End)));
        Counted.Read(scene, "minor", Fact);
        Upbringing.Read(scene, ages);
    }

    /// <summary>True when no other child is told of and this one is one.</summary>
    private static bool Lone(Scene scene, Mention child) => child.Kin is Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild or Kin.Sibling && Roster.Many(scene, child) == 1 && scene.Text[child.End - 1] != '们'
        && scene.Cast.Mentions.All(m => m.Kin is not (Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild or Kin.Sibling) || m.Kin == child.Kin && scene.Text.AsSpan(m.Start, m.End - m.Start).EndsWith(scene.Text.AsSpan(child.End - 1, 1)) || Dates.Bygone.Dead(scene, m));

    /// <summary>俩孙子,一个五岁一个七岁: ages told one by one, all of them of minors and as many as the group when its number was said.</summary>
    private static void EachAge(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        var each = ages.Where(a => (a.Age.Measure == Measure.YearsOld || (a.Of is not null && a.Of.End == a.Age.Start)) && a.Age.Start >= 2 && scene.Text[(a.Age.Start - 2)..a.Age.Start] is "一个" or "大的" or "小的" or "老大" or "老二" or "老三" && !scene.Cast.Outside(a.Age.NumberStart)).ToList();
        if (each.Count < 2) return;
        if (each.Exists(a => a.Age.Value >= 18))
        {
            // 俩,一个七岁一个二十了.
            if (scene.Expecting(Fact)) scene.Add(Fact, FactValue.Of(each.Count(a => a.Age.Value < 18)), [.. each.Select(a => (a.Age.Start - 2, a.Age.End))]);
            return;
        }

        var group = scene.Cast.Mentions.LastOrDefault(m => m.End <= each[0].Age.Start - 2 && m.Kin is Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild);
        // 一儿一女,一个九岁一个六岁; asked for: whoever they are.
        if (group is null ? !scene.Expecting(Fact) : Roster.Many(scene, group) is > 1 and var many && many != each.Count) return;
        scene.Add(Fact, FactValue.Of(each.Count), [.. each.Select(a => (a.Age.Start - 2, a.Age.End))]);
    }
}

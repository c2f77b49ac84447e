using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>Counts the people a stretch of words names one by one: 我跟俩闺女 (3), 老两口带个孙子 (3), 爹、娘、我 (3), 奶奶和俺姊妹俩 (3).</summary>
internal static class Roster
{
    /// <summary>A row of people is no longer than this.</summary>
    private const int Row = 30;

    /// <summary>What stands between the people of a row, and what they are like.</summary>
    private static readonly System.Buffers.SearchValues<char> Between = System.Buffers.SearchValues.Create("和跟与、, 还有加上带着个的瘫子傻憨瞎聋哑病老小除了外就");

    /// <param name="Siblings">True for 弟兄, 姊妹: they need not live together.</param>
    internal sealed record Group(int Start, int End, decimal Count, bool Siblings);

    /// <summary>How many are named between two places, where, and whether the speaker is among them; null when somebody named there cannot be counted (孩子们, 别人) or stands outside.</summary>
    public static (decimal Count, int Start, int End, bool Speaker)? Count(Scene scene, int from, int to)
    {
        var count = 0m;
        int start = -1, end = -1;
        bool speaker = false, counted = false;
        (int Start, int End) bound = (-1, -1);
        // 我跟闺女娘俩: those named right before are the group.
        var group = Groups(scene).Find(g => g.Start >= from && g.End <= to);
        if (group is not null && scene.Cast.Mentions.Any(m => m.End == group.Start && m.Kin is not (Kin.Self or Kin.Household))) return scene.Cast.Mentions.Any(m => m.Kin is not (Kin.Self or Kin.Household) && m.Start >= group.End && m.End <= to) ? null : (group.Count, group.Start, group.End, true);
        if (group is not null) (count, bound) = (group.Count, (group.Start, group.End));
        else if (scene.In("couple").FirstOrDefault(c => c.Start >= from && c.End <= to) is { } couple) (count, bound) = (2, (couple.Start, couple.End));
        if (bound.Start >= 0) (start, end, speaker, counted) = (bound.Start, bound.End, true, true);
        foreach (var mention in scene.Cast.Mentions.Where(m => m.Start >= from && m.End <= to))
        {
            if (mention.Start < bound.End && mention.End > bound.Start) continue;
            if (mention.Kin == Kin.Self)
            {
                speaker = true;
                (start, end) = Wider(start, end, mention);
                continue;
            }

            if (mention.Kin is Kin.Household) continue;
            // 俺儿有病,俺跟他爹还有他: whoever was named before.
            if (mention.Kin == Kin.Pronoun && count > 0) continue;
            if (mention.Kin is Kin.Outside or Kin.Pronoun || scene.Text[mention.End - 1] == '们') return null;
            (start, end) = Wider(start, end, mention);
            if (mention.Kin is Kin.Spouse && counted) continue;
            count += Many(scene, mention);
        }

        if (speaker && !counted) count++;
        return count >= 2 && start >= 0 ? (count, start, end, speaker) : null;
    }

    /// <summary>俺跟俺媳妇还有一个瘫子爹; 俺、俺媳妇、仨娃,一锅吃饭: people named in a row with nothing told between, and with them nothing but that they live together.</summary>
    public static (decimal Count, int Start, int End)? Listed(Scene scene)
    {
        var to = scene.In("together").Concat(scene.In("living")).Concat(scene.In("at_table")).Select(c => c.Start).DefaultIfEmpty(scene.Text.Length).Min();
        if (to > Row || scene.Words.Clauses.IsEmpty || Count(scene, 0, to) is not { Speaker: true, Count: > 2 } all) return null;
        var last = scene.Words.Clauses[^1].End;
        for (var i = 0; i < to; i++)
        {
            if (scene.In("couple").Find(c => c.Start == i) is { } pair) i = pair.End - 1;
            else if (scene.Cast.Mentions.FirstOrDefault(m => m.Start == i) is { } person) i = person.End - 1;
            else if (scene.Quantities.Find(q => q.Start == i && q.Value is >= 1 and <= 9 && q.Measure is Measure.None or Measure.Things) is { } q) i = q.End - 1;
            else if (!Between.Contains(scene.Text[i])) return null;
        }

        return last - to <= 8 ? (all.Count, all.Start, all.End) : null;
    }

    /// <summary>俺娘儿仨, 爷俩, 姐弟三个: people bound together, with their number, the speaker counted in.</summary>
    public static List<Group> Groups(Scene scene)
    {
        List<Group> groups = [];
        foreach (var cue in scene.In("kin_group"))
        {
            if (scene.Quantities.Find(q => q.NumberStart == cue.End && q is { Value: >= 2 and <= 9, Min: null, Digits: false, Measure: Measure.None or Measure.Things or Measure.Persons }) is not { } q || groups.Exists(g => g.End == q.End)) continue;
            groups.Add(new(cue.Start, q.End, q.Value, cue.Entry == "siblings"));
        }

        return groups;
    }

    /// <summary>俩闺女, 孙子一个, 爹娘 (two), 俺妈 (one).</summary>
    public static decimal Many(Scene scene, Mention mention)
    {
        var before = scene.Quantities.Find(q => q.End <= mention.Start && mention.Start - q.End <= 1 && (q.End == mention.Start || (char.IsLetter(scene.Text[q.End]) && scene.Text[q.End] is not ('跟' or '和' or '带' or '领' or '与'))) && q.Value is >= 1 and <= 9 && !q.Scaled && q.Measure is Measure.None or Measure.Things);
        if (before is not null) return before.Value;
        if (mention.Kin == Kin.Parents) return 2;
        var said = scene.Text.AsSpan(mention.Start, mention.End - mention.Start);
        return said.Contains("爷爷奶奶", StringComparison.Ordinal) || said.Contains("姥姥姥爷", StringComparison.Ordinal) || said.Contains("孙子孙女", StringComparison.Ordinal) || said.Contains("孙儿孙女", StringComparison.Ordinal) || said.EndsWith("胞胎") || said.EndsWith("凤胎") || (said.EndsWith("儿女") && mention.Start > 1 && scene.Words.At(mention.Start - 2, "一双")) ? 2 : 1;
    }

    private static (int, int) Wider(int start, int end, Mention mention) => (start < 0 ? mention.Start : Math.Min(start, mention.Start), Math.Max(end, mention.End));
}

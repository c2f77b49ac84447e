using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Counts the people a stretch of words names one by one: 我跟俩闺女 (3), 老两口带个孙子 (3), 爹、娘、我 (3).</summary>
internal static class Roster
{
    /// <summary>How many are named between two places, and where; null when somebody named there cannot be counted (孩子们, 别人) or stands outside.</summary>
    public static (decimal Count, int Start, int End)? Count(Scene scene, int from, int to, bool withSpeaker = false)
    {
        var count = 0m;
        int start = -1, end = -1;
        var speaker = withSpeaker;
        var couple = scene.In("couple").FirstOrDefault(c => c.Start >= from && c.End <= to);
        if (couple is not null) (count, start, end) = (2, couple.Start, couple.End);
        foreach (var mention in scene.Cast.Mentions.Where(m => m.Start >= from && m.End <= to))
        {
            if (couple is not null && mention.Start < couple.End && mention.End > couple.Start) continue;
            if (mention.Kin == Kin.Self)
            {
                speaker = true;
                (start, end) = Wider(start, end, mention);
                continue;
            }

            if (mention.Kin is Kin.Household) continue;
            if (mention.Kin is Kin.Outside or Kin.Pronoun || scene.Text[mention.End - 1] == '们') return null;
            (start, end) = Wider(start, end, mention);
            if (mention.Kin is Kin.Spouse && couple is not null) continue;
            count += Many(scene, mention);
        }

        if (speaker && couple is null) count++;
        return count >= 2 && start >= 0 ? (count, start, end) : null;
    }

    /// <summary>俩闺女, 孙子一个, 爹娘 (two), 俺妈 (one).</summary>
    public static decimal Many(Scene scene, Mention mention)
    {
        var before = scene.Quantities.Find(q => q.End <= mention.Start && mention.Start - q.End <= 1 && q.Value is >= 1 and <= 9 && !q.Scaled && q.Measure is Numbers.Measure.None or Numbers.Measure.Things);
        if (before is not null) return before.Value;
        if (mention.Kin == Kin.Parents) return 2;
        var said = scene.Text.AsSpan(mention.Start, mention.End - mention.Start);
        return said.Contains("爷爷奶奶", StringComparison.Ordinal) || said.Contains("姥姥姥爷", StringComparison.Ordinal) || said.Contains("孙子孙女", StringComparison.Ordinal) ? 2 : 1;
    }

    private static (int, int) Wider(int start, int end, Mention mention) => (start < 0 ? mention.Start : Math.Min(start, mention.Start), Math.Max(end, mention.End));
}

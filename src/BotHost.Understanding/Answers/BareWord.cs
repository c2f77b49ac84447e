using BotHost.Understanding.Words;

namespace BotHost.Understanding.Answers;

/// <summary>Yes or no without the words of the question: 俺没有, 弄过了.</summary>
internal static class BareWord
{
    /// <summary>So many characters may be left once words that only lead up to it (今年, 俺家, 从来) are gone.</summary>
    private const int Short = 8;

    /// <summary>A clause that is nothing but 有 or 没有, whoever has it (俺没有); null for any other.</summary>
    public static bool? Of(Scene scene, Clause clause)
    {
        var core = Core(scene, clause);
        var cue = scene.InClause(clause, "answer").Find(c => c.Entry is "yes" or "no" && c.Start == core.Start && c.End >= core.End);
        return cue is null ? null : cue.Entry == "yes";
    }

    /// <summary>没交, 交了, 会: the verb of the question said back, in a few characters.</summary>
    public static bool? Verb(Scene scene, Clause clause)
    {
        var core = Core(scene, clause);
        var said = scene.Text.AsSpan(core.Start, core.Length);
        if (said.Length is 0 or > Short || said.EndsWith("吗") || said.EndsWith("没") || scene.InClause(clause, "answer.idle").Count > 0) return null;
        if (said[0] is '没' or '不' or '未' or '无') return false;
        if (said.ContainsAny("没不未")) return null;
        return said[0] is '有' or '是' or '能' or '会' || said[^1] is '了' or '过' or '着' ? true : null;
    }

    /// <summary>The clause without the words that only lead up to what is said, and without particles behind it.</summary>
    public static Clause Core(Scene scene, Clause clause)
    {
        var leads = scene.InClause(clause, "answer.lead");
        var (start, end) = (clause.Start, clause.End);
        while (leads.FindLast(c => c.Start == start && c.End < end) is { } lead) start = lead.End;
        while (end - start > 1 && scene.Text[end - 1] is '啊' or '呀' or '的' or '呢' or '哈' or '呗' or '啦' or '吧' or '咧') end--;
        return clause with { Start = start, End = end };
    }
}

using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Understanding.Answers;

/// <summary>Yes or no as the answer to the question just asked: 有, 没交, 办过了.</summary>
internal static class ExpectedYesNo
{
    public static void Read(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        var clause = scene.Words.Clauses[0];
        var said = answer switch { AnswerKind.Yes => true, AnswerKind.No => false, AnswerKind.None => Verb(scene.Text.AsSpan(clause.Start, clause.Length)), _ => (bool?)null };
        if (said is { } yes) scene.Add(fact.Id, FactValue.Of(yes), (clause.Start, clause.End));
    }

    /// <summary>没交, 交了, 会: the verb of the question said back, in a few characters.</summary>
    private static bool? Verb(ReadOnlySpan<char> said)
    {
        // 不问了, 不办了, 不晓得: no word about the thing that was asked.
        if (said.Length > 8 || said.EndsWith("吗") || said.EndsWith("没") || (said.Length > 1 && said[0] is '不' or '没' && said[1] is '问' or '办' or '弄' or '说' or '填' or '晓' or '懂' or '听' or '明' or '清' or '咋' or '空' or '听')) return null;
        if (said[0] is '没' or '不' or '未' or '无') return false;
        if (said.ContainsAny("没不未")) return null;
        return said[0] is '有' or '是' or '能' or '会' || said[^1] is '了' or '过' or '着' ? true : null;
    }
}

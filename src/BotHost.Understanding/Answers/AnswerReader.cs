using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Answers;

/// <summary>Whether the words answer a question as such: 对, 没有, 记不清, 不想说, 问问再说.</summary>
internal static class AnswerReader
{
    /// <summary>Longer messages tell something; they only answer by the word they start with.</summary>
    private const int Short = 16;

    public static AnswerKind Read(Scene scene)
    {
        var clauses = scene.Words.Clauses;
        if (clauses.IsEmpty) return AnswerKind.None;
        var length = clauses.Sum(c => c.Length);
        // 没有,不知道咋弄: a question for yes or no is answered by the first word, whatever is not known beside it.
        if (clauses.Length > 1 && scene.Context.Expecting is { } id && scene.Catalogue.Find(id)?.Type == FactType.YesNo && Plain(scene, clauses[0]) is var plain and not AnswerKind.None) return plain;
        foreach (var (entry, kind) in Weighty)
        {
            if (scene.In("answer").Any(c => c.Entry == entry && (length <= (scene.Context.Expecting is null ? Short / 2 : Short) || Whole(scene, c)))) return kind;
        }

        return Plain(scene, clauses[0]);
    }

    /// <summary>对,俺家五口人: yes and no count as an answer where they are a clause of their own, at the start or as the whole.</summary>
    private static AnswerKind Plain(Scene scene, Clause first)
    {
        foreach (var cue in scene.InClause(first, "answer"))
        {
            if (!Whole(scene, cue)) continue;
            if (cue.Entry == "yes") return AnswerKind.Yes;
            if (cue.Entry == "no") return AnswerKind.No;
        }

        return AnswerKind.None;
    }

    private static readonly (string Entry, AnswerKind Kind)[] Weighty =
        [("declined", AnswerKind.Declined), ("later", AnswerKind.Later), ("unknown", AnswerKind.Unknown)];

    /// <summary>True when a clause holds this word and otherwise only particles (中嘞, 嗯对, 是哩是哩).</summary>
    private static bool Whole(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        var covered = new bool[clause.Length];
        foreach (var other in scene.InClause(clause, "answer").Where(c => c.Entry == cue.Entry).Concat(scene.InClause(clause, "particle")))
            Array.Fill(covered, true, other.Start - clause.Start, other.Length);
        return Array.TrueForAll(covered, c => c);
    }
}

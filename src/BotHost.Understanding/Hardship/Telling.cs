using System.Text.RegularExpressions;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Hardship;

/// <summary>Whether words of hardship tell of what really is, here and now: neither denied nor supposed, neither long past nor somebody else's.</summary>
internal static partial class Telling
{
    public static bool Ours(Scene scene, Cue cue)
    {
        if (Elsewhere(scene, cue.Start) || Denied(scene, cue) || Otherwise(scene, cue.Entry, cue) || Unreal.Told(scene, cue)) return false;
        var clause = scene.Words.ClauseAt(cue.Start);
        // 病房隔壁床那小孩: part of the words for somebody else.
        if (scene.Cast.Mentions.Any(m => m.Kin == Kin.Outside && m.Start <= cue.Start && m.End >= cue.HeadEnd && m != scene.Cast.Subject && m.Kin != scene.Cast.Subject?.Kin)) return false;
        // 病了就扛着: what is done whenever it happens is not told as having happened.
        if (cue is { Entry: "illness", Length: <= 3 } && (scene.Words.At(cue.End, "了就") || (scene.Text[cue.End - 1] == '了' && scene.Words.At(cue.End, "就")))) return false;
        if (cue.Entry == "death" && LongPast(scene, clause)) return false;
        return scene.InClause(clause, "kind.past").Count == 0 && scene.InClause(clause, "question.general").Count == 0 && !scene.InClause(clause, "hypothetical").Any(c => c.Start < cue.Start && !(cue.Entry == "illness" && scene.In("threat").Exists(t => t.Start < cue.Start && clause.Holds(t.Start))));
    }

    /// <summary>没住院; and 耳不聋: what stands in the gap of a phrase denies it as well. 能不能送点米面 asks and denies nothing.</summary>
    public static bool Denied(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        // 再不交钱透析就停了 denies no treatment.
        return scene.In("negation").Exists(c => clause.Holds(c.Start) && !Asks(scene.Text, c) && !(c.Start > 0 && scene.Text[c.Start - 1] == '再') && ((c.End <= cue.Start && cue.Start - c.End <= 2) || (cue.Gapped && c.Start >= cue.HeadEnd && c.End == cue.TailStart)));
    }

    /// <summary>能不能, 中不中: the word before the negation stands behind it again.</summary>
    private static bool Asks(string text, Cue negation) => negation.Start > 0 && negation.End < text.Length && text[negation.Start - 1] == text[negation.End];

    /// <summary>隔壁老孙家: the hardship of others. But 俺嫂子叫车撞了, in a message of nobody else, reports the sister-in-law's (not 叔叔家, a household of its own).</summary>
    public static bool Elsewhere(Scene scene, int index) => scene.Cast.Mentions.FirstOrDefault(m => m.Start == index) is { End: var end, Oblique: false, Kin: Kin.Parents or Kin.Father or Kin.Mother or Kin.Grandparent } ? Others(scene, end) : Others(scene, index);

    private static bool Others(Scene scene, int index) => scene.Cast.Outside(index)
        && !(scene.Cast.OwnerAt(index) is { Kin: Kin.Elder or Kin.Sibling } owner && scene.Cast.Mentions.All(m => (m.Oblique || m.Kin == owner.Kin || m.Kin == Kin.Pronoun) && !scene.Words.At(m.End, "家") && !scene.Words.At(m.End + 1, "家")));

    /// <summary>打电话, 傻眼, 瞎说: words that hold those of a hardship and mean another thing.</summary>
    public static bool Otherwise(Scene scene, string kind, Cue cue) => scene.In("hardship.not").Exists(n => n.Entry == kind && ((n.Start < cue.HeadEnd && n.End > cue.Start) || (n.Start < cue.End && n.End >= cue.End)));

    /// <summary>老伴走了三年: grief of long ago is not why somebody writes today.</summary>
    public static bool LongPast(Scene scene, Clause clause) => scene.Quantities.Exists(q => q.Measure == Measure.Years && clause.Holds(q.NumberStart) && q.Value >= 2)
        || scene.InClause(clause, "long_ago").Count > 0 || YearsAgo().IsMatch(scene.Text.AsSpan(clause.Start, clause.Length));

    [GeneratedRegex("[二两三四五六七八九十几多0-9]年前?")]
    private static partial Regex YearsAgo();
}

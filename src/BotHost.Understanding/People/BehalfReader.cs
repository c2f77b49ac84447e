using BotHost.Core.Facts;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Whether the report is for somebody else, and who that is to the speaker: 替俺二叔问, 我是老人的侄子, 不是替别人.</summary>
internal static class BehalfReader
{
    private const string Fact = "on_behalf", Who = "on_behalf.relation";

    public static void Read(Scene scene)
    {
        var cast = scene.Cast;
        if (cast.Subject is { } subject)
        {
            // 我妹夫没了,替她问问: the person may stand before the words that speak for them.
            var from = cast.Behalf is { } cue && cue.Start < subject.Start ? cue.Start : subject.Start;
            scene.Add(Fact, FactValue.Of(true), (from, subject.End));
            if ((!scene.Expecting(Who) || !Asked(scene)) && Relation(scene, subject) is { } relation) scene.Add(Who, new FactValue.Text(relation), (subject.Start, subject.End));
        }
        else if (scene.In("behalf.other").FirstOrDefault(c => !Denied(scene, c)) is { } other)
        {
            scene.Add(Fact, FactValue.Of(true), (other.Start, other.End));
        }
        else if (Own(scene) is { } own) scene.Add(Fact, FactValue.Of(false), (own.Start, own.End));

        if (scene.Expecting(Who) && !scene.Has(Who)) Asked(scene);
    }

    /// <summary>我自己的事, 不是替别人, 困难的就是我: told outright that nobody else is meant.</summary>
    private static Cue? Own(Scene scene)
    {
        foreach (var cue in scene.In("own_report"))
        {
            var clause = scene.Words.ClauseAt(cue.Start);
            var rest = scene.Text.AsSpan(cue.End, clause.End - cue.End);
            if (cue.Entry == "whole_clause" && !(rest.IsEmpty || rest is "的" or "呀" or "啊" or "了" or "呗" or "吧")) continue;
            // 不是我自己的事: denied.
            if (scene.InClause(clause, "negation").Exists(n => n.End == cue.Start)) continue;
            return cue;
        }

        return null;
    }

    /// <summary>不替别人问.</summary>
    private static bool Denied(Scene scene, Cue cue) => scene.Text[cue.Start] is not '不' && scene.In("negation").Exists(n => n.End <= cue.Start && cue.Start - n.End <= 1 && scene.Words.ClauseAt(n.Start).Holds(cue.Start));

    /// <summary>她是我干娘, 我是她女婿, to the question who they are to the speaker: the one word for kin that ends the clause.</summary>
    private static bool Asked(Scene scene)
    {
        var first = scene.Words.Clauses[0];
        var kin = scene.InClause(first, "person").Where(c => c.Entry is not ("self" or "pronoun" or "household")).OrderByDescending(c => c.End).ThenBy(c => c.Start).FirstOrDefault();
        if (kin is null || first.End - kin.End > 1) return false;
        scene.Add(Who, new FactValue.Text(Plain(scene.Text[kin.Start..kin.End])), (kin.Start, kin.End));
        return true;
    }

    private static string? Relation(Scene scene, Mention subject)
    {
        var cue = scene.Cues.Find(c => c.Group == "person" && c.Start == subject.Start && c.End == subject.End);
        // 户主, 村头老蔡: a case, and nobody to the one who tells of it.
        return cue is null || subject.Kin == Kin.Pronoun || scene.In("case").Exists(c => c.Start <= subject.Start && c.End >= subject.End) ? null : Plain(scene.Text[cue.Start..cue.End]);
    }

    private static string Plain(string whole)
    {
        var said = whole[(whole.LastIndexOf('的') + 1)..];
        return said.TrimStart('我', '俺', '咱', '他', '她', '的', '家', '个', '位') is { Length: > 0 } plain ? plain : said;
    }
}

using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>Who the report is about: on behalf of whom, sex, and whether anybody supports them.</summary>
internal static class PeopleReader
{
    public static void Read(Scene scene)
    {
        var cast = scene.Cast;
        if (cast.Subject is { } subject)
        {
            // 我妹夫没了,替她问问: the person may stand before the words that speak for them.
            var from = cast.Behalf is { } cue && cue.Start < subject.Start ? cue.Start : subject.Start;
            scene.Add("on_behalf", FactValue.Of(true), (from, subject.End));
            if (Relation(scene, subject) is { } relation) scene.Add("on_behalf.relation", new FactValue.Text(relation), (subject.Start, subject.End));
        }
        else if (scene.First("behalf.other", "other") is { } other)
        {
            scene.Add("on_behalf", FactValue.Of(true), (other.Start, other.End));
        }

        if (scene.In("subject.consent").FirstOrDefault() is { } consent && !scene.Has("subject.consent") && scene.InClause(scene.Words.ClauseAt(consent.Start), "question").Count == 0) scene.Add("subject.consent", new FactValue.Choice(consent.Entry), (consent.Start, consent.End));
        foreach (var cue in scene.In("subject.sex"))
        {
            // 替一个孤老婆婆问: the word for the subject may tell the sex.
            if ((cast.AboutSubject(cue.Start) || (cast.Subject is { } told && cue.Start >= told.Start && cue.End <= told.End)) && Standalone(scene, cue.Start, cue.End)) scene.Add("subject.sex", new FactValue.Choice(cue.Entry), (cue.Start, cue.End));
        }

        foreach (var fact in (ReadOnlySpan<string>)["subject.hukou", "subject.labour_capacity"])
        {
            var told = scene.In(fact).FindAll(c => (cast.AboutSubject(c.Start) || (fact == "subject.hukou" && cast.OwnerAt(c.Start) is { Kin: Kin.Household or Kin.Father or Kin.Mother or Kin.Spouse or Kin.Parents or Kin.Grandparent or Kin.Pronoun })) && scene.InClause(scene.Words.ClauseAt(c.Start), "question").Count == 0 && scene.InClause(scene.Words.ClauseAt(c.Start), "negation").TrueForAll(n => n.Start >= c.Start) && !scene.Words.At(c.End, "的时候"));
            if (told.Count > 0 && told.TrueForAll(c => c.Entry == told[0].Entry)) scene.Add(fact, new FactValue.Choice(told[0].Entry), (told[0].Start, told[0].End));
        }

        if (scene.In("no_supporters").FirstOrDefault(c => cast.AboutSubject(c.Start)) is { } none)
            scene.Add("subject.no_supporters", FactValue.Of(true), (none.Start, none.End));
    }

    /// <summary>女 alone is a sex only where it stands by itself: 女,  45岁女的, 性别女; never inside 女儿 or 妇女.</summary>
    private static bool Standalone(Scene scene, int start, int end)
    {
        // 找个女的跟我说: who is wanted, not who speaks.
        if (start > 1 && scene.Text[start - 1] is '个' or '位' && scene.Text[start - 2] is not ('一' or '是')) return false;
        if (end - start > 1) return !scene.Words.At(end, "里") && !scene.Words.At(end, "都");
        var clause = scene.Words.ClauseAt(start);
        var age = scene.Quantities.Exists(q => q.Start == end && q.Measure == Measure.YearsOld);
        // 叫李大山男五十八, 女今年六十二: between a name and an age.
        var told = age || scene.Words.At(end, "今年") || scene.Quantities.Exists(q => q.Start == end && q is { Measure: Measure.None, Value: >= 16 and <= 105 });
        var named = scene.Cast.Mentions.Any(m => m.Kin == Kin.Self && m.End == start) || scene.InClause(clause, "name_is").Exists(c => start - c.End is >= 2 and <= 4);
        return (end == clause.End || scene.Text[end] is '的' or '性' or '嘞' or '哩' || told) && (age || named || start == clause.Start || scene.Quantities.Exists(q => q.End == start) || scene.Text[start - 1] is '岁' or '是' or '别');
    }

    private static string? Relation(Scene scene, Mention subject)
    {
        var cue = scene.Cues.Find(c => c.Group == "person" && c.Start == subject.Start && c.End == subject.End);
        if (cue is null || subject.Kin == Kin.Pronoun) return null;
        var whole = scene.Text[cue.Start..cue.End];
        var said = whole[(whole.LastIndexOf('的') + 1)..];
        return said.TrimStart('我', '俺', '咱', '他', '她', '的', '家') is { Length: > 0 } plain ? plain : said;
    }
}

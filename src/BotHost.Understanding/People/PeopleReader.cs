using BotHost.Core.Facts;

namespace BotHost.Understanding.People;

/// <summary>Who the report is about: on behalf of whom, and whether anybody supports them.</summary>
internal static class PeopleReader
{
    public static void Read(Scene scene)
    {
        var cast = scene.Cast;
        BehalfReader.Read(scene);
        if (scene.In("subject.consent").FirstOrDefault() is { } consent && !scene.Has("subject.consent") && scene.InClause(scene.Words.ClauseAt(consent.Start), "question").Count == 0) scene.Add("subject.consent", new FactValue.Choice(consent.Entry), (consent.Start, consent.End));
        SexReader.Read(scene);
        CadreReader.Read(scene);
        foreach (var fact in (ReadOnlySpan<string>)["subject.hukou", "subject.labour_capacity"])
        {
            var told = scene.In(fact).FindAll(c => (cast.AboutSubject(c.Start) || (fact == "subject.hukou" && (cast.OwnerAt(c.Start) is { Kin: Kin.Household or Kin.Father or Kin.Mother or Kin.Spouse or Kin.Parents or Kin.Grandparent or Kin.Pronoun } || (cast.OwnerAt(c.Start) is { Kin: Kin.Elder } house && scene.Text[house.End - 1] == '家')))) && scene.InClause(scene.Words.ClauseAt(c.Start), "question").Count == 0 && scene.InClause(scene.Words.ClauseAt(c.Start), "negation").TrueForAll(n => n.Start >= c.Start) && !scene.Words.At(c.End, "的时候"));
            if (told.Count > 0 && told.TrueForAll(c => c.Entry == told[0].Entry)) scene.Add(fact, new FactValue.Choice(told[0].Entry), (told[0].Start, told[0].End));
        }

        // 仨孩儿都成家在外头打工…五保俺能办不: children who earn, told of to the question of the help for those whom nobody supports.
        if (cast.Subject is null && scene.Any(Words.Lexicon.Program, "tekun") && cast.Mentions.FirstOrDefault(m => m is { Oblique: false, Kin: Kin.Child or Kin.Son or Kin.Daughter } && scene.Any("member", "employed=yes") && scene.In("member").Exists(c => c.Entry == "employed=yes" && cast.OwnerAt(c.Start) == m)) is { } child)
            scene.Add("subject.no_supporters", FactValue.Of(false), (child.Start, child.End));
        if (scene.In("no_supporters").FirstOrDefault(c => cast.AboutSubject(c.Start) && !Single(scene, c)) is { } none)
            scene.Add("subject.no_supporters", FactValue.Of(true), (none.Start, none.End));
    }

    /// <summary>25还没成家, 没说上媳妇,跟老娘过: who is only unmarried has nobody to support them when old and without parents.</summary>
    private static bool Single(Scene scene, Words.Cue cue) => !scene.Text.AsSpan(cue.Start, cue.Length).ContainsAny(Childless)
        && (scene.Value("subject.age") is FactValue.Number { Value: < 50 } || scene.Quantities.Exists(q => q.End >= cue.Start - 3 && q.End <= cue.Start && q.Value is >= 16 and < 50) || scene.Cast.Mentions.Any(m => m.Kin is Kin.Father or Kin.Mother or Kin.Parents && !Dates.Bygone.Dead(scene, m)));

    private static readonly System.Buffers.SearchValues<char> Childless = System.Buffers.SearchValues.Create("儿女后依绝生孤五");
}

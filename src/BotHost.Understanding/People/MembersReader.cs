using System.Collections.Immutable;
using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>
/// The people of the household one by one, with what was said of each (俺娘76跟俺一块住; 妮儿29,智力三级). Somebody of whom nothing
/// is said but that they are there is left out, and so is a child who may be a son or a daughter: a list is never guessed.
/// </summary>
internal static class MembersReader
{
    private const string Fact = "household.members", FirstDegree = "first_degree";

    public static void Read(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        // Told of on behalf of somebody, relations are the speaker's, not the subject's.
        if (scene.Cast.Subject is not null) return;
        var people = new People { Orphan = Orphan(scene) };
        foreach (var (whose, age) in ages)
        {
            if (whose is null || age.Value != Math.Floor(age.Value) || AgeReader.NotNow(scene, age) || AgeReader.Nominal(scene, age)) continue;
            var of = people.Living(scene, whose);
            Tell(scene, people, of, "age", AgeReader.Value(age), age.Start, age.End);
        }

        foreach (var cue in scene.In("disability.grade")) Tell(scene, people, cue, "disability_grade", FactValue.Of(int.Parse(cue.Entry, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var cue in scene.In("subject.disability_type"))
        {
            if (scene.InClause(scene.Words.ClauseAt(cue.Start), "disability.proof").Count > 0) Tell(scene, people, cue, "disability_type", new FactValue.Choice(cue.Entry));
        }

        foreach (var cue in scene.In("schooling").OrderBy(c => Array.IndexOf(Telling, c.Entry)))
        {
            if (Level(scene, cue) is { } level) Tell(scene, people, cue, "student", new FactValue.Choice(level));
        }

        foreach (var cue in scene.In("member"))
        {
            var parts = cue.Entry.Split('=');
            Tell(scene, people, cue, parts[0], FactValue.Of(parts[1] == "yes"));
        }

        foreach (var cue in scene.In("subject.care_level"))
        {
            // 俺爹六十,脑梗落下毛病,县里来评的是中度失能: whoever the sentence is about.
            if (!Doubtful(scene, cue) && scene.Cast.OwnerAt(cue.Start) is { Kin: not Kin.Self } assessed && (scene.Words.OneSentence(assessed.Start, cue.Start) || OnlyOne(scene, assessed))) Tell(scene, people, assessed, "care_level", new FactValue.Choice(cue.Entry), cue.Start, cue.End);
        }

        // 他爸坐牢,俺自己领着俩孩儿: those counted are without him.
        if (scene.In("at_side").Exists(c => c.Entry == "alone")) people.All.RemoveAll(p => p.Fields.TryGetValue("imprisoned", out var locked) && locked is FactValue.YesNo { Value: true });
        List<Person> told = [.. people.All.Where(p => p.Fields.Count > 0 && p.Relation != "self" && !p.Gone && (!p.IsChild || (p.Many == 1 && p.Fields.TryGetValue("student", out var stage) && stage.ToString() != "compulsory") || p.Fields.ContainsKey("disability_certificate") || p.Fields.ContainsKey("disability_grade") || p.Fields.ContainsKey("disability_type"))).OrderBy(p => p.Spans[0].Start)];
        if (told.Count > 0)
            scene.Add(Fact, new FactValue.List([.. told.SelectMany(p => Enumerable.Repeat(p.Fields.Add("relation", new FactValue.Choice(p.Relation)).ToImmutableSortedDictionary(), p.Many))]), [.. told.SelectMany(p => p.Spans)]);
    }

    /// <summary>俺爹瘫了。上月来人评估,写的重度失能: nobody else was told of who does anything.</summary>
    private static bool OnlyOne(Scene scene, Mention person) => scene.Cast.Mentions.All(m => m.Oblique || m.Kin is Kin.Self or Kin.Household or Kin.Pronoun || m.Kin == person.Kin);

    private static void Tell(Scene scene, People people, Cue cue, string field, FactValue value)
    {
        if (Doubtful(scene, cue) || scene.Cast.OwnerAt(cue.Start) is not { } told) return;
        var owner = people.Living(scene, told);
        // 今年十九,在商丘上大专: of whom something was just told, of them is what follows.
        var from = people.Told.Where(t => t.Of == owner && t.End <= cue.Start).Select(t => t.End).Append(owner.End).Where(e => e <= cue.Start).DefaultIfEmpty(owner.End).Max();
        if (cue.Entry == FirstDegree ? scene.Words.OneSentence(from, cue.Start) : Near(scene, from, cue)) Tell(scene, people, owner, field, value, cue.Start, cue.End);
    }

    private static void Tell(Scene scene, People people, Mention owner, string field, FactValue value, int start, int end)
    {
        if (owner != people.Orphan && (scene.Cast.Outside(start) || owner.Kin is Kin.Elder or Kin.Outside || (owner.Kin == Kin.Sibling && !scene.Cast.Together))) return;
        people.Told.Add((owner, end));
        var many = Roster.Many(scene, owner);
        foreach (var relation in owner == people.Orphan && owner.Kin == Kin.Elder ? ["other"] : Relations(scene, owner))
        {
            var name = Plain(scene, owner);
            var person = people.All.Find(p => p.Relation == relation && (relation is "self" or "spouse" || p.Name.EndsWith(name, StringComparison.Ordinal) || name.EndsWith(p.Name, StringComparison.Ordinal)));
            if (person is null) people.All.Add(person = new() { Relation = relation, Name = name, Many = owner.Kin == Kin.Parents ? 1 : (int)many, Gone = owner != people.Orphan && Gone(scene, owner), IsChild = owner.Kin == Kin.Child });
            if (person.Fields.TryGetValue(field, out var known))
            {
                // 上本科大二: said twice over, both are its proof.
                if (known.Equals(value) && person.Spans.FindLastIndex(s => s.Start == owner.Start) is >= 0 and var said) person.Spans[said] = (owner.Start, Math.Max(person.Spans[said].End, end));
                continue;
            }

            person.Fields = person.Fields.Add(field, value);
            person.Spans.Add((Math.Min(owner.Start, start), Math.Max(owner.End, end)));
        }
    }

    /// <summary>俺侄儿爹娘都不在了,打小跟着俺过: a child without parents whom the speaker brings up.</summary>
    private static Mention? Orphan(Scene scene) => Relatives.Orphan(scene) is { } child && (child.Kin == Kin.Grandchild || scene.In("raised_here").Count + scene.In("together").Count + scene.In("raises").Count > 0) ? child : null;

    /// <summary>Seen from the speaker; empty for those whose relation the word leaves open (娃, 他爸, 老人).</summary>
    private static string[] Relations(Scene scene, Mention mention)
    {
        var said = Plain(scene, mention);
        if (said.Length == 0 || said[0] is '他' or '她' || said.Contains("儿媳", StringComparison.Ordinal)) return [];
        return mention.Kin switch
        {
            Kin.Self => ["self"],
            Kin.Spouse => said[0] == '前' ? [] : ["spouse"],
            Kin.Son => ["son"],
            Kin.Daughter => ["daughter"],
            Kin.Father => said.AsSpan().ContainsAny("公岳丈") ? ["other"] : ["father"],
            Kin.Mother => said.AsSpan().ContainsAny("婆岳丈") ? ["other"] : ["mother"],
            Kin.Parents when said[0] is '爹' or '爸' or '父' => ["father", "mother"],
            Kin.Grandparent => ["grandparent"],
            Kin.Grandchild => ["grandchild"],
            // 俺兄弟…连他五口一锅吃饭: told of as one of the house.
            Kin.Sibling => ["sibling"],
            // 就一个娃: son or daughter is open; listed only where a disability is told of or a school that decides who counts, which cannot wait.
            Kin.Child when said is "大的" or "小的" or "老大" or "老二" or "老三" or "老小" or "二的" or "大孩" or "二孩" or "小孩儿" or "大孩儿" or "二孩儿" or "娃" or "娃娃" or "孩子" or "孩儿" or "小孩" or "娃儿" => ["other"],
            _ => [],
        };
    }

    private static string Plain(Scene scene, Mention mention) => scene.Text[mention.Start..mention.End].TrimStart('我', '俺', '咱', '家', '的') is { Length: > 0 } plain ? plain : "我";

    /// <summary>The words for a school, those first that decide where several stand together: 大专大三, 职高三年级, 研一.</summary>
    private static readonly string[] Telling = ["postgraduate", FirstDegree, "junior_college", "vocational", "high_school", "undergraduate", "compulsory"];

    /// <summary>上高一, 大二: the stage; null for words that name none or that deny it.</summary>
    private static string? Level(Scene scene, Cue cue)
    {
        if (!Telling.Contains(cue.Entry)) return null;
        // 想考卫校: no school one goes to.
        if (scene.Text.AsSpan(0, cue.Start) is [.., '想', '考' or '上' or '念' or '读'] or [.., '准', '备', '考'] or [.., '打', '算', '考'] or [.., '想']) return null;
        var clause = scene.Words.ClauseAt(cue.Start);
        if (cue.Entry == FirstDegree) return "undergraduate";
        if (scene.InClause(clause, "schooling").Exists(c => c.Entry == "finished") || (!Attends(scene, cue, clause) && scene.Cues.Exists(c => c.Group == "work.education" && c.Start <= cue.Start && c.End >= cue.End)) || scene.In("cannot_pay").Exists(c => c.End == cue.Start)) return null;
        return cue.Entry == "junior_college" ? "vocational" : cue.Entry;
    }

    /// <summary>上大专, 职高三年级, 有学籍: goes there, not only that far schooled.</summary>
    private static bool Attends(Scene scene, Cue cue, Clause clause)
    {
        var said = scene.Text.AsSpan(clause.Start, clause.Length);
        return (cue.Start > 0 && scene.Text[cue.Start - 1] is '上' or '念' or '读') || scene.Text.AsSpan(cue.End, Math.Max(0, Math.Min(3, clause.End - cue.End))).Contains("年级", StringComparison.Ordinal)
            || said.Contains("学籍", StringComparison.Ordinal) || said.Contains("在校", StringComparison.Ordinal) || said.Contains("在读", StringComparison.Ordinal);
    }

    /// <summary>Denied, only supposed, or asked in general.</summary>
    internal static bool Doubtful(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        return Hardship.Telling.Denied(scene, cue) || scene.InClause(clause, "hypothetical").Count > 0 || scene.InClause(clause, "question.general").Count > 0 || scene.InClause(clause, "kind.past").Count > 0;
    }

    /// <summary>What is told belongs to the person named in the same sentence, not too far before.</summary>
    private static bool Near(Scene scene, int from, Cue cue) => cue.Start - from <= 16 && scene.Words.OneSentence(from - 1, cue.Start);

    /// <summary>老伴走了三年: who is gone is no member.</summary>
    private static bool Gone(Scene scene, Mention mention) => scene.In("gone").Exists(g => g.Start >= mention.End && g.Start - mention.End <= 8 && scene.Words.ClauseAt(g.Start) == scene.Words.ClauseAt(mention.Start))
        || scene.In("negation").Exists(c => c.End <= mention.Start && mention.Start - c.End <= 1);

    private sealed class People
    {
        public required Mention? Orphan { get; init; }

        public List<Person> All { get; } = [];

        /// <summary>Up to where something was told of each.</summary>
        public List<(Mention Of, int End)> Told { get; } = [];

        /// <summary>侄儿爹娘都不在了,今年十九: what is told behind dead parents is told of their child.</summary>
        public Mention Living(Scene scene, Mention told) => Orphan is not null && told.Start >= Orphan.End && told.Kin is Kin.Father or Kin.Mother or Kin.Parents or Kin.Elder && Dates.Bygone.Dead(scene, told) ? Orphan : told;
    }

    private sealed class Person
    {
        public required string Relation { get; init; }

        public required string Name { get; init; }

        public required int Many { get; init; }

        public required bool Gone { get; init; }

        /// <summary>True for a child of whom the word does not say whether son or daughter.</summary>
        public required bool IsChild { get; init; }

        public ImmutableDictionary<string, FactValue> Fields { get; set; } = ImmutableDictionary<string, FactValue>.Empty;

        public List<(int Start, int End)> Spans { get; } = [];
    }
}

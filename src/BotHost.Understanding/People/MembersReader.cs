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
    private const string Fact = "household.members", Obligors = "obligors";

    public static void Read(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        // Told of on behalf of somebody, relations are the speaker's, not the subject's.
        if (scene.Cast.Subject is not null) return;
        List<Person> people = [];
        foreach (var (of, age) in ages)
        {
            if (of is null || age.Value != Math.Floor(age.Value) || AgeReader.NotNow(scene, age) || AgeReader.Nominal(scene, age)) continue;
            Tell(scene, people, of, "age", AgeReader.Value(age), age.Start, age.End);
        }

        foreach (var cue in scene.In("disability.grade")) Tell(scene, people, cue, "disability_grade", FactValue.Of(int.Parse(cue.Entry, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var cue in scene.In("subject.disability_type"))
        {
            if (scene.InClause(scene.Words.ClauseAt(cue.Start), "disability.proof").Count > 0) Tell(scene, people, cue, "disability_type", new FactValue.Choice(cue.Entry));
        }

        foreach (var cue in scene.In("schooling"))
        {
            if (Level(scene, cue) is { } level) Tell(scene, people, cue, "student", new FactValue.Choice(level));
        }

        foreach (var cue in scene.In("member"))
        {
            var parts = cue.Entry.Split('=');
            Tell(scene, people, cue, parts[0], FactValue.Of(parts[1] == "yes"));
        }

        List<Person> told = [.. people.Where(p => p.Fields.Count > 0 && p.Relation != "self" && !p.Gone).OrderBy(p => p.Spans[0].Start)];
        if (told.Count > 0)
            scene.Add(Fact, new FactValue.List([.. told.SelectMany(p => Enumerable.Repeat(p.Fields.Add("relation", new FactValue.Choice(p.Relation)).ToImmutableSortedDictionary(), p.Many))]), [.. told.SelectMany(p => p.Spans)]);
        Owing(scene);
    }

    /// <summary>Parents and children who are dead, locked up or cannot support anybody, with the words that say so.</summary>
    private static void Owing(Scene scene)
    {
        List<ImmutableSortedDictionary<string, FactValue>> owing = [];
        List<(int Start, int End)> spans = [];
        foreach (var cue in scene.In("obligor"))
        {
            if (Doubtful(scene, cue) || scene.Cast.OwnerAt(cue.Start) is not { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Son or Kin.Daughter } owner || !Near(scene, owner, cue)) continue;
            foreach (var relation in Relations(scene, owner))
            {
                var entry = ImmutableSortedDictionary<string, FactValue>.Empty.Add("relation", new FactValue.Choice(relation)).Add("reason", new FactValue.Text(scene.Text[cue.Start..cue.End]));
                if (cue.Entry == "unable") entry = entry.Add("able", FactValue.No);
                if (!owing.Exists(o => o["relation"].Equals(entry["relation"]))) owing.Add(entry);
            }

            spans.Add((owner.Start, cue.End));
        }

        if (owing.Count > 0) scene.Add(Obligors, new FactValue.List([.. owing]), [.. spans]);
    }

    private static void Tell(Scene scene, List<Person> people, Cue cue, string field, FactValue value)
    {
        if (!Doubtful(scene, cue) && scene.Cast.OwnerAt(cue.Start) is { } owner && Near(scene, owner, cue)) Tell(scene, people, owner, field, value, cue.Start, cue.End);
    }

    private static void Tell(Scene scene, List<Person> people, Mention owner, string field, FactValue value, int start, int end)
    {
        if (scene.Cast.Outside(start) || owner.Kin is Kin.Sibling or Kin.Elder or Kin.Outside) return;
        var many = Roster.Many(scene, owner);
        foreach (var relation in Relations(scene, owner))
        {
            var name = Plain(scene, owner);
            var person = people.Find(p => p.Relation == relation && (relation is "self" or "spouse" || p.Name.EndsWith(name, StringComparison.Ordinal) || name.EndsWith(p.Name, StringComparison.Ordinal)));
            if (person is null) people.Add(person = new() { Relation = relation, Name = name, Many = owner.Kin == Kin.Parents ? 1 : (int)many, Gone = Gone(scene, owner) });
            if (person.Fields.ContainsKey(field)) continue;
            person.Fields = person.Fields.Add(field, value);
            person.Spans.Add((Math.Min(owner.Start, start), Math.Max(owner.End, end)));
        }
    }

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
            _ => [],
        };
    }

    private static string Plain(Scene scene, Mention mention) => scene.Text[mention.Start..mention.End].TrimStart('我', '俺', '咱', '家', '的') is { Length: > 0 } plain ? plain : "我";

    /// <summary>上高一, 大二: the stage; null for words that name none or that deny it.</summary>
    private static string? Level(Scene scene, Cue cue)
    {
        if (cue.Entry is not ("compulsory" or "high_school" or "vocational" or "undergraduate")) return null;
        var clause = scene.Words.ClauseAt(cue.Start);
        if (scene.InClause(clause, "schooling").Exists(c => c.Entry == "finished") || scene.Cues.Exists(c => c.Group == "work.education" && c.Start <= cue.Start && c.End >= cue.End) || scene.In("cannot_pay").Exists(c => c.End == cue.Start)) return null;
        return scene.Text[cue.Start..cue.End] is "研究生" or "读研" ? "postgraduate" : cue.Entry;
    }

    /// <summary>Denied, only supposed, or asked in general.</summary>
    private static bool Doubtful(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        return Hardship.Telling.Denied(scene, cue) || scene.InClause(clause, "hypothetical").Count > 0 || scene.InClause(clause, "question.general").Count > 0 || scene.InClause(clause, "kind.past").Count > 0;
    }

    /// <summary>What is told belongs to the person named in the same sentence, not too far before.</summary>
    private static bool Near(Scene scene, Mention owner, Cue cue) => cue.Start - owner.End <= 16 && scene.Words.Clauses.All(c => c.Start <= owner.Start || c.Start > cue.Start || !c.NewSentence);

    /// <summary>老伴走了三年: who is gone is no member.</summary>
    private static bool Gone(Scene scene, Mention mention) => scene.In("gone").Exists(g => g.Start >= mention.End && g.Start - mention.End <= 8 && scene.Words.ClauseAt(g.Start) == scene.Words.ClauseAt(mention.Start))
        || scene.In("negation").Exists(c => c.End <= mention.Start && mention.Start - c.End <= 1);

    private sealed class Person
    {
        public required string Relation { get; init; }

        public required string Name { get; init; }

        public required int Many { get; init; }

        public required bool Gone { get; init; }

        public ImmutableDictionary<string, FactValue> Fields { get; set; } = ImmutableDictionary<string, FactValue>.Empty;

        public List<(int Start, int End)> Spans { get; } = [];
    }
}

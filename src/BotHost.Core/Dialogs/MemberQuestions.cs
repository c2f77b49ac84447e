using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs;

/// <summary>
/// What is asked about the people of a household one by one: who has a disability, and then what the programs in question need of that person.
/// The answers fill <c>household.members</c>, each with the words it came from.
/// </summary>
internal static class MemberQuestions
{
    private const string Prefix = "member:", New = "new", Relation = "relation", Self = "self", List = "household.members", Asked = "members-asked";

    /// <summary>The fact by which the reader should read the answer to such a question; null for another question.</summary>
    public static string? Expecting(string key, FactCatalogue catalogue)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var field = key[(key.LastIndexOf(':') + 1)..];
        return catalogue.Contains("subject." + field) ? "subject." + field : "person." + field;
    }

    /// <summary>Puts the next such question. False when there is none for these programs.</summary>
    /// <param name="first">Done before the question is put.</param>
    public static bool Ask(TurnBuilder turn, Action<TurnBuilder> first, ImmutableArray<string> programs)
    {
        var asked = turn.Top!.Notes.GetValueOrDefault(Asked, "").Split(',');
        var people = WithSubject(turn);
        for (var i = 0; i < people.Count; i++)
        {
            if (!Disabled(people[i]) && people[i].Count > 1) continue;
            var grade = (Of(turn, people[i], "disability_grade") as FactValue.Number)?.Value;
            foreach (var wanted in turn.Content.Asking.Members.Where(m => m.Programs.Overlaps(programs) && (m.Grades.IsEmpty || (grade is { } g && m.Grades.Contains((int)g)))))
            {
                var key = $"{Prefix}{i.ToString(CultureInfo.InvariantCulture)}:{wanted.Field}";
                if (Of(turn, people[i], wanted.Field) is not null || asked.Contains(key)) continue;
                // Nobody under sixteen may be employed (禁止使用童工规定).
                if (wanted.Field == "employed" && Of(turn, people[i], "age") is FactValue.Number { Value: < 16 }) continue;
                if (grade is null && wanted.Field != "disability_grade") break;
                first(turn);
                Put(turn, key, new("member." + wanted.Field, ["who"]), Who(turn, people[i]));
                return true;
            }
        }

        var known = people.Count(Disabled) + (people.Any(IsSelf) || turn.Known("subject.disability_grade") is null ? 0 : 1);
        if (turn.Known("household.disabled")?.Value is not FactValue.Number { Value: var all } || known >= all || known >= 6) return false;
        if (!turn.Content.Asking.Members.Any(m => m.Programs.Overlaps(programs)) || asked.Contains(Prefix + New + ":" + Relation)) return false;
        first(turn);
        Put(turn, Prefix + New + ":" + Relation, new(known == 0 ? "member.relation" : "member.relation-next", []), "");
        return true;
    }

    /// <summary>Uses a message as the answer to such a question. False when it is none.</summary>
    public static bool Hear(TurnBuilder turn)
    {
        var key = turn.State.Question?.Key ?? "";
        if (Expecting(key, turn.Content.Catalogue) is not { } expected) return false;
        var definition = turn.Content.Catalogue[expected];
        var said = turn.Reading.Facts.FirstOrDefault(f => f.Id == expected);
        var value = said?.Value ?? Chosen(turn, definition);
        FactLearning.Learn(turn, except: expected);
        if (value is not null && FactLearning.Believable(definition, value)) Keep(turn, key, value, said);
        else if (turn.Reading.Answer is AnswerKind.Unknown or AnswerKind.Declined || turn.State.Question!.Attempts >= 2)
            turn.Note(Asked, string.Join(',', turn.Top!.Notes.GetValueOrDefault(Asked, "").Split(',').Append(key)));
        else return false;
        turn.ClearQuestion();
        return true;
    }

    private static void Keep(TurnBuilder turn, string key, FactValue value, StatedFact? said)
    {
        var parts = key.Split(':');
        var items = WithSubject(turn);
        if (parts[1] == New) items.Add(ImmutableSortedDictionary<string, FactValue>.Empty.Add(Relation, value));
        else if (int.TryParse(parts[1], CultureInfo.InvariantCulture, out var index) && index < items.Count) items[index] = items[index].SetItem(parts[2], value);
        var proof = said is null ? [new Evidence(turn.MessageId, 0, turn.Text.Length, turn.Text)] : said.Spans.Select(s => new Evidence(turn.MessageId, s.Start, s.Length, turn.Text.Substring(s.Start, s.Length)));
        turn.Save(new Fact(List, new FactValue.List([.. items]), FactState.Stated, [.. turn.Known(List)?.Evidence ?? [], .. proof], turn.Now));
    }

    private static FactValue? Chosen(TurnBuilder turn, FactDefinition definition) => (definition.Type, turn.Chosen) switch
    {
        (FactType.YesNo, "yes") => FactValue.Of(true),
        (FactType.YesNo, "no") => FactValue.Of(false),
        (FactType.OneOf, { } option) when definition.Options.Contains(option) => new FactValue.Choice(option),
        _ => null,
    };

    private static void Put(TurnBuilder turn, string key, Word word, string who)
    {
        if (who.Length == 0) turn.AskWord(key, word);
        else turn.AskWord(key, word, ("who", who));
    }

    private static List<ImmutableSortedDictionary<string, FactValue>> People(TurnBuilder turn) => (turn.Known(List)?.Value as FactValue.List)?.Items.ToList() ?? [];

    /// <summary>The people told of, and the one it is about where a grade of theirs was told and nothing else of them as a member.</summary>
    private static List<ImmutableSortedDictionary<string, FactValue>> WithSubject(TurnBuilder turn)
    {
        var people = People(turn);
        if (turn.Known("subject.disability_grade")?.Value is FactValue.Number { Value: > 0 } && !people.Exists(IsSelf)) people.Add(ImmutableSortedDictionary<string, FactValue>.Empty.Add(Relation, new FactValue.Choice(Self)));
        return people;
    }

    /// <summary>A person added for a disability, or told of with one.</summary>
    private static bool Disabled(ImmutableSortedDictionary<string, FactValue> person) => person.ContainsKey("disability_grade") || person.ContainsKey("disability_type") || person.GetValueOrDefault("disability_certificate") is FactValue.YesNo { Value: true } || person.Count == 1;

    private static bool IsSelf(ImmutableSortedDictionary<string, FactValue> person) => person.GetValueOrDefault(Relation)?.ToString() == Self;

    private static FactValue? Of(TurnBuilder turn, ImmutableSortedDictionary<string, FactValue> person, string field) =>
        person.GetValueOrDefault(field) ?? (IsSelf(person) ? turn.Known("subject." + field)?.Value : null);

    private static string Who(TurnBuilder turn, ImmutableSortedDictionary<string, FactValue> person) => IsSelf(person) && turn.Known("on_behalf")?.Value is FactValue.YesNo { Value: true } ? turn.Content.Prompt("relation.subject").Text.Source : turn.Content.FindPrompt("relation." + person.GetValueOrDefault(Relation))?.Text.Source ?? turn.Content.Prompt("relation.other").Text.Source;
}

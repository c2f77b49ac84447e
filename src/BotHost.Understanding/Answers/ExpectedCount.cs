using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Answers;

/// <summary>A number as the answer to the question just asked: 三口, 六亩三分, 我跟老伴, 一个也没有.</summary>
internal static class ExpectedCount
{
    public static void Read(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        var fitting = scene.Quantities.Where(q => Countable(scene, fact, q) && !Corrected(scene, q)).ToList();
        // 一个也没有: the one is part of the none.
        if (scene.First("zero", "nothing") is { } nothing) fitting.RemoveAll(q => q.Start >= nothing.Start && q.End <= nothing.End);
        if (scene.In("answer." + fact.Id).FirstOrDefault() is { } named)
        {
            scene.Add(fact.Id, FactValue.Of(decimal.Parse(named.Entry, System.Globalization.CultureInfo.InvariantCulture)), (named.Start, named.End));
            return;
        }

        if (fact.Id == "household.size" && fitting.TrueForAll(q => scene.Cast.Mentions.Any(m => m.Start >= q.NumberEnd - 1 && m.Start - q.End <= 1) || (fitting.Count > 1 | scene.Cast.Mentions.Count > 1 && scene.In("couple").Exists(c => c.Start <= q.NumberStart && c.End >= q.End))))
        {
            Everybody(scene);
            if (scene.Has(fact.Id)) return;
            if (fitting.Count > 0)
            {
                // 三个孩子: so many children are not so many people.
                scene.Wonder(fact.Id, "two-readings", fitting[0].Start, fitting[^1].End);
                return;
            }
        }

        if (fitting.Count == 0)
        {
            // Nobody is of no age: 没有 is no answer to that.
            if (answer == AnswerKind.No || scene.First("zero", "nothing") is not null || (answer == AnswerKind.None && fact.Unit == "persons" && fact.Id != "household.size" && ExpectedZero.Said(scene)))
            {
                if (fact.Type != FactType.Age) ExpectedZero.Add(scene, fact);
            }
            else if (fact.Unit == "persons" && fact.Id != "household.size" && Named(scene) is { } people) scene.Add(fact.Id, FactValue.Of(people.Count), (people[0].Start, people[^1].End));
            else if (scene.First("one_thing", "one") is { } one && fact.Type == FactType.Count && fact.Unit == "persons") scene.Add(fact.Id, FactValue.Of(1), (one.Start, one.End));
            else if (fact.Id == "household.size") Everybody(scene);
            return;
        }

        // 四个,俩大的俩小的: a number alone, and then of whom it is made up.
        if (fitting.Count > 2 && scene.Words.ClauseAt(fitting[0].NumberStart) is var head && fitting.TrueForAll(q => q == fitting[0] || !head.Holds(q.NumberStart)) && fitting.Skip(1).Sum(q => q.Value) == fitting[0].Value) fitting = fitting[..1];
        // 六个人,大人四个: the people first, then a part of them.
        if (fitting.Count > 1 && fact.Id == "household.size" && fitting[0].Measure is Measure.Persons or Measure.People && fitting.Skip(1).All(q => q.Value < fitting[0].Value)) fitting = fitting[..1];
        // 六十三,腊月里就六十四了: today's, and the one that comes next.
        if (fact.Type == FactType.Age && fitting is [var today, var next] && next.Value == today.Value + 1 && scene.In("age.coming").Exists(c => c.Start >= today.End && c.End <= next.Start)) fitting = [today];
        if (fitting.Count > 1 && fitting.Select(q => q.Value).Distinct().Count() > 1)
        {
            scene.Wonder(fact.Id, "two-readings", fitting[0].Start, fitting[^1].End, [.. fitting.Select(q => (FactValue)q.Exact())]);
            return;
        }

        var only = fitting[0];
        if (fact.Unit == "persons" && only.Min != only.Max)
        {
            scene.Wonder(fact.Id, "two-readings", only.Start, only.End);
            return;
        }

        if (fact.Id == "subject.birth_year" && only.Value < 100)
        {
            scene.Add(fact.Id, FactValue.Of(1900 + only.Value), (only.Start, only.End));
            return;
        }

        if (fact.Type == FactType.Age && AgeReader.Nominal(scene, only)) return;
        if (fact.Unit == "months" && only.Measure == Measure.Years)
        {
            // 半年, 一年: the same in months.
            scene.Add(fact.Id, (only with { Value = only.Value * 12, Min = only.Min * 12, Max = only.Max * 12 }).Whole(), (only.Start, only.End));
            return;
        }

        scene.Add(fact.Id, fact.Type == FactType.Number ? only.Exact() : only.Whole(), (only.Start, only.End));
    }

    /// <summary>我跟老伴, 我、媳妇、俩娃: the answer to how many names everybody.</summary>
    private static void Everybody(Scene scene)
    {
        var couple = scene.In("couple").Count > 0 ? 1 : 0;
        if (scene.Cast.Mentions.Count + (2 * couple) < 2 || scene.Words.Clauses.Sum(c => c.Length) > 24) return;
        if (scene.Cast.Mentions.Any(m => m.Kin == Kin.Household)) return;
        if (Roster.Count(scene, 0, scene.Text.Length) is { } all) scene.Add("household.size", FactValue.Of(all.Count), (all.Start, all.End));
    }

    /// <summary>就俺娘, 俺婆婆跟俺男人: an answer that only names people, one by one.</summary>
    private static List<Mention>? Named(Scene scene)
    {
        List<Mention> people = [.. scene.Cast.Mentions.Where(m => m.Kin is not (Kin.Household or Kin.Parents or Kin.Child or Kin.Outside or Kin.Pronoun))];
        if (people.Count == 0 || people.Count != scene.Cast.Mentions.Count) return null;
        var told = people.Sum(m => m.End - m.Start);
        return scene.Words.Clauses.Sum(c => c.Length) - told <= people.Count && scene.Text.AsSpan(0, people[0].Start).TrimStart("就只光有是还,嗯、 ").IsEmpty ? people : null;
    }

    private static bool Countable(Scene scene, FactDefinition fact, Quantity q) => fact.Id switch
    {
        "household.size" => q.Measure is Measure.None or Measure.Persons or Measure.People or Measure.Things && !q.Scaled,
        _ when fact.Type == FactType.Age => q.Measure is Measure.None or Measure.YearsOld,
        _ when fact.Unit == "persons" => q.Measure is Measure.None or Measure.Persons or Measure.People or Measure.Things,
        _ when fact.Unit == "sqm" => (q.Measure == Measure.None && q.Value >= 8) || q.Measure == Measure.Area || (q.Measure == Measure.Other && scene.Text[q.End - 1] is '平' or '方' or '米'),
        _ when fact.Unit == "months" => q.Measure is Measure.None or Measure.Months or Measure.Years,
        _ when fact.Unit == "mu" => q.Measure is Measure.None or Measure.Mu,
        _ when fact.Unit == "years" => q.Measure is Measure.None or Measure.Years,
        "subject.disability_grade" => q.Measure is Measure.None or Measure.Grade,
        "subject.birth_year" => q is { Digits: true, Value: >= 1900 or (>= 30 and < 100) },
        _ => q.Measure is not (Measure.Yuan or Measure.YearsOld or Measure.Persons),
    };

    public static bool Corrected(Scene scene, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        return scene.In("negation").Exists(c => c.Entry == "is_not" && clause.Holds(c.Start) && c.End <= q.Start && q.Start - c.End <= 2);
    }
}

using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;
using CsCheck;

namespace Core.Tests.Eligibility;

/// <summary>What must hold of every household: an open fact never decides, and an outcome that turns names what turned it.</summary>
public class EligibilityPropertyTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Determiner Determiner = new(Repository.Content.Programs, Repository.Content.Standards.ReplacedBy(StandardsLoader.LoadFile(
        "standards.yaml", File.ReadAllText(Path.Combine(Repository.Cases("eligibility"), "standards.yaml")), [])));

    /// <summary>Small domains around the lines: everything that programs read and that is one value.</summary>
    private static readonly ImmutableSortedDictionary<string, FactValue[]> Domains = new Dictionary<string, FactValue[]>
    {
        ["household.size"] = [FactValue.Of(1m), FactValue.Of(3m)],
        ["income.household_annual"] = [FactValue.Of(3000m), FactValue.Of(18756m), FactValue.Of(25200m), FactValue.Of(90000m)],
        ["expense.medical_self_paid"] = [FactValue.Of(0m), FactValue.Of(19000m)],
        ["subject.age"] = [FactValue.Of(9m), FactValue.Of(40m), FactValue.Of(68m), FactValue.Of(81m)],
        ["subject.disability_grade"] = [FactValue.Of(1m), FactValue.Of(3m)],
        ["subject.disability_type"] = [new FactValue.Choice("limb"), new FactValue.Choice("mental")],
        ["subject.no_supporters"] = [FactValue.Of(true), FactValue.Of(false)],
        ["aid.current"] = [FactValue.Set.Of(), FactValue.Set.Of("dibao"), FactValue.Set.Of("monitored"), FactValue.Set.Of("tekun")],
        ["loan.purpose"] = [new FactValue.Choice("production"), new FactValue.Choice("wedding")],
        ["hardship.kind"] = [FactValue.Set.Of("illness"), FactValue.Set.Of("disaster")],
        ["household.students"] = [FactValue.Of(0m), FactValue.Of(2m)],
        ["work.seeking"] = [FactValue.Of(true), FactValue.Of(false)],
        ["work.away_province_months"] = [FactValue.Of(2m), FactValue.Of(6m)],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Some of the facts, each with one of its values.</summary>
    private static readonly Gen<ImmutableDictionary<string, FactValue>> Households =
        Gen.Int[0, 1 << 20].Array[Domains.Count].Select(draws => Domains.Zip(draws).Where(p => p.Second % 3 != 0).ToImmutableDictionary(p => p.First.Key, p => p.First.Value[p.Second / 3 % p.First.Value.Length]));

    [Fact]
    public void An_unknown_fact_decides_nothing_that_one_of_its_values_would_turn() =>
        (from facts in Households from one in Gen.Int[0, Domains.Count - 1] select (facts, id: Domains.Keys.ElementAt(one))).Sample(x =>
        {
            if (x.facts.ContainsKey(x.id)) return;
            var before = Determine(x.facts);
            foreach (var value in Domains[x.id])
            {
                foreach (var after in Determine(x.facts.SetItem(x.id, value)))
                {
                    var was = before.Single(b => b.Program.Id == after.Program.Id);
                    if (was.Outcome is not (EligibilityOutcome.Likely or EligibilityOutcome.Unlikely) || was.Outcome == after.Outcome) continue;
                    // Nobody is presumed to draw 低保 already; who does is not stopped at once (渐退), which is for a person to say.
                    if (x.id == "aid.current" && value.ToString() == "dibao" && after.Outcome == EligibilityOutcome.NeedsHuman) continue;
                    // What is presumed, and listed as still wanted, may turn out otherwise: that is what presuming means.
                    Assert.True(Presumes(was, x.id) || (Leans(was) && before.Any(b => Presumes(b, x.id))), $"{after.Program.Id}: {was.Outcome} → {after.Outcome} by {x.id} = {value}; {Told(x.facts)}");
                }
            }
        }, iter: 400);

    [Fact]
    public void A_likely_program_turns_unlikely_only_by_a_fact_that_was_not_known() =>
        (from less in Households from more in Households select (less, all: more.SetItems(less))).Sample(x =>
        {
            var fresh = x.all.Keys.Except(x.less.Keys).ToHashSet();
            foreach (var (was, now) in Determine(x.less).Zip(Determine(x.all)))
            {
                if (was.Outcome != EligibilityOutcome.Likely || now.Outcome != EligibilityOutcome.Unlikely) continue;
                Assert.Contains(now.Criteria.Where(c => c.Outcome == CriterionOutcome.Unmet).SelectMany(c => c.Facts), fresh.Contains);
            }
        }, iter: 400);

    [Fact]
    public void No_completion_of_three_open_facts_turns_what_is_settled() =>
        (from facts in Households from draws in Gen.Int[0, Domains.Count - 1].Array[3] select (facts, draws)).Sample(x =>
        {
            string[] open = [.. x.draws.Distinct().Select(Domains.Keys.ElementAt).Where(id => !x.facts.ContainsKey(id))];
            var before = Determine(x.facts);
            var completions = open.Aggregate<string, IEnumerable<ImmutableDictionary<string, FactValue>>>([x.facts], (all, id) => all.SelectMany(a => Domains[id].Select(v => a.SetItem(id, v))));
            foreach (var whole in completions)
            {
                foreach (var (was, now) in before.Zip(Determine(whole)))
                {
                    if (was.Outcome is not (EligibilityOutcome.Likely or EligibilityOutcome.Unlikely) || was.Outcome == now.Outcome) continue;
                    if (now.Outcome == EligibilityOutcome.NeedsHuman && open.Contains("aid.current") && whole["aid.current"].ToString() == "dibao") continue;
                    Assert.True(open.Any(id => Presumes(was, id) || (Leans(was) && before.Any(b => Presumes(b, id)))), $"{now.Program.Id}: {was.Outcome} → {now.Outcome}; {Told(x.facts)} → {Told(whole)}");
                }
            }
        }, iter: 150);

    [Fact]
    public void Outcomes_alone_are_those_that_come_with_reasons() => Households.Sample(facts =>
    {
        var outcomes = new EligibilityOutcome[Determiner.Programs.Count()];
        Determiner.Outcomes(new Values(facts), "411523203205", Today, outcomes);
        Assert.Equal(Determine(facts).Select(d => d.Outcome), outcomes);
    }, iter: 400);

    [Fact]
    public void What_is_open_says_what_to_ask_or_whom() => Households.Sample(facts =>
    {
        foreach (var d in Determine(facts))
        {
            if (d.Outcome == EligibilityOutcome.NeedsFacts) Assert.True(d.Blocking.Length > 0, d.Program.Id + ": " + Told(facts));
            Assert.DoesNotContain(d.Missing, facts.ContainsKey);
        }
    }, iter: 400);

    /// <summary>True when a presumed, open criterion of the program turns on the fact.</summary>
    private static bool Presumes(Determination d, string id) => d.Criteria.Any(c => c.Presumed && c.Outcome == CriterionOutcome.Unknown && c.Facts.Contains(id));

    /// <summary>True when the program goes by what another one looks like, presumptions and all.</summary>
    private static bool Leans(Determination d) => d.Program.Criteria.SelectMany(c => c.Test.Facts).Any(f => f.StartsWith("identity.", StringComparison.Ordinal) || f.StartsWith(Circumstances.ProgramPrefix, StringComparison.Ordinal));

    private static ImmutableArray<Determination> Determine(ImmutableDictionary<string, FactValue> facts) => Determiner.All(new Values(facts), "411523203205", Today);

    private static string Told(ImmutableDictionary<string, FactValue> facts) => string.Join(", ", facts.Select(f => $"{f.Key}={f.Value}"));

    private sealed class Values(ImmutableDictionary<string, FactValue> values) : IFacts
    {
        public FactValue? Find(string factId) => values.GetValueOrDefault(factId);
    }
}

using System.Collections.Immutable;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace Core.Tests.Eligibility;

/// <summary>The next question settles most for what it costs; nothing is asked twice, and nothing once all is settled.</summary>
public class QuestionChooserTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Determiner Determiner = new(Repository.ContentWithAmounts.Programs, Repository.ContentWithAmounts.Standards);
    private static readonly QuestionChooser Chooser = new(Repository.ContentWithAmounts, Determiner);

    [Fact]
    public void Dibao_begins_with_the_people_and_the_income_and_asks_for_savings_only_where_there_are_some()
    {
        var asked = new List<string>();
        var facts = new Values(ImmutableDictionary<string, FactValue>.Empty);
        var answers = new Dictionary<string, FactValue>
        {
            ["household.size"] = FactValue.Of(4), ["income.household_annual"] = FactValue.Of(24000), ["assets.extra"] = FactValue.Set.Of("savings"), ["assets.deposits"] = FactValue.Of(0),
        };
        while (Best(facts, ["dibao"], asked) is { } next)
        {
            asked.Add(next.FactId);
            facts = facts.With(next.FactId, answers[next.FactId]);
        }

        Assert.Equal(["household.size", "income.household_annual", "assets.extra", "assets.deposits"], asked);
    }

    [Fact]
    public void A_household_that_draws_nothing_and_has_no_pupil_is_spared_what_only_they_are_asked()
    {
        var facts = new Values(ImmutableDictionary<string, FactValue>.Empty.Add("aid.current", FactValue.Set.Of("none")));
        var asked = Ranked(facts, ["yulu", "travel_subsidy", "microcredit"], []).Select(c => c.FactId);
        Assert.Empty(asked);
    }

    [Fact]
    public void What_was_asked_without_an_answer_is_not_asked_again()
    {
        var facts = new Values(ImmutableDictionary<string, FactValue>.Empty);
        var first = Best(facts, ["dibao"], [])!;
        Assert.NotEqual(first.FactId, Best(facts, ["dibao"], [first.FactId])?.FactId);
    }

    [Fact]
    public void A_dearer_question_of_equal_use_waits()
    {
        var facts = new Values(ImmutableDictionary<string, FactValue>.Empty.Add("aid.current", FactValue.Set.Of("none")));
        var ranked = Ranked(facts, ["dibao"], []);
        Assert.True(ranked.Single(c => c.FactId == "household.size").Price < ranked.Single(c => c.FactId == "income.household_annual").Price);
        Assert.Equal("household.size", ranked[0].FactId);
    }

    private static Candidate? Best(IFacts facts, string[] programs, IReadOnlyCollection<string> asked) => Ranked(facts, programs, asked).FirstOrDefault();

    private static ImmutableArray<Candidate> Ranked(IFacts facts, string[] programs, IReadOnlyCollection<string> asked) =>
        Chooser.Rank(facts, "411523203205", Today, Determiner.All(facts, "411523203205", Today), p => programs.Contains(p.Id) ? 1 : 0, id => !asked.Contains(id) && Repository.Content.FindPrompt(id)?.Readback is not null);

    private sealed class Values(ImmutableDictionary<string, FactValue> values) : IFacts
    {
        public FactValue? Find(string factId) => values.GetValueOrDefault(factId);

        public Values With(string id, FactValue value) => new(values.SetItem(id, value));
    }
}

using BotHost.Core.Content;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;
using CsCheck;
using YamlDotNet.RepresentationModel;

namespace Core.Tests.Expressions;

public class ExpressionTests
{
    private sealed class Values(Dictionary<string, FactValue> values) : IFacts
    {
        public FactValue? Find(string factId) => values.GetValueOrDefault(factId);
    }

    private static readonly FactCatalogue Catalogue = Repository.Content.Catalogue;

    [Theory]
    [InlineData("household.size > 3", Truth.True)]
    [InlineData("household.size >= 5 and household.size <= 5", Truth.True)]
    [InlineData("household.size != 5", Truth.False)]
    [InlineData("hardship.kind has illness", Truth.True)]
    [InlineData("hardship.kind has death", Truth.False)]
    [InlineData("not hardship.kind has death", Truth.True)]
    [InlineData("hardship.kind has death or household.size = 5", Truth.True)]
    [InlineData("subject.hukou = rural", Truth.True)]
    [InlineData("subject.hukou in [urban]", Truth.False)]
    [InlineData("household.size in [4, 5]", Truth.True)]
    [InlineData("on_behalf", Truth.True)]
    [InlineData("income.household_annual / household.size / 12 < 521", Truth.True)]
    [InlineData("expense.medical_total - expense.medical_reimbursed > 10000", Truth.True)]
    [InlineData("2 + 3 * 2 = 8", Truth.True)]
    [InlineData("(2 + 3) * 2 = 10", Truth.True)]
    [InlineData("debt.total > 0", Truth.Unknown)]
    [InlineData("debt.total > 0 and household.size > 9", Truth.False)]
    [InlineData("debt.total > 0 or household.size > 3", Truth.True)]
    [InlineData("not debt.total > 0", Truth.Unknown)]
    [InlineData("income.household_annual / debt.total > 1", Truth.Unknown)]
    public void Conditions_are_three_valued(string text, Truth expected)
    {
        var values = new Values(new()
        {
            ["household.size"] = FactValue.Of(5m), ["hardship.kind"] = FactValue.Set.Of("illness", "debt"), ["subject.hukou"] = new FactValue.Choice("rural"), ["on_behalf"] = FactValue.Of(true),
            ["income.household_annual"] = FactValue.Of(30000m), ["expense.medical_total"] = FactValue.Of(40000m), ["expense.medical_reimbursed"] = FactValue.Of(18000m),
        });
        Assert.Equal(expected, Compile(text).Evaluate(values).Truth);
    }

    [Fact]
    public void An_unknown_outcome_names_the_facts_that_matter() =>
        Assert.Equal(["debt.total"], Compile("debt.total > 0 and household.size > 3").Evaluate(new Values(new() { ["household.size"] = FactValue.Of(5m) })).Missing);

    [Theory]
    [InlineData("household.size >", 15, "bad-expression")]
    [InlineData("household.sise > 3", 0, "unknown-fact")]
    [InlineData("on_behalf and household.size", 14, "not-a-condition")]
    [InlineData("hardship.kind has ilness", 18, "unknown-option")]
    [InlineData("income.household_annual < income.wage_monthly", 0, "unit-mismatch")]
    public void A_mistake_is_told_with_its_column(string text, int column, string rule)
    {
        var problems = new List<ContentProblem>();
        Assert.Null(Expression.Compile(new YamlScalarNode(text), Catalogue, new("test.yaml", problems)));
        var problem = Assert.Single(problems);
        Assert.Equal(rule, problem.Rule);
        Assert.InRange(problem.Column, Math.Max(1, column), column + 1);
    }

    [Fact]
    public void An_unknown_never_decides_where_one_of_its_values_would_change_the_outcome() => Gen.Int[0, 3].Array[3].Sample(parts =>
    {
        // Conditions over three yes-no facts; null is unknown. Whatever Kleene says for sure must hold for every completion.
        string[] names = ["on_behalf", "work.care_duties", "insurance.crop"];
        var text = $"{(parts[0] % 2 == 0 ? "not " : "")}{names[parts[0] % 3]} {(parts[1] < 2 ? "and" : "or")} ({names[parts[1] % 3]} or not {names[parts[2] % 3]})";
        var condition = Compile(text);
        for (var known = 0; known < 27; known++)
        {
            var states = new[] { known % 3, known / 3 % 3, known / 9 };
            var truth = condition.Evaluate(Of(names, states)).Truth;
            if (truth == Truth.Unknown) continue;
            foreach (var complete in Completions(states)) Assert.Equal(truth, condition.Evaluate(Of(names, complete)).Truth);
        }
    });

    [Fact]
    public void Any_text_is_parsed_or_refused_but_never_throws() => Gen.String[Gen.Char["abo.n dtrhsi[](),<>=!+-*/0123456789 "], 0, 40].Sample(text =>
    {
        Expression.Compile(new YamlScalarNode(text), Catalogue, new("test.yaml", []));
    }, iter: 20_000);

    private static Values Of(string[] names, int[] states) =>
        new(names.Zip(states).Where(n => n.Second < 2).ToDictionary(n => n.First, n => (FactValue)FactValue.Of(n.Second == 1)));

    private static IEnumerable<int[]> Completions(int[] states)
    {
        for (var bits = 0; bits < 8; bits++)
        {
            var all = bits;
            yield return [.. states.Select((s, i) => s < 2 ? s : all >> i & 1)];
        }
    }

    private static Expression Compile(string text)
    {
        var problems = new List<ContentProblem>();
        return Expression.Compile(new YamlScalarNode(text), Catalogue, new("test.yaml", problems)) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}

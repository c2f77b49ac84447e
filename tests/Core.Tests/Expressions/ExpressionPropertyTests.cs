using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;
using CsCheck;
using YamlDotNet.RepresentationModel;

namespace Core.Tests.Expressions;

/// <summary>Random conditions over small domains, each made together with what it means in plain C#: every completion of what is unknown is tried.</summary>
public class ExpressionPropertyTests
{
    private static readonly ImmutableSortedDictionary<string, FactValue[]> Domains = new Dictionary<string, FactValue[]>
    {
        ["household.size"] = [FactValue.Of(1m), FactValue.Of(3m), FactValue.Of(4m)],
        ["household.workers"] = [FactValue.Of(0m), FactValue.Of(1m), FactValue.Of(3m)],
        ["on_behalf"] = [FactValue.Of(true), FactValue.Of(false)],
        ["subject.hukou"] = [new FactValue.Choice("rural"), new FactValue.Choice("urban")],
        ["hardship.kind"] = [FactValue.Set.Of(), FactValue.Set.Of("illness"), FactValue.Set.Of("illness", "debt")],
        ["assets.homes"] = [new FactValue.List([]), Homes("home"), Homes("home", "shop")],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>A condition, and what it means of households whose facts are all known.</summary>
    private sealed record Meant(string Text, Func<ImmutableSortedDictionary<string, FactValue>, bool> Holds);

    private static readonly Meant[] Plain =
    [
        new Meant("household.size > 3", v => N(v, "household.size") > 3),
        new Meant("household.size - household.workers >= 2", v => N(v, "household.size") - N(v, "household.workers") >= 2),
        new Meant("household.workers * 2 + 1 <= household.size", v => N(v, "household.workers") * 2 + 1 <= N(v, "household.size")),
        new Meant("household.workers / household.size < 1", v => N(v, "household.workers") / N(v, "household.size") < 1),
        new Meant("household.size in [1, 4]", v => N(v, "household.size") is 1 or 4),
        new Meant("household.workers != 1", v => N(v, "household.workers") != 1),
        new Meant("on_behalf", v => v["on_behalf"] is FactValue.YesNo { Value: true }),
        new Meant("subject.hukou = urban", v => v["subject.hukou"].ToString() == "urban"),
        new Meant("subject.hukou in [rural]", v => v["subject.hukou"].ToString() == "rural"),
        new Meant("hardship.kind has debt", v => ((FactValue.Set)v["hardship.kind"]).Values.Contains("debt")),
        new Meant("any(assets.homes, kind = shop)", v => ((FactValue.List)v["assets.homes"]).Items.Any(i => i["kind"].ToString() == "shop")),
        new Meant("all(assets.homes, kind in [home])", v => ((FactValue.List)v["assets.homes"]).Items.All(i => i["kind"].ToString() == "home")),
        new Meant("count(assets.homes, kind = home) < household.size", v => ((FactValue.List)v["assets.homes"]).Items.Count(i => i["kind"].ToString() == "home") < N(v, "household.size")),
        new Meant("sum(assets.homes, area_sqm) >= 90", v => ((FactValue.List)v["assets.homes"]).Items.Sum(i => ((FactValue.Number)i["area_sqm"]).Value) >= 90),
        new Meant("true", _ => true),
    ];

    private static readonly Gen<Meant> Leaves = Gen.Int[0, Plain.Length - 1].Select(i => Plain[i]);

    private static Gen<Meant> Conditions(int depth) => depth == 0 ? Leaves : Gen.Frequency(
        (1, Leaves),
        (1, from a in Conditions(depth - 1) select new Meant($"not ({a.Text})", v => !a.Holds(v))),
        (2, from a in Conditions(depth - 1) from b in Conditions(depth - 1) select new Meant($"({a.Text}) and ({b.Text})", v => a.Holds(v) && b.Holds(v))),
        (2, from a in Conditions(depth - 1) from b in Conditions(depth - 1) select new Meant($"({a.Text}) or ({b.Text})", v => a.Holds(v) || b.Holds(v))));

    private static readonly Gen<ImmutableSortedDictionary<string, FactValue>> Households = Gen.Int[0, 11].Array[Domains.Count]
        .Select(draws => Domains.Zip(draws).Where(p => p.Second % 2 == 0).ToImmutableSortedDictionary(p => p.First.Key, p => p.First.Value[p.Second / 2 % p.First.Value.Length], StringComparer.Ordinal));

    [Fact]
    public void What_is_known_of_a_condition_is_true_of_every_completion_of_the_household() =>
        (from condition in Conditions(3) from known in Households select (condition, known)).Sample(
            x =>
            {
                var expression = Compile(x.condition.Text);
                var truth = expression.Test(new Values(x.known));
                foreach (var whole in Completions(x.known))
                {
                    var so = x.condition.Holds(whole);
                    Assert.Equal(so ? Truth.True : Truth.False, expression.Test(new Values(whole)));
                    if (truth != Truth.Unknown) Assert.Equal(so ? Truth.True : Truth.False, truth);
                }
            },
            iter: 2_000);

    [Fact]
    public void Inside_a_quantifier_a_name_that_is_no_field_is_the_fact() => Assert.Equal(Truth.True, Compile("all(assets.homes, kind = home or on_behalf)")
        .Test(new Values(ImmutableSortedDictionary<string, FactValue>.Empty.Add("assets.homes", Homes("shop")).Add("on_behalf", FactValue.Of(true)))));

    [Fact]
    public void The_facts_that_decided_decide_alone() =>
        (from condition in Conditions(3) from known in Households select (condition, known)).Sample(
            x =>
            {
                var expression = Compile(x.condition.Text);
                var truth = expression.Test(new Values(x.known));
                var decisive = expression.Decisive(new Values(x.known)).ToHashSet();
                if (truth == Truth.Unknown) Assert.Contains(decisive, f => !x.known.ContainsKey(f));
                else Assert.Equal(truth, expression.Test(new Values(x.known.Where(k => decisive.Contains(k.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal))));
            },
            iter: 2_000);

    private static IEnumerable<ImmutableSortedDictionary<string, FactValue>> Completions(ImmutableSortedDictionary<string, FactValue> known) => Domains.Keys.Where(k => !known.ContainsKey(k))
        .Aggregate<string, IEnumerable<ImmutableSortedDictionary<string, FactValue>>>([known], (all, id) => all.SelectMany(a => Domains[id].Select(v => a.Add(id, v))));

    private static decimal N(ImmutableSortedDictionary<string, FactValue> values, string id) => ((FactValue.Number)values[id]).Value;

    private static FactValue.List Homes(params string[] kinds) => new([.. kinds.Select(k => ImmutableSortedDictionary<string, FactValue>.Empty.Add("kind", new FactValue.Choice(k)).Add("area_sqm", FactValue.Of(60m)))]);

    private static Expression Compile(string text)
    {
        var problems = new List<BotHost.Core.Content.ContentProblem>();
        var compiled = Expression.Compile(new YamlScalarNode(text), Repository.Content.Catalogue, new("test.yaml", problems));
        Assert.Equal("", string.Join('\n', problems));
        return compiled!;
    }

    private sealed class Values(ImmutableSortedDictionary<string, FactValue> values) : IFacts
    {
        public FactValue? Find(string factId) => values.GetValueOrDefault(factId);
    }
}

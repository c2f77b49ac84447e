using BotHost.Content;
using BotHost.Core.Content;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;
using BotHost.Eligibility.Proving;
using Google.OrTools.Sat;

namespace Host.Tests.Eligibility;

/// <summary>What an edit of the rules does to households: found with the smallest example, or shown to be nothing.</summary>
public class ContentDiffTests
{
    private const string Place = "411523";
    private const string Amounts = "- { standard: dibao_rural_monthly, unit: yuan/month, values: [{ place: \"411523\", from: 2026-01-01, amount: 521, source: 县里的文件 }] }\n- { standard: dibao_deposit_years, unit: years, values: [{ place: \"411523\", from: 2026-01-01, amount: 2, source: 县里的文件 }] }\n";
    private const string AmountsFile = "dialogs/eligibility/standards/xinxian.yaml";
    private const string Dibao = "dialogs/eligibility/dibao.yaml";
    private static readonly DateOnly Today = new(2026, 11, 26);

    [Fact]
    public void A_line_moved_by_one_yuan_turns_the_household_on_the_line()
    {
        var result = Diff(f => f[AmountsFile] = f[AmountsFile].Replace("amount: 521", "amount: 522", StringComparison.Ordinal));
        var turned = Assert.Single(result.Turned, t => t.Program == "dibao");
        Assert.Equal((EligibilityOutcome.NeedsHuman, EligibilityOutcome.Likely), (turned.Was, turned.Now));
        Assert.Equal("6252", turned.Facts["income.household_annual"].ToString());
        Assert.Equal("1", turned.Facts["household.size"].ToString());
    }

    [Fact]
    public void A_boundary_that_now_counts_turns_only_the_household_on_it()
    {
        var result = Diff(f => f[Dibao] = f[Dibao].Replace("test: income.per_capita_monthly < local.dibao_monthly\n    human: income.per_capita_stated = local.dibao_monthly or (", "test: income.per_capita_monthly <= local.dibao_monthly\n    human: (", StringComparison.Ordinal));
        var turned = Assert.Single(result.Turned, t => t.Program == "dibao");
        Assert.Equal("6252", turned.Facts["income.household_annual"].ToString());
        Assert.Empty(result.Open);
    }

    [Theory]
    [InlineData("test: income.per_capita_monthly < local.dibao_monthly", "test: not local.dibao_monthly <= income.per_capita_monthly")]
    [InlineData("test: income.per_capita_monthly < local.dibao_monthly", "test: income.per_capita_monthly * 12 < local.dibao_monthly * 12")]
    [InlineData("test: assets.company_capital < standard.company_capital_limit,", "test: not assets.company_capital >= standard.company_capital_limit,")]
    public void Saying_the_same_in_other_words_is_shown_to_change_nothing(string was, string now)
    {
        var result = Diff(f =>
        {
            Assert.Contains(was, f[Dibao]);
            f[Dibao] = f[Dibao].Replace(was, now, StringComparison.Ordinal);
        });
        Assert.Empty(result.Turned);
        Assert.Empty(result.Open);
        Assert.Contains("dibao", result.Proved);
    }

    [Fact]
    public void An_edit_that_only_vehicles_would_show_is_not_called_proved()
    {
        var result = Diff(f =>
        {
            Assert.Contains("kind in [car, van, tricycle, farm_machine]", f[Dibao]);
            f[Dibao] = f[Dibao].Replace("kind in [car, van, tricycle, farm_machine]", "kind in [car, van]", StringComparison.Ordinal);
        });
        Assert.DoesNotContain("dibao", result.Proved);
        Assert.Equal(["assets.own_vehicles"], result.Unsearched.Single(u => u.Program == "dibao").Lists);
        Assert.False(result.Settled);
    }

    [Fact]
    public void Words_alone_are_no_edit_of_the_rules()
    {
        var result = Diff(f => f[Dibao] = f[Dibao].Replace("name: 低保", "name: 最低生活保障", StringComparison.Ordinal));
        Assert.Equal((0, true), (result.Proved.Length, result.Settled));
    }

    /// <summary>The proof is as good as the model: whatever household it holds possible, the engine must judge it as the model does.</summary>
    [Fact]
    public void The_solver_is_told_what_the_engine_does()
    {
        var content = Load(_ => { });
        var engine = new Determiner(content.Programs, content.Standards);
        var (compared, random) = (0, new Random(5));
        for (var round = 0; round < 60; round++)
        {
            var logic = new Logic();
            var household = new HouseholdModel(logic, content.Catalogue, 1 + round % 6);
            var model = new ProgramModel(household, content.Programs, id => content.Standards.Find(id)?.At(Place, Today)?.Amount);
            var looks = content.Programs.Keys.ToDictionary(p => p, model.Looks);
            // A corner of the space, so that every round is another household.
            var wish = LinearExpr.WeightedSum(household.Costs, household.Costs.Select(_ => random.Next(-5, 6)).ToArray());
            foreach (var cost in household.Costs.Where(_ => random.Next(4) == 0)) logic.Model.Add(cost <= new[] { 0, 1, 17, 68, 6252, 18756, 25008 }[random.Next(7)]);
            logic.Model.Maximize(wish);
            var solver = new CpSolver { StringParameters = "num_workers:1,max_time_in_seconds:5" };
            if (solver.Solve(logic.Model) is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible)) continue;
            var facts = household.Found(solver);
            foreach (var judged in engine.All(new Told(facts), Place, Today))
            {
                var tri = looks[judged.Program.Id];
                var told = solver.BooleanValue(tri.True) ? "likely" : solver.BooleanValue(tri.False) ? "unlikely" : "open";
                var engineSays = judged.Outcome switch { EligibilityOutcome.Likely => "likely", EligibilityOutcome.Unlikely => "unlikely", _ => "open" };
                Assert.True(told == engineSays, $"{judged.Program.Id}: {told} by the model, {engineSays} by the engine: {string.Join(", ", facts.Select(f => f.Key + "=" + f.Value))}");
                compared++;
            }
        }

        Assert.True(compared > 600, $"only {compared} outcomes were compared");
    }

    private static DiffResult Diff(Action<Dictionary<string, string>> edit)
    {
        var (old, edited) = (Load(_ => { }), Load(edit));
        return new ContentDiff(old, old.Standards, edited, edited.Standards, Today).Run([Place]);
    }

    private static ContentBundle Load(Action<Dictionary<string, string>> edit)
    {
        var files = ContentFolder.Read(Repository.Root);
        files[AmountsFile] = Amounts;
        edit(files);
        var loaded = ContentLoader.Load(files);
        Assert.Equal("", string.Join('\n', loaded.Problems));
        return loaded.Bundle!;
    }

    private sealed class Told(IReadOnlyDictionary<string, FactValue> facts) : IFacts
    {
        public FactValue? Find(string factId) => facts.GetValueOrDefault(factId);
    }
}

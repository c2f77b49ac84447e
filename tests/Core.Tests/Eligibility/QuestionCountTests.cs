using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace Core.Tests.Eligibility;

/// <summary>
/// How many questions it takes to settle every program for made-up households: the chosen order beside a fixed form that asks everything the
/// programs name, with the same outcomes. QUESTION_HOUSEHOLDS=2000 sets the full size.
/// </summary>
public class QuestionCountTests
{
    private const string Place = "411523203205";
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Determiner Determiner = new(Repository.ContentWithAmounts.Programs, Repository.ContentWithAmounts.Standards);
    private static readonly QuestionChooser Chooser = new(Repository.ContentWithAmounts, Determiner);

    /// <param name="lowIncome">467.3 of some 4,700 ten-thousands of rural people have a low income (policy base); more than half of those who ask may.</param>
    /// <param name="lowIncome">The share of low incomes: as in the whole countryside, and among those who come and ask.</param>
    [Theory, InlineData(0.1), InlineData(0.6)]
    public void Ten_questions_settle_what_a_form_takes_twice_as_many_for(double lowIncome)
    {
        var households = int.Parse(Environment.GetEnvironmentVariable("QUESTION_HOUSEHOLDS") ?? "40", CultureInfo.InvariantCulture);
        var runs = SyntheticHouseholds.Draw(households, 20261123, lowIncome).AsParallel().Select(Settle).ToList();
        var form = Form();
        var mean = runs.Average(r => r.Asked.Count);
        var most = runs.Max(r => r.Asked.Count);
        var different = runs.SelectMany(r => r.Different).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{households} households, {lowIncome:0%} of low income: {mean:0.00} questions on average (most {most}); the form asks {form}; outcomes that differ: {different.Count} of {households * Repository.Content.Programs.Count}"));
        foreach (var group in different.GroupBy(d => d).OrderByDescending(g => g.Count()).Take(12)) TestContext.Current.TestOutputHelper!.WriteLine($"  {group.Count()} × {group.Key}");
        foreach (var asked in runs.SelectMany(r => r.Asked).GroupBy(a => a).OrderByDescending(g => g.Count())) TestContext.Current.TestOutputHelper!.WriteLine($"  asked {asked.Count()} × {asked.Key}");
        Assert.Empty(different);
        Assert.True(mean <= 10, $"{mean:0.00} questions");
        Assert.True(mean * 2 <= form, $"{mean:0.00} of {form}");
    }

    /// <summary>A form with a line for every fact that the programs name and a household can tell, in the words of the chat: each such question once.</summary>
    private static int Form() => SyntheticHouseholds.Draw(500, 1, 0.6).SelectMany(h => h.Keys).Distinct().Count();

    private static (List<string> Asked, List<string> Different) Settle(ImmutableDictionary<string, FactValue> household)
    {
        var asked = new List<string>();
        var known = new Values(ImmutableDictionary<string, FactValue>.Empty);
        while (true)
        {
            var now = Determiner.All(known, Place, Today);
            var next = Chooser.Rank(known, Place, Today, now, _ => 1, id => household.ContainsKey(id) && known.Find(id) is null && !asked.Contains(id)).FirstOrDefault();
            if (next is null) break;
            asked.Add(next.FactId);
            foreach (var told in Repository.Content.Asking.Together.GetValueOrDefault(next.FactId, []).Prepend(next.FactId).Where(household.ContainsKey)) known = known.With(told, household[told]);
        }

        var settled = Determiner.All(known, Place, Today);
        var whole = Determiner.All(new Values(household), Place, Today);
        var different = settled.Zip(whole).Where(p => p.First.Outcome != p.Second.Outcome).Select(p => $"{p.First.Program.Id}: {p.First.Outcome}, by the form {p.Second.Outcome}{(Environment.GetEnvironmentVariable("QUESTION_DETAILS") is null ? "" : $" ({string.Join(", ", household.Select(f => (asked.Contains(f.Key) ? "+" : "") + f.Key + "=" + f.Value))})")}").ToList();
        return (asked, different);
    }

    private sealed class Values(ImmutableDictionary<string, FactValue> values) : IFacts
    {
        public FactValue? Find(string factId) => values.GetValueOrDefault(factId);

        public Values With(string id, FactValue value) => new(values.SetItem(id, value));
    }
}

using System.Text.Json;
using BotHost.Core.Content;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using YamlDotNet.Serialization;

namespace Core.Tests.Eligibility;

/// <summary>Households as data: <c>tests/cases/eligibility/*.yaml</c> says what each looks like, by which criteria, what is asked for and what is said.</summary>
public class EligibilityCaseTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly string Folder = Repository.Cases("eligibility");
    private static readonly Lazy<Dictionary<string, Household>> All = new(() => Directory.GetFiles(Folder, "*.yaml").Where(f => Path.GetFileName(f) != "standards.yaml")
        .SelectMany(f => new DeserializerBuilder().Build().Deserialize<List<Household>>(File.ReadAllText(f)).Select(h => (Name: Path.GetFileNameWithoutExtension(f) + ": " + h.name, Household: h)))
        .ToDictionary(h => h.Name, h => h.Household));

    public static TheoryData<string> Names => [.. All.Value.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_household_looks_as_the_rules_say(string name)
    {
        var household = All.Value[name];
        var explained = Explain(household);
        foreach (var (program, expected) in household.expect)
        {
            var (found, text, _) = explained.Single(e => e.Determination.Program.Id == program);
            var parts = expected.Split(' ');
            var told = string.Join(' ', [Explanation.Name(found.Outcome), .. parts.Skip(1).Select(p => found.Criteria.Single(c => c.Criterion.Id == p[..^1])).Select(c => c.Criterion.Id + Mark(c.Outcome))]);
            Assert.Equal($"{program}: {expected}", $"{program}: {told}");
            foreach (var fact in household.wants.GetValueOrDefault(program) ?? []) Assert.Contains(fact, found.Missing);
            foreach (var words in household.says.GetValueOrDefault(program) ?? []) Assert.Contains(words, text);
            Assert.Contains("县里确认", text);
            foreach (var promise in new[] { "我们保证", "保证能", "一定能", "肯定能", "放心", "转移", "离婚", "分户" }) Assert.DoesNotContain(promise, text);
            if (found.Outcome == EligibilityOutcome.NeedsFacts) Assert.NotEmpty(found.Missing);
        }
    }

    [Fact]
    public void Every_program_has_a_household_that_looks_likely_and_one_that_does_not()
    {
        var outcomes = All.Value.Values.SelectMany(Explain).Select(e => (e.Determination.Program.Id, e.Determination.Outcome)).Distinct().ToLookup(o => o.Id, o => o.Outcome);
        string[] notYet = ["elderly_voucher", "travel_subsidy"];
        Assert.Equal("", string.Join(", ", Repository.Content.Programs.Keys.Except(notYet).Where(p => !outcomes[p].Contains(EligibilityOutcome.Likely))));
        Assert.Equal("", string.Join(", ", Repository.Content.Programs.Keys.Where(p => !outcomes[p].Contains(EligibilityOutcome.Unlikely) && p is not "temporary_relief" and not "training_subsidy" and not "public_job" and not "education_aid" and not "medical_assistance" and not "monitored")));
    }

    private static IEnumerable<Explained> Explain(Household household)
    {
        var problems = new List<ContentProblem>();
        var given = StandardsLoader.LoadFile("standards.yaml", File.ReadAllText(Path.Combine(Folder, "standards.yaml")), problems);
        Assert.Empty(problems);
        var standards = household.standards == "none" ? Repository.Content.Standards : Repository.Content.Standards.ReplacedBy(given);
        var facts = StatedFacts.Read(JsonSerializer.SerializeToElement(household.facts), Repository.Content.Catalogue);
        Assert.Empty(facts.Refused);
        return new Explainer(Repository.Content, standards).Explain(facts, household.place, Today);
    }

    private static string Mark(CriterionOutcome outcome) => outcome switch { CriterionOutcome.Met => "+", CriterionOutcome.Unmet => "-", _ => "?" };

#pragma warning disable IDE1006, CA1812 // Names as the case files write them.
    private sealed class Household
    {
        public string name { get; set; } = "";

        public string place { get; set; } = "411523203205";

        public string standards { get; set; } = "";

        public Dictionary<string, object> facts { get; set; } = [];

        public Dictionary<string, string> expect { get; set; } = [];

        public Dictionary<string, List<string>> wants { get; set; } = [];

        public Dictionary<string, List<string>> says { get; set; } = [];
    }
#pragma warning restore IDE1006, CA1812
}

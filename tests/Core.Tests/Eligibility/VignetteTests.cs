using System.Globalization;
using System.Text;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;
using Core.Tests.Dialogs;
using Core.Tests.Readings;
using YamlDotNet.Serialization;

namespace Core.Tests.Eligibility;

/// <summary>
/// Households told in a resident's words, as conversations: a first message, then a plain answer to whatever is asked. How every named program looks
/// in the end, and by which criteria, is held against what somebody wrote down from the policy base alone. VIGNETTES=folder keeps the transcripts.
/// </summary>
public class VignetteTests
{
    private const int MostTurns = 16;
    private static readonly string[] Promises = ["我们保证", "保证能", "一定能", "肯定能", "放心", "转移", "离婚", "分户"];

    private static readonly Dictionary<string, Vignette> All = Directory.GetFiles(Repository.Cases("vignettes"), "*.yaml")
        .SelectMany(f => new DeserializerBuilder().Build().Deserialize<List<Vignette>>(File.ReadAllText(f))).ToDictionary(v => v.name);

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task A_household_in_its_own_words_looks_as_the_rules_say(string name)
    {
        var vignette = All[name];
        var chat = new Chat(Readers.Rules, Repository.ContentWithAmounts);
        var transcript = new StringBuilder();
        var asked = new List<string>();
        for (var say = vignette.say; say.Length > 0 && asked.Count < MostTurns; say = Answer(vignette, chat.Record.State.Question?.Key, asked))
        {
            await chat.SayAsync(say);
            transcript.Append("> ").AppendLine(say).AppendLine(chat.LastText);
        }

        var facts = new Known(chat.Record);
        var content = Repository.ContentWithAmounts;
        var found = new Determiner(content.Programs, content.Standards).All(facts, "411523203205", DateOnly.FromDateTime(chat.Now.DateTime));
        var wrong = new List<string>();
        foreach (var (program, expected) in vignette.expect)
        {
            var d = found.Single(f => f.Program.Id == program);
            var parts = expected.Split(' ');
            var told = string.Join(' ', [Explanation.Name(d.Outcome), .. parts.Skip(1).Select(p => d.Criteria.Single(c => c.Criterion.Id == p[..^1])).Select(c => c.Criterion.Id + Mark(c.Outcome))]);
            if (told != expected) wrong.Add($"{program}: {told}, not {expected}");
        }

        transcript.AppendLine().AppendLine(string.Join('\n', wrong.DefaultIfEmpty("as expected"))).AppendLine(CultureInfo.InvariantCulture, $"asked {asked.Count}: {string.Join(", ", asked)}").AppendLine(facts.ToString());
        if (Environment.GetEnvironmentVariable("VIGNETTES") is { } folder) await File.WriteAllTextAsync(Path.Combine(folder, name + ".txt"), transcript.ToString(), TestContext.Current.CancellationToken);
        foreach (var promise in Promises) Assert.DoesNotContain(promise, transcript.ToString().Replace(vignette.say, "", StringComparison.Ordinal));
        // Known to go wrong, and why stands in the case; the day it goes right, the reason is to be taken away.
        Assert.True(vignette.waits.Length == 0 || wrong.Count > 0, $"{name} goes right: take away its waits ({vignette.waits})");
        if (vignette.waits.Length > 0) return;
        Assert.Equal("", string.Join("; ", wrong));
        foreach (var words in vignette.tells) Assert.Contains(words, transcript.ToString());
    }

    /// <summary>What somebody says to the open question; empty when there is none, or the check has come to its end.</summary>
    private static string Answer(Vignette vignette, string? question, List<string> asked)
    {
        if (question is null or "eligibility.after") return "";
        asked.Add(question);
        // Whoever wants it looked at agrees that it is kept.
        if (question.StartsWith("consent.", StringComparison.Ordinal)) return "可以";
        // member:0:age asks for the same of one person as of any other.
        var ofAnybody = question.StartsWith("member:", StringComparison.Ordinal) ? "member." + question[(question.LastIndexOf(':') + 1)..] : question;
        return vignette.answers.GetValueOrDefault(question) ?? vignette.answers.GetValueOrDefault(ofAnybody) ?? "没有";
    }

    private static string Mark(CriterionOutcome outcome) => outcome switch { CriterionOutcome.Met => "+", CriterionOutcome.Unmet => "-", _ => "?" };

    private sealed class Known(ConversationRecord record) : IFacts
    {
        private readonly Dictionary<string, Fact> facts = record.State.Quarantine.Concat(record.Subjects.Values.SelectMany(s => s.Facts)).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Last().Value);

        public FactValue? Find(string factId) => facts.GetValueOrDefault(factId)?.Value;

        public override string ToString() => string.Join('\n', facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} = {f.Value.Value}"));
    }

#pragma warning disable IDE1006, CA1812 // Names as the case files write them.
    private sealed class Vignette
    {
        public string name { get; set; } = "";

        public string say { get; set; } = "";

        public Dictionary<string, string> answers { get; set; } = [];

        public Dictionary<string, string> expect { get; set; } = [];

        /// <summary>What the reader or the rules cannot do yet; told, not hidden.</summary>
        public string waits { get; set; } = "";

        /// <summary>The computation and the point of the rule, for whoever reads the case.</summary>
        public string why { get; set; } = "";

        public List<string> tells { get; set; } = [];
    }
#pragma warning restore IDE1006, CA1812
}

using System.Text.Json;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace Core.Tests.Readings;

/// <summary>
/// The corpus of our own messages, split by voice: <c>train-*</c> was worked with, <c>check-*</c> measures, <c>fresh-*</c> was written by strangers to the lexicon
/// and shows what a new voice meets, <c>hard-*</c> too, but only in long and unusual messages, one subject a file, with as many traps as facts.
/// </summary>
public class CorpusTests
{
    [Theory]
    [InlineData("given", 0.95, 0.95)]
    [InlineData("train-*", 0.95, 0.95)]
    [InlineData("check-*", 0.95, 0.95)]
    public void Facts_and_intents_are_read_well_and_nothing_forbidden(string files, double facts, double intents)
    {
        var (right, wrong, missed, asked, heard) = Count(files);
        Assert.Empty(from c in Cases(files) from f in c.Reading.Facts where c.Root.GetProperty("absent").EnumerateArray().Any(a => a.GetString() == f.Id) select $"{c.Text}: {f.Id}");
        Assert.True(2.0 * right / ((2 * right) + wrong + missed) >= facts, $"facts: {right} right, {wrong} wrong, {missed} missed");
        Assert.True(heard >= intents * asked, $"intents: {heard} of {asked}");
    }

    /// <summary>Not the bar (0.95), but what is held: whatever makes new voices understood less than this is a step back.</summary>
    [Theory]
    [InlineData("fresh-*", 0.84, 0.94)]
    [InlineData("hard-*", 0.61, 0.73)]
    public void New_voices_are_understood_no_worse_than_before(string files, double facts, double intents)
    {
        var (right, wrong, missed, asked, heard) = Count(files);
        Assert.True(2.0 * right / ((2 * right) + wrong + missed) >= facts, $"facts: {right} right, {wrong} wrong, {missed} missed");
        Assert.True(heard >= intents * asked, $"intents: {heard} of {asked}");
    }

    [Theory]
    [InlineData("crisis")]
    [InlineData("delete-my-data")]
    [InlineData("unsubscribe")]
    [InlineData("talk-to-human")]
    public void A_safety_critical_intent_is_never_missed(string intent)
    {
        var cases = Cases("check-safety").Where(c => c.Root.GetProperty("expect").GetProperty("intent").GetString() == intent).ToList();
        Assert.True(cases.Count >= 60, $"only {cases.Count} paraphrases");
        Assert.Empty(cases.Where(c => c.Reading.Intent != intent).Select(c => c.Text));
    }

    [Fact]
    public void No_amount_is_stated_wrongly_as_if_it_were_exact()
    {
        var wrong = from c in Cases("check-*").Concat(Cases("train-*"))
                    from expected in c.Root.GetProperty("expect").EnumerateObject()
                    where expected.Value.ValueKind == JsonValueKind.Number
                    from fact in c.Reading.Facts
                    where fact.Id == expected.Name && fact.Value is FactValue.Number { Approximate: false } n && n.Value != expected.Value.GetDecimal()
                    select $"{c.Text}: {fact.Id} {fact.Value}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Strong_feeling_alone_raises_no_alarm() =>
        Assert.Empty(Cases("check-not-danger").Where(c => c.Reading.Urgent is { Idiom: false } || c.Reading.Intent == "crisis").Select(c => c.Text));

    private static (int Right, int Wrong, int Missed, int Asked, int Heard) Count(string files)
    {
        int right = 0, wrong = 0, missed = 0, asked = 0, heard = 0;
        foreach (var (_, root, reading) in Cases(files))
        {
            foreach (var expected in root.GetProperty("expect").EnumerateObject())
            {
                if (expected.Name == "intent")
                {
                    asked++;
                    if (reading.Intent == expected.Value.GetString()) heard++;
                    continue;
                }

                var got = reading.Facts.FirstOrDefault(f => f.Id == expected.Name)?.Value;
                if (got is null) missed++;
                else if (Same(got, expected.Value)) right++;
                else (wrong, missed) = (wrong + 1, missed + 1);
            }
        }

        return (right, wrong, missed, asked, heard);
    }

    private static IEnumerable<(string Text, JsonElement Root, Reading Reading)> Cases(string files)
    {
        foreach (var line in Directory.GetFiles(Path.Combine(Readers.Root, "tests", "cases", "reading"), files + ".jsonl").SelectMany(File.ReadLines).Where(l => l.Length > 0))
        {
            var root = JsonDocument.Parse(line).RootElement;
            var text = root.GetProperty("text").GetString()!;
            var context = new ReadingContext(DateOnly.Parse(root.GetProperty("today").GetString()!, System.Globalization.CultureInfo.InvariantCulture)) { Expecting = root.TryGetProperty("expecting", out var e) ? e.GetString() : null };
            yield return (text, root, Readers.Rules.Read(text, context));
        }
    }

    private static bool Same(FactValue got, JsonElement expected) => got switch
    {
        FactValue.Number n => expected.ValueKind == JsonValueKind.Number && (n.Value == expected.GetDecimal() || (n.Approximate && Math.Abs(n.Value - expected.GetDecimal()) <= 0.15m * Math.Abs(expected.GetDecimal()))),
        FactValue.YesNo y => expected.ValueKind == (y.Value ? JsonValueKind.True : JsonValueKind.False),
        FactValue.Set s => expected.ValueKind == JsonValueKind.Array && s.Values.SetEquals(expected.EnumerateArray().Select(v => v.GetString()!)),
        FactValue.Place p => p.Name == expected.GetString(),
        FactValue.List l => expected.ValueKind == JsonValueKind.Array && l.Items.Length == expected.GetArrayLength() && l.Items.Zip(expected.EnumerateArray()).All(pair => SameFields(pair.First, pair.Second)),
        _ => expected.ValueKind == JsonValueKind.String && got.ToString() == expected.GetString(),
    };

    private static bool SameFields(System.Collections.Immutable.ImmutableSortedDictionary<string, FactValue> got, JsonElement expected) => expected.ValueKind == JsonValueKind.Object && got.Count == expected.EnumerateObject().Count()
        && expected.EnumerateObject().All(f => got.GetValueOrDefault(f.Name) is { } value && Same(value, f.Value));
}

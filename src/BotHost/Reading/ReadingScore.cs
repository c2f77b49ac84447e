using System.Text.Json;
using BotHost.Core.Facts;

namespace BotHost.Reading;

/// <summary>
/// Compares readings with cases. An approximate amount is right within 15 %, a set only when it is the same set. A fact that a case neither
/// expects nor forbids is counted apart as extra: cases name what matters, not all that is true.
/// </summary>
internal sealed class ReadingScore
{
    private readonly SortedDictionary<string, int> confusions = new(StringComparer.Ordinal);

    public Dictionary<string, Tally> ByFact { get; } = [];

    public Tally Total { get; } = new();

    public List<string> Wrong { get; } = [];

    public List<string> Missed { get; } = [];

    public int Intents { get; private set; }

    public int IntentsRight { get; private set; }

    public IEnumerable<string> Confusions => confusions.Select(c => $"{c.Key}: {c.Value}");

    public void Add(ReadingCase asked, Core.Readings.Reading reading)
    {
        HashSet<string> named = [.. asked.Absent];
        foreach (var expected in asked.Expect!.Value.EnumerateObject())
        {
            named.Add(expected.Name);
            if (expected.Name == "intent") Intent(asked, expected.Value.GetString()!, reading.Intent);
            else Fact(asked, expected, reading.Facts.FirstOrDefault(f => f.Id == expected.Name)?.Value);
        }

        foreach (var fact in reading.Facts)
        {
            if (asked.Absent.Contains(fact.Id))
            {
                Count(fact.Id, t => t.Wrong++);
                Wrong.Add($"{asked.Text}: {fact.Id} read as {fact.Value}, but must not be read");
            }
            else if (!named.Contains(fact.Id)) Count(fact.Id, t => t.Extra++);
        }
    }

    private void Intent(ReadingCase asked, string expected, string got)
    {
        Intents++;
        if (expected == got)
        {
            IntentsRight++;
            return;
        }

        var key = $"{expected} taken for {got}";
        confusions[key] = confusions.GetValueOrDefault(key) + 1;
        Missed.Add($"{asked.Text}: {key}");
    }

    private void Fact(ReadingCase asked, JsonProperty expected, FactValue? got)
    {
        if (got is null)
        {
            Count(expected.Name, t => t.Missed++);
            Missed.Add($"{asked.Text}: {expected.Name} {expected.Value.GetRawText()}");
        }
        else if (Same(got, expected.Value)) Count(expected.Name, t => t.Right++);
        else
        {
            Count(expected.Name, t => (t.Wrong, t.Missed) = (t.Wrong + 1, t.Missed + 1));
            Wrong.Add($"{asked.Text}: {expected.Name} is {expected.Value.GetRawText()}, read as {got}");
        }
    }

    private void Count(string id, Action<Tally> count)
    {
        if (!ByFact.TryGetValue(id, out var tally)) ByFact[id] = tally = new();
        count(tally);
        count(Total);
    }

    internal static bool Same(FactValue got, JsonElement expected) => got switch
    {
        FactValue.Number n when expected.ValueKind == JsonValueKind.Number => n.Value == expected.GetDecimal()
            || (n.Approximate && Math.Abs(n.Value - expected.GetDecimal()) <= 0.15m * Math.Abs(expected.GetDecimal())),
        FactValue.YesNo y => expected.ValueKind == (y.Value ? JsonValueKind.True : JsonValueKind.False),
        FactValue.Set s => expected.ValueKind == JsonValueKind.Array && s.Values.SetEquals(expected.EnumerateArray().Select(e => e.GetString()!)),
        FactValue.Place p => expected.ValueKind == JsonValueKind.String && expected.GetString() == p.Name,
        FactValue.List l => expected.ValueKind == JsonValueKind.Array && l.Items.Length == expected.GetArrayLength() && l.Items.Zip(expected.EnumerateArray()).All(pair => SameFields(pair.First, pair.Second)),
        _ => expected.ValueKind == JsonValueKind.String && expected.GetString() == got.ToString(),
    };

    private static bool SameFields(System.Collections.Immutable.ImmutableSortedDictionary<string, FactValue> got, JsonElement expected) => expected.ValueKind == JsonValueKind.Object && got.Count == expected.EnumerateObject().Count()
        && expected.EnumerateObject().All(f => got.GetValueOrDefault(f.Name) is { } value && Same(value, f.Value));

    internal sealed class Tally
    {
        public int Right { get; set; }

        public int Wrong { get; set; }

        public int Missed { get; set; }

        public int Extra { get; set; }

        public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);

        public double Recall => Right + Missed == 0 ? 1 : (double)Right / (Right + Missed);

        public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
    }
}

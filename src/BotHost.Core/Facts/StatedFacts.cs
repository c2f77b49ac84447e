using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BotHost.Core.Expressions;

namespace BotHost.Core.Facts;

/// <summary>Facts as a file writes them, read by the catalogue. What does not fit its definition is unknown, and said so.</summary>
public sealed class StatedFacts : IFacts
{
    private const int MostItems = 200;
    private readonly Dictionary<string, FactValue> values = [];
    private readonly List<string> refused = [];

    /// <summary>Ids that are no fact, or whose value does not fit.</summary>
    public IReadOnlyList<string> Refused => refused;

    public FactValue? Find(string factId) => values.GetValueOrDefault(factId);

    public static StatedFacts Read(JsonElement json, FactCatalogue catalogue)
    {
        var facts = new StatedFacts();
        if (json.ValueKind != JsonValueKind.Object) return facts;
        foreach (var entry in json.EnumerateObject())
        {
            if (catalogue.Find(entry.Name) is { } definition && Value(definition, entry.Value) is { } value) facts.values[entry.Name] = value;
            else if (entry.Value.ValueKind != JsonValueKind.Null) facts.refused.Add(entry.Name);
        }

        return facts;
    }

    private static FactValue? Value(FactDefinition fact, JsonElement json) => fact.Type switch
    {
        FactType.Money or FactType.Count or FactType.Age or FactType.Number => Number(json) is { } number && !(number.Value < fact.Min) && !(number.Value > fact.Max) ? number : null,
        FactType.YesNo => json.ValueKind switch { JsonValueKind.True => FactValue.Of(true), JsonValueKind.False => FactValue.Of(false), _ => Word(json) switch { "yes" or "true" => FactValue.Of(true), "no" or "false" => FactValue.Of(false), _ => null } },
        FactType.OneOf => Word(json) is { } word ? new FactValue.Choice(word) : null,
        FactType.SetOf => json.ValueKind switch
        {
            JsonValueKind.Array => FactValue.Set.Of(json.EnumerateArray().Select(Word).OfType<string>().Take(MostItems)),
            _ => Word(json) is { } one ? FactValue.Set.Of(one) : null,
        },
        FactType.Date => Day(json),
        FactType.Place => Word(json) is { } place ? new FactValue.Place(place, place.All(char.IsAsciiDigit) ? place : null) : null,
        FactType.Text => Word(json) is { } text ? new FactValue.Text(text) : null,
        FactType.List => json.ValueKind == JsonValueKind.Array ? new FactValue.List([.. json.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Take(MostItems).Select(i => Fields(fact, i))]) : null,
        FactType.Object => json.ValueKind == JsonValueKind.Object ? new FactValue.Object(Fields(fact, json)) : null,
        _ => null,
    };

    private static ImmutableSortedDictionary<string, FactValue> Fields(FactDefinition fact, JsonElement json) => fact.Fields
        .Select(f => (f.Id, Value: json.TryGetProperty(f.Id, out var field) ? Value(f, field) : null))
        .Where(f => f.Value is not null).ToImmutableSortedDictionary(f => f.Id, f => f.Value!, StringComparer.Ordinal);

    private static FactValue.Number? Number(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var plain)) return Bounded(plain, null, null);
        if (json.ValueKind == JsonValueKind.String && decimal.TryParse(json.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var written)) return Bounded(written, null, null);
        if (json.ValueKind != JsonValueKind.Object) return null;
        var (min, max) = (Part(json, "min"), Part(json, "max"));
        return (Part(json, "value") ?? (min + max) / 2 ?? min ?? max) is { } value ? Bounded(value, min, max) : null;
    }

    /// <summary>Amounts that no household has would overflow the sums.</summary>
    private static FactValue.Number? Bounded(decimal value, decimal? min, decimal? max) =>
        new[] { value, min ?? value, max ?? value }.All(n => n is >= 0 and <= 100_000_000_000m) ? new(value, min, max) : null;

    private static decimal? Part(JsonElement json, string name) => !json.TryGetProperty(name, out var part) ? null
        : part.ValueKind == JsonValueKind.Number && part.TryGetDecimal(out var number) ? number
        : part.ValueKind == JsonValueKind.String && decimal.TryParse(part.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var written) ? written : null;

    private static string? Word(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    private static FactValue.Day? Day(JsonElement json)
    {
        var parts = (Word(json) ?? "").Split('/');
        if (!DateOnly.TryParse(parts[0], CultureInfo.InvariantCulture, out var from)) return null;
        return parts.Length > 1 && DateOnly.TryParse(parts[1], CultureInfo.InvariantCulture, out var to) ? new(from, to) : new(from, from);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotHost.Core.Facts;

/// <summary>
/// Stores a <see cref="FactValue"/> with its kind (<c>{"n":40000,"min":…}</c>), so that what is read back is what was written.
/// The shape other programs see is <see cref="ToWire"/>: plain numbers, strings and arrays.
/// </summary>
public sealed class FactValueJson : JsonConverter<FactValue>
{
    public override FactValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Parse(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, FactValue value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case FactValue.Number n:
                writer.WriteNumber("n", n.Value);
                if (n.Min is { } min) writer.WriteNumber("min", min);
                if (n.Max is { } max) writer.WriteNumber("max", max);
                break;
            case FactValue.YesNo y: writer.WriteBoolean("b", y.Value); break;
            case FactValue.Text t: writer.WriteString("t", t.Value); break;
            case FactValue.Choice c: writer.WriteString("c", c.Value); break;
            case FactValue.Day d: writer.WriteString("d", d.ToString()); break;
            case FactValue.Place p:
                writer.WriteString("p", p.Name);
                if (p.Code is not null) writer.WriteString("code", p.Code);
                break;
            case FactValue.Set s:
                writer.WriteStartArray("s");
                foreach (var item in s.Values) writer.WriteStringValue(item);
                writer.WriteEndArray();
                break;
            case FactValue.List l:
                writer.WriteStartArray("l");
                foreach (var item in l.Items) WriteFields(writer, item, options);
                writer.WriteEndArray();
                break;
            case FactValue.Object o:
                writer.WritePropertyName("o");
                WriteFields(writer, o.Fields, options);
                break;
            default: throw new System.Diagnostics.UnreachableException();
        }

        writer.WriteEndObject();
    }

    /// <summary>The plain value other programs see (DESIGN §6); the range of an approximate number is written beside it by the caller.</summary>
    public static object ToWire(FactValue value) => value switch
    {
        FactValue.Number n => n.Value == decimal.Truncate(n.Value) ? (long)n.Value : n.Value,
        FactValue.YesNo y => y.Value,
        FactValue.Set s => s.Values.ToArray(),
        FactValue.List l => l.Items.Select(i => i.ToDictionary(f => f.Key, f => ToWire(f.Value))).ToArray(),
        FactValue.Object o => o.Fields.ToDictionary(f => f.Key, f => ToWire(f.Value)),
        FactValue.Place or FactValue.Text or FactValue.Choice or FactValue.Day => value.ToString()!,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void WriteFields(Utf8JsonWriter writer, ImmutableSortedDictionary<string, FactValue> fields, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, field) in fields)
        {
            writer.WritePropertyName(name);
            Write(writer, field, options);
        }

        writer.WriteEndObject();
    }

    private static FactValue Parse(JsonElement json)
    {
        var first = json.EnumerateObject().First();
        return first.Name switch
        {
            "n" => new FactValue.Number(first.Value.GetDecimal(), Bound(json, "min"), Bound(json, "max")),
            "b" => new FactValue.YesNo(first.Value.GetBoolean()),
            "t" => new FactValue.Text(first.Value.GetString()!),
            "c" => new FactValue.Choice(first.Value.GetString()!),
            "d" => ParseDay(first.Value.GetString()!),
            "p" => new FactValue.Place(first.Value.GetString()!, json.TryGetProperty("code", out var code) ? code.GetString() : null),
            "s" => FactValue.Set.Of(first.Value.EnumerateArray().Select(v => v.GetString()!)),
            "l" => new FactValue.List([.. first.Value.EnumerateArray().Select(Fields)]),
            "o" => new FactValue.Object(Fields(first.Value)),
            var other => throw new JsonException($"'{other}' is not a kind of fact value"),
        };
    }

    /// <summary>Reads an ISO 8601 day (<c>2025-12-01</c>) or interval (<c>2025-12-01/2025-12-31</c>).</summary>
    public static FactValue.Day ParseDay(string text)
    {
        var parts = text.Split('/');
        var from = DateOnly.ParseExact(parts[0], "O", CultureInfo.InvariantCulture);
        return new(from, parts.Length > 1 ? DateOnly.ParseExact(parts[1], "O", CultureInfo.InvariantCulture) : from);
    }

    private static ImmutableSortedDictionary<string, FactValue> Fields(JsonElement json) =>
        json.EnumerateObject().ToImmutableSortedDictionary(f => f.Name, f => Parse(f.Value), StringComparer.Ordinal);

    private static decimal? Bound(JsonElement json, string name) => json.TryGetProperty(name, out var bound) ? bound.GetDecimal() : null;
}

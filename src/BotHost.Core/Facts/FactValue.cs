using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace BotHost.Core.Facts;

/// <summary>A typed value. Equality is by value, so a changed fact is seen by comparing.</summary>
[JsonConverter(typeof(FactValueJson))]
public abstract record FactValue
{
    private FactValue() { }

    /// <summary>Money, counts, ages and other numbers. An approximate number also carries the range that was meant.</summary>
    /// <param name="Value">The value itself, in the fact's unit.</param>
    /// <param name="Min">Smallest value the words allow; null when exact.</param>
    /// <param name="Max">Largest value the words allow; null when exact.</param>
    public sealed record Number(decimal Value, decimal? Min = null, decimal? Max = null) : FactValue
    {
        /// <summary>True when the words gave a range or a rounded amount (四万多, 八九千).</summary>
        public bool Approximate => Min is not null || Max is not null;

        public override string ToString() => Value.ToString("0.##", CultureInfo.InvariantCulture);
    }

    public sealed record YesNo(bool Value) : FactValue
    {
        public override string ToString() => Value ? "true" : "false";
    }

    public sealed record Text(string Value) : FactValue
    {
        public override string ToString() => Value;
    }

    /// <summary>One of the options of a one-of fact.</summary>
    public sealed record Choice(string Value) : FactValue
    {
        public override string ToString() => Value;
    }

    /// <summary>A set of options; order does not matter, so it is kept sorted.</summary>
    public sealed record Set(ImmutableSortedSet<string> Values) : FactValue
    {
        public static Set Of(params IEnumerable<string> values) => new(values.ToImmutableSortedSet(StringComparer.Ordinal));

        public bool Equals(Set? other) => other is not null && Values.SetEquals(other.Values);

        public override int GetHashCode() => Values.Aggregate(0, (hash, v) => hash ^ StringComparer.Ordinal.GetHashCode(v));

        public override string ToString() => string.Join(",", Values);
    }

    /// <summary>A day (<paramref name="From"/> equals <paramref name="To"/>) or an interval, both ends included.</summary>
    public sealed record Day(DateOnly From, DateOnly To) : FactValue
    {
        public override string ToString() => From == To ? From.ToString("O", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{From:O}/{To:O}");
    }

    /// <summary>A place: the name as said, and its division code once that is settled.</summary>
    /// <param name="Name">The name as said (毛铺村).</param>
    /// <param name="Code">Division code of 2 to 12 digits; null while several places share the name.</param>
    public sealed record Place(string Name, string? Code = null) : FactValue
    {
        public override string ToString() => Code ?? Name;
    }

    /// <summary>A list of objects; each object maps field names to values.</summary>
    public sealed record List(ImmutableArray<ImmutableSortedDictionary<string, FactValue>> Items) : FactValue
    {
        public bool Equals(List? other) => other is not null && Items.Length == other.Items.Length
            && Items.Zip(other.Items).All(pair => pair.First.Count == pair.Second.Count && pair.First.SequenceEqual(pair.Second));

        public override int GetHashCode() => Items.Length;

        public override string ToString() => $"[{Items.Length}]";
    }

    /// <summary>One object with named fields.</summary>
    public sealed record Object(ImmutableSortedDictionary<string, FactValue> Fields) : FactValue
    {
        public bool Equals(Object? other) => other is not null && Fields.SequenceEqual(other.Fields);

        public override int GetHashCode() => Fields.Count;

        public override string ToString() => $"{{{Fields.Count}}}";
    }

    public static Number Of(decimal value) => new(value);

    public static YesNo Yes { get; } = new(true);

    public static YesNo No { get; } = new(false);

    public static YesNo Of(bool value) => value ? Yes : No;
}

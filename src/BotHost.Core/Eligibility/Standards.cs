using System.Collections.Frozen;
using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>How binding a local amount is. Only <see cref="Official"/> settles a criterion (DESIGN §3b.6).</summary>
public enum StandardStatus
{
    Official,
    /// <summary>Announced, not yet in force or not yet published by the place itself.</summary>
    Expected,
    /// <summary>A mean over places: never a threshold.</summary>
    Average,
}

/// <summary>One dated value of a local amount.</summary>
/// <param name="Place">Prefix of the division code it holds for; empty for everywhere.</param>
/// <param name="From">First day it holds; a newer one of the same place ends it.</param>
/// <param name="KnownOn">The day it was published: earlier determinations could not know it.</param>
/// <param name="Amount">In the standard's unit.</param>
/// <param name="Source">Document number or page that sets it.</param>
public sealed record StandardValue(string Place, DateOnly From, DateOnly KnownOn, decimal Amount, string Source, StandardStatus Status)
{
    /// <summary>The amount as a fact.</summary>
    internal FactValue.Number Value { get; } = FactValue.Of(Amount);
}

/// <summary>A local amount such as <c>dibao_rural_monthly</c>, with its values by place and day.</summary>
public sealed record Standard(string Id, string Unit, ImmutableArray<StandardValue> Values)
{
    /// <summary>By place, the newest first.</summary>
    private readonly FrozenDictionary<string, StandardValue[]> official = Values.Where(v => v.Status == StandardStatus.Official).GroupBy(v => v.Place)
        .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(v => v.From).ToArray(), StringComparer.Ordinal);

    /// <summary>The lengths of places that have a value, the longest first.</summary>
    private readonly int[] lengths = [.. Values.Where(v => v.Status == StandardStatus.Official).Select(v => v.Place.Length).Distinct().OrderDescending()];

    /// <summary>The official value for a place on a day: the longest place wins, then the newest; null when nobody has set one.</summary>
    public StandardValue? At(string place, DateOnly day)
    {
        var byPlace = official.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in lengths)
        {
            if (length > place.Length || !byPlace.TryGetValue(place.AsSpan(0, length), out var dated)) continue;
            foreach (var value in dated)
            {
                if (value.From <= day) return value;
            }
        }

        return null;
    }
}

/// <summary>All local amounts.</summary>
public sealed class Standards(IEnumerable<Standard> standards)
{
    public const string Prefix = "standard.";

    public static Standards None { get; } = new([]);

    private readonly FrozenDictionary<string, Standard> byId = standards.ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);

    public IEnumerable<Standard> All => byId.Values.OrderBy(s => s.Id, StringComparer.Ordinal);

    public Standard? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>These amounts, with those of the other list in the place of the ones it names.</summary>
    public Standards ReplacedBy(Standards other) => new(byId.Values.Where(s => !other.byId.ContainsKey(s.Id)).Concat(other.byId.Values));
}

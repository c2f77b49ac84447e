using System.Collections.Immutable;

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
public sealed record StandardValue(string Place, DateOnly From, DateOnly KnownOn, decimal Amount, string Source, StandardStatus Status);

/// <summary>A local amount such as <c>dibao_rural_monthly</c>, with its values by place and day.</summary>
public sealed record Standard(string Id, string Unit, ImmutableArray<StandardValue> Values)
{
    /// <summary>The official value for a place on a day: the longest place wins, then the newest; null when nobody has set one.</summary>
    public StandardValue? At(string place, DateOnly day) => Values
        .Where(v => v.Status == StandardStatus.Official && v.From <= day && place.StartsWith(v.Place, StringComparison.Ordinal))
        .OrderByDescending(v => v.Place.Length).ThenByDescending(v => v.From).FirstOrDefault();
}

/// <summary>All local amounts.</summary>
public sealed class Standards(IEnumerable<Standard> standards)
{
    public const string Prefix = "standard.";

    public static Standards None { get; } = new([]);

    private readonly ImmutableSortedDictionary<string, Standard> byId = standards.ToImmutableSortedDictionary(s => s.Id, s => s, StringComparer.Ordinal);

    public IEnumerable<Standard> All => byId.Values;

    public Standard? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>These amounts, with those of the other list in the place of the ones it names.</summary>
    public Standards ReplacedBy(Standards other) => new(byId.SetItems(other.byId).Values);
}

using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>What kinds of things are wanting.</summary>
[Flags]
internal enum Wanting
{
    Nothing = 0,
    Facts = 1,
    /// <summary>Local amounts that nobody has set.</summary>
    Amounts = 2,
}

/// <summary>A value worked out from what was said. Why it is what it is may be worked out later: most are never asked.</summary>
public sealed class Derivation
{
    private readonly Func<IEnumerable<string>>? tellMissing;
    private readonly Func<IEnumerable<string>>? tellUsed;
    private readonly Func<Wanting>? tellWanting;
    private ImmutableArray<string> missing;
    private ImmutableArray<string> used;

    public Derivation(FactValue? value, ImmutableArray<string> missing, ImmutableArray<string> used) => (Value, this.missing, this.used) = (value, missing, used);

    /// <param name="wanting">What kinds of things <paramref name="missing"/> would name, without naming them.</param>
    internal Derivation(FactValue? value, Func<IEnumerable<string>>? missing, Func<IEnumerable<string>>? used, Func<Wanting>? wanting = null)
    {
        (Value, tellMissing, tellUsed, tellWanting) = (value, missing, used, wanting);
        this.missing = missing is null ? [] : default;
        this.used = used is null ? [] : default;
    }

    /// <summary>Null while it cannot be worked out.</summary>
    public FactValue? Value { get; }

    /// <summary>Facts that would make it known, or known exactly; empty when it is exact.</summary>
    public ImmutableArray<string> Missing => missing.IsDefault ? missing = [.. tellMissing!().Distinct()] : missing;

    /// <summary>Facts it was worked out from.</summary>
    public ImmutableArray<string> Used => used.IsDefault ? used = [.. tellUsed!().Distinct()] : used;

    internal Wanting Wants => tellWanting?.Invoke() ?? Of(Missing);

    public static Derivation Unknown(params ImmutableArray<string> missing) => new(null, missing, []);

    public static Derivation Of(decimal value, params ImmutableArray<string> used) => new(FactValue.Of(value), [], used);

    public static Derivation Of(decimal low, decimal value, decimal high, ImmutableArray<string> missing, ImmutableArray<string> used) =>
        low == high ? new(FactValue.Of(value), [], used) : new(new FactValue.Number(value, low, high), missing, used);

    public static Derivation Of(bool value, params ImmutableArray<string> used) => new(FactValue.Of(value), [], used);

    private static Wanting Of(ImmutableArray<string> facts)
    {
        var all = Wanting.Nothing;
        foreach (var fact in facts) all |= Of(fact);
        return all;
    }

    internal static Wanting Of(string fact) => fact.StartsWith(Standards.Prefix, StringComparison.Ordinal) ? Wanting.Amounts : Wanting.Facts;
}

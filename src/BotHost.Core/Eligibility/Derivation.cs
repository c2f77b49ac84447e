using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>A value worked out from what was said.</summary>
/// <param name="Value">Null while it cannot be worked out.</param>
/// <param name="Missing">Facts that would make it known, or known exactly; empty when it is exact.</param>
/// <param name="Used">Facts it was worked out from.</param>
public sealed record Derivation(FactValue? Value, ImmutableArray<string> Missing, ImmutableArray<string> Used)
{
    public static Derivation Unknown(params ImmutableArray<string> missing) => new(null, missing, []);

    public static Derivation Of(decimal value, params ImmutableArray<string> used) => new(FactValue.Of(value), [], used);

    public static Derivation Of(decimal low, decimal value, decimal high, ImmutableArray<string> missing, ImmutableArray<string> used) =>
        low == high ? new(FactValue.Of(value), [], used) : new(new FactValue.Number(value, low, high), missing, used);

    public static Derivation Of(bool value, params ImmutableArray<string> used) => new(FactValue.Of(value), [], used);
}

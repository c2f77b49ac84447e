using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Expressions;

/// <summary>Kleene's three values.</summary>
public enum Truth
{
    False,
    Unknown,
    True,
}

/// <summary>What expressions are evaluated over.</summary>
public interface IFacts
{
    /// <summary>The value of a fact; null while it is unknown.</summary>
    FactValue? Find(string factId);

    /// <summary>The same, for a name that a compiled expression bound to its slot.</summary>
    FactValue? Find(FactName fact) => Find(fact.Id);
}

/// <summary>The outcome of a condition.</summary>
/// <param name="Missing">Unknown facts that still matter; empty unless the outcome is unknown.</param>
public sealed record Outcome(Truth Truth, ImmutableArray<string> Missing);

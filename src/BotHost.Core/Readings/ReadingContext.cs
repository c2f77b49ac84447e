using System.Collections.Immutable;

namespace BotHost.Core.Readings;

/// <summary>What the reader may lean on besides the words.</summary>
/// <param name="Today">The day in China Standard Time.</param>
public sealed record ReadingContext(DateOnly Today)
{
    /// <summary>The fact that was just asked for; null when nothing was.</summary>
    public string? Expecting { get; init; }

    /// <summary>The quick replies that were offered, in order, as shown.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Facts that open dialogs would still ask: a bare amount may only become one of these.</summary>
    public ImmutableArray<string> OpenFacts { get; init; } = [];

    /// <summary>True when the resident agreed to a language model helping to read (a consent of its own). False until then.</summary>
    public bool ModelAllowed { get; init; }

    /// <summary>Division code the resident is known to live under; narrows which 毛铺村 is meant. Null when unknown.</summary>
    public string? PlaceCode { get; init; }
}

using System.Collections.Immutable;

namespace BotHost.Core.Matching;

public enum OpportunityKind
{
    Job,
    Training,
}

/// <summary>A job or a course that is open.</summary>
/// <param name="Id">The caller's id; offers carry it.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Place">Division code, as fine as known.</param>
public sealed record Opportunity(string Id, OpportunityKind Kind, string Title, string Place)
{
    /// <summary>Places left.</summary>
    public int Openings { get; init; } = 1;

    public int? WageMonthly { get; init; }

    /// <summary>An id of <c>hours</c> in <c>dialogs/skills.yaml</c>; null when not told.</summary>
    public string? Hours { get; init; }

    public int? AgeMin { get; init; }

    public int? AgeMax { get; init; }

    /// <summary>All of these are asked for.</summary>
    public ImmutableArray<string> Skills { get; init; } = [];

    /// <summary>What the work asks of a body.</summary>
    public ImmutableArray<string> Demands { get; init; } = [];

    public ImmutableArray<string> Teaches { get; init; } = [];

    /// <summary>The least schooling asked for.</summary>
    public string? Education { get; init; }

    public DateOnly? Starts { get; init; }

    /// <summary>The last day it can be applied for.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Measured part of offers that people took, above 0 to 1; null before anything was measured.</summary>
    public double? Acceptance { get; init; }

    public string? Provider { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }
}

using System.Collections.Immutable;

namespace BotHost.Core.Eligibility;

/// <summary>How a program looks. Never an approval.</summary>
public enum EligibilityOutcome
{
    Unlikely,
    NeedsFacts,
    /// <summary>An exact boundary, texts that disagree, or an amount that nobody has set.</summary>
    NeedsHuman,
    Likely,
}

/// <summary>How one criterion looks.</summary>
public enum CriterionOutcome
{
    Unmet,
    Unknown,
    /// <summary>For a person to decide; told to other programs as unknown.</summary>
    Human,
    Met,
}

/// <param name="Facts">The stated facts that decided; while open, those that are missing.</param>
/// <param name="Presumed">True when it is open but does not hold the outcome up.</param>
public sealed record CriterionResult(Criterion Criterion, CriterionOutcome Outcome, ImmutableArray<string> Facts, bool Presumed);

/// <summary>What the engine says about one program.</summary>
public sealed record Determination(ProgramDefinition Program, EligibilityOutcome Outcome, ImmutableArray<CriterionResult> Criteria)
{
    /// <summary>Every fact that is still wanted, the ones that hold the outcome up first.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>The facts that hold the outcome up.</summary>
    public ImmutableArray<string> Blocking { get; init; } = [];

    /// <summary>Local amounts that nobody has set and that would decide.</summary>
    public ImmutableArray<string> Unset { get; init; } = [];

    /// <summary>Relation of the person it is about (<c>self</c>, <c>mother</c>); empty for the household.</summary>
    public string Person { get; init; } = "";

    /// <summary>Relations of others for whom the same program looks likely too.</summary>
    public ImmutableArray<string> AlsoFor { get; init; } = [];

    /// <summary>How it looks for the others of the household it may be for.</summary>
    public ImmutableArray<Determination> Others { get; init; } = [];

    /// <summary>The program to prefer, when one rules this one out.</summary>
    public string? YieldsTo { get; init; }
}

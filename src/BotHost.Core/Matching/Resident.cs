using System.Collections.Immutable;

namespace BotHost.Core.Matching;

/// <summary>What matching knows about somebody who looks for work or a course. Only facts given for this purpose; illness never, only what somebody cannot do.</summary>
/// <param name="Id">The caller's id; offers carry it.</param>
/// <param name="Place">Division code of where they live, as fine as known.</param>
public sealed record Resident(string Id, string Place)
{
    /// <summary>Full years; null when not told.</summary>
    public int? Age { get; init; }

    /// <summary>female, male or null.</summary>
    public string? Sex { get; init; }

    /// <summary>Ids of <c>dialogs/skills.yaml</c>, or other words for them.</summary>
    public ImmutableArray<string> Skills { get; init; } = [];

    public decimal? ExperienceYears { get; init; }

    /// <summary>The least they would accept, yuan a month.</summary>
    public int? WageMinMonthly { get; init; }

    /// <summary>The farthest they would go.</summary>
    public Reach? Scope { get; init; }

    public ImmutableArray<string> HealthLimits { get; init; } = [];

    /// <summary>Old people, children or sick people need them at home.</summary>
    public bool CareDuties { get; init; }

    /// <summary>none, primary, middle_school, high_school, vocational or college.</summary>
    public string? Education { get; init; }

    /// <summary>How hard their life is, 0 to 1: those worse off come first.</summary>
    public double? Need { get; init; }

    /// <summary>Openings they said no to; never offered again.</summary>
    public ImmutableArray<string> Declined { get; init; } = [];

    /// <summary>Skills they want to work with or to learn.</summary>
    public ImmutableArray<string> Wishes { get; init; } = [];

    /// <summary>The first day they could start.</summary>
    public DateOnly? AvailableFrom { get; init; }

    /// <summary>Rounds since they last got an offer.</summary>
    public int RoundsWaited { get; init; }

    /// <summary>For the fairness report only: never part of a score.</summary>
    public bool? Disabled { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }
}

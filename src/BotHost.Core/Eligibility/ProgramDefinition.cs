using System.Collections.Immutable;
using BotHost.Core.Expressions;

namespace BotHost.Core.Eligibility;

/// <summary>What is taken for granted while nobody has said otherwise, because it is checked later anyway.</summary>
public enum Presumption
{
    /// <summary>Nothing: an unknown keeps the outcome open.</summary>
    None,
    /// <summary>Met until known otherwise (property: the registers are asked after applying).</summary>
    Met,
    /// <summary>Not met until known otherwise (rare ways in, such as religious staff).</summary>
    Unmet,
}

/// <summary>One predicate of a program.</summary>
/// <param name="Id">The predicate's name in the policy base (D2, SB1, P4 …).</param>
/// <param name="Test">Met when true, unmet when false.</param>
/// <param name="Source">The rule it comes from.</param>
public sealed record Criterion(string Id, Expression Test, string Source)
{
    /// <summary>National, henan or county.</summary>
    public string Tier { get; init; } = "national";

    /// <summary>How sure the rule itself is: looked-up, memory or inference.</summary>
    public string Certainty { get; init; } = "looked-up";

    /// <summary>A person must decide while this is true: an exact boundary, or texts that disagree.</summary>
    public Expression? Human { get; init; }

    public Presumption Presumed { get; init; }

    /// <summary>While this is true the presumption is off: something was said that makes the criterion doubtful.</summary>
    public Expression? Doubt { get; init; }

    /// <summary>Criteria with the same way are alternatives: one of them is enough. Empty: it is needed.</summary>
    public string Way { get; init; } = "";

    /// <summary>Criteria of the same program that this one sums up; its own test is then not read.</summary>
    public ImmutableArray<string> AllOf { get; init; } = [];
}

/// <summary>A program as content defines it: what it asks, gives, and how one applies.</summary>
/// <param name="Id">One of the ids in use (<c>dibao</c>).</param>
/// <param name="Name">What residents call it.</param>
/// <param name="Department">Who decides.</param>
public sealed record ProgramDefinition(string Id, string Name, string Department)
{
    public required ImmutableArray<Criterion> Criteria { get; init; }

    /// <summary>True of the persons it may be for; null for programs of the whole household.</summary>
    public Expression? About { get; init; }

    public string Gives { get; init; } = "";

    public string Where { get; init; } = "";

    public ImmutableArray<string> Documents { get; init; } = [];

    public string Time { get; init; } = "";

    public string Notice { get; init; } = "";

    public string Appeal { get; init; } = "";

    /// <summary>Programs that rule this one out when they are likely or drawn already.</summary>
    public ImmutableArray<string> YieldsTo { get; init; } = [];

    /// <summary>Said first when it looks likely and cannot wait.</summary>
    public string Urgent { get; init; } = "";
}

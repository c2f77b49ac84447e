using System.Collections.Immutable;

namespace BotHost.Core.Facts;

/// <summary>What kind of value a fact holds.</summary>
public enum FactType
{
    /// <summary>Whole yuan.</summary>
    Money,
    /// <summary>A whole number of things or people.</summary>
    Count,
    /// <summary>Full years (周岁).</summary>
    Age,
    /// <summary>A number that may have a fraction (years of experience).</summary>
    Number,
    /// <summary>A day or an interval of days.</summary>
    Date,
    /// <summary>A place, by 12-digit division code where it could be settled.</summary>
    Place,
    Text,
    YesNo,
    OneOf,
    SetOf,
    /// <summary>A list of objects with named fields (household.members).</summary>
    List,
    /// <summary>One object with named fields (event).</summary>
    Object,
}

/// <summary>Who a fact may be shown to, and how carefully it is kept (DESIGN §3b.1, §7).</summary>
public enum Sensitivity
{
    /// <summary>Needs no more care than the conversation itself.</summary>
    Open,
    /// <summary>Money, illness, family: shown back only to the verified subject.</summary>
    Personal,
    /// <summary>Identity numbers, phones, names: masked wherever shown, never in a log or a model call.</summary>
    Secret,
    /// <summary>Violence, HIV, mental illness, imprisonment: starts at county; a village cannot learn it exists.</summary>
    Intimate,
}

/// <summary>One entry of the catalogue <c>dialogs/facts.yaml</c>.</summary>
/// <param name="Id">The fixed id, such as <c>household.size</c>.</param>
/// <param name="Type">What kind of value it holds.</param>
/// <param name="Unit">Unit of the value as written in content (<c>yuan/year</c>, <c>persons</c>); empty where none.</param>
/// <param name="Sensitivity">How carefully it is kept.</param>
/// <param name="Cost">What it costs a resident to be asked this, from 1 (easy) to 5 (hard or painful).</param>
public sealed record FactDefinition(string Id, FactType Type, string Unit, Sensitivity Sensitivity, int Cost)
{
    /// <summary>The allowed values of a one-of or set-of fact, in the order they are offered.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>The fields of a list or object fact.</summary>
    public ImmutableArray<FactDefinition> Fields { get; init; } = [];

    /// <summary>Smallest and largest value that is believed without a question back; outside, the value is not taken.</summary>
    public decimal? Min { get; init; }

    /// <inheritdoc cref="Min"/>
    public decimal? Max { get; init; }

    /// <summary>Facts whose change makes this one worth asking again.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>True for what a reviewer may read in a chat app, where a phone lies open: who and where, never illness, money or a program.</summary>
    public bool Chat { get; init; }

    /// <summary>The rule a derived fact is worked out by, as its source names it; empty for facts that people state.</summary>
    public string Derived { get; init; } = "";
}

using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Dialogs;

/// <summary>A guided conversation as its author wrote it.</summary>
/// <param name="Name">Name of the dialog, equal to its file's name.</param>
/// <param name="Title">What it is called in front of people.</param>
/// <param name="Runs">Which runner plays it: <c>form</c> for the ones that collect facts, otherwise a built-in one.</param>
public sealed record DialogDefinition(string Name, string Title, string Runs)
{
    /// <summary>Intents that open it.</summary>
    public ImmutableArray<string> StartsOn { get; init; } = [];

    /// <summary>The consent it cannot run without; null when it stores nothing personal.</summary>
    public string? NeedsConsent { get; init; }

    /// <summary>The facts it collects, in order.</summary>
    public ImmutableArray<Ask> Asks { get; init; } = [];

    /// <summary>What follows once nothing is left to ask, in order.</summary>
    public ImmutableArray<string> Then { get; init; } = [];

    /// <summary>Kind of the claim it submits; null when it submits none.</summary>
    public ClaimKind? Submits { get; init; }

    /// <summary>Who may know of its claims, from this level up.</summary>
    public Level Audience { get; init; } = Level.Village;
}

/// <summary>One fact to ask for, and when.</summary>
/// <param name="When">Asked only when this is met; null for always.</param>
public sealed record Ask(string FactId, Expression? When);

/// <summary>What counts as sensitive and what consent covers; read from <c>dialogs/consent.yaml</c>.</summary>
/// <param name="SensitiveFacts">Facts kept only after a second yes; a name ending in <c>.*</c> stands for all below it.</param>
/// <param name="SensitiveKinds">Kinds of hardship that are themselves sensitive.</param>
/// <param name="QuarantineHours">How long what was said waits for a yes.</param>
/// <param name="LongestSilence">After this many idle minutes we ask who is speaking.</param>
public sealed record ConsentRules(ImmutableArray<string> SensitiveFacts, ImmutableArray<string> SensitiveKinds, int QuarantineHours, int LongestSilence)
{
    /// <summary>True when residents are asked whether a language model may help to read; without a yes it never does.</summary>
    public bool AskModel { get; init; }

    /// <summary>True when residents are asked whether a machine may make words of their recordings; without a yes none does.</summary>
    public bool AskVoice { get; init; }

    public static ConsentRules Strict { get; } = new([], [], 72, 30);

    /// <summary>True when this very fact needs the second yes: by its id, or by the kinds of hardship it names.</summary>
    public bool IsSensitive(Fact fact) => (IsSensitive(fact.Id) && !SaysNone(fact))
        || (fact is { Id: "hardship.kind", Value: FactValue.Set kinds } && kinds.Values.Overlaps(SensitiveKinds));

    /// <summary>没有 gives nothing away.</summary>
    private static bool SaysNone(Fact fact) => fact.Value is FactValue.Set { Values: ["none"] };

    public bool IsSensitive(string factId) => SensitiveFacts.Any(s =>
        s == factId || (s.EndsWith(".*", StringComparison.Ordinal) && factId.StartsWith(s[..^1], StringComparison.Ordinal)));
}

/// <summary>What a place promises to a resident, read from <c>dialogs/intake.yaml</c>: a report is a lead or a formal application.</summary>
/// <param name="ReplyDays">Working days until somebody is to have looked at it; told on the receipt.</param>
public sealed record IntakeRule(string Place, Intake Intake, int ReplyDays);

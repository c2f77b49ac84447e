using System.Collections.Immutable;
using BotHost.Core.Claims;

namespace BotHost.Core.Desk;

/// <summary>What a cadre's conversation remembers between turns.</summary>
public sealed record DeskState
{
    /// <summary>The escalation whose resident plain sentences go to; null when none.</summary>
    public string? TalkingTo { get; init; }

    /// <summary>Escalations under which something was written from here and that were not handed back.</summary>
    public ImmutableHashSet<string> Speaking { get; init; } = [];

    /// <summary>The escalation whose resident was heard last: with more than one open, a plain sentence may be meant for either.</summary>
    public string? HeardLast { get; init; }

    /// <summary>The case whose name and village this chat read last.</summary>
    public string? Shown { get; init; }

    /// <summary>The version of a claim that this chat showed last, by claim.</summary>
    public ImmutableDictionary<string, int> Seen { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Ids of what the list has shown since it was asked for from its beginning.</summary>
    public ImmutableList<string> Listed { get; init; } = [];

    /// <summary>Decisions that were said but may still be taken back.</summary>
    public ImmutableList<HeldDecision> Held { get; init; } = [];

    /// <summary>What was wished and is not yet sure: one case to be agreed to, or several of the same code to choose from.</summary>
    public ImmutableList<DeskWish> Waiting { get; init; } = [];

    /// <summary>A decision that lacks its words; they come with the next sentence.</summary>
    public DeskWish? Wordless { get; init; }

    /// <summary>The last step that can be taken back.</summary>
    public DeskStep? Last { get; init; }
}

/// <summary>A decision that takes effect when its time has come.</summary>
/// <param name="Reference">The claim's short code, for the words.</param>
/// <param name="Version">The claim as the cadre saw it.</param>
public sealed record HeldDecision(string Id, string ClaimId, string Reference, ReviewDecision Decision, string Reason, int Version, DateTimeOffset At);

public enum DeskVerb
{
    Open,
    Decide,
    /// <summary>A question about a claim, to its resident.</summary>
    Ask,
    /// <summary>Words under a task that was taken.</summary>
    Write,
    Take,
    HandBack,
    Close,
}

/// <summary>What a cadre wishes about one case, with what tells them which one it is.</summary>
/// <param name="CaseId">A claim for <c>Open</c>, <c>Decide</c> and <c>Ask</c>; an escalation for the others, and for <c>Open</c> where there is no claim.</param>
public sealed record DeskWish(DeskVerb Verb, string CaseId, string Code, string Name, string Place, string Text = "")
{
    public ReviewDecision Decision { get; init; }
}

/// <summary>A step that was taken at once and can be taken back for a while.</summary>
/// <param name="Speaking">True when the resident was being spoken with.</param>
public sealed record DeskStep(DeskVerb Verb, string EscalationId, string Code, bool Speaking, DateTimeOffset At);

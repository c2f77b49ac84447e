using System.Collections.Immutable;

namespace BotHost.Core.Claims;

/// <summary>What a cadre may say about a claim. The village verifies, adds or doubts; the deciding level accepts, returns or rejects (DESIGN §3b.3).</summary>
public enum ReviewDecision
{
    Verify,
    Add,
    Doubt,
    Accept,
    Return,
    Correct,
    Reject,
}

/// <summary>A cadre's word on a claim: always with a name and a reason.</summary>
public sealed record Review(ReviewDecision Decision, Level Level, string By, string ByName, DateTimeOffset At, string Reason, ImmutableArray<FactChange> Corrections);

/// <summary>One step in a claim's history: who, when, what and why. Never deleted before the claim is.</summary>
/// <param name="Kind"><c>submitted</c>, <c>verified</c>, <c>returned</c>, <c>answered</c>, <c>amended</c>, <c>accepted</c>, <c>rejected</c>, <c>delivered</c> …</param>
public sealed record ClaimEvent(string ClaimId, int Version, string Kind, string By, DateTimeOffset At, string Reason);

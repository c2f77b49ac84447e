using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Escalations;

namespace BotHost.Core.Desk;

/// <summary>What a cadre who writes from a chat app has before them: only what their audience admits.</summary>
/// <param name="Claims">Those that wait for a word of theirs, oldest first.</param>
/// <param name="Escalations">The open ones, most urgent first.</param>
/// <param name="Places">Names of the places of both, by code.</param>
/// <param name="PageAddress">What stands before the token in a link that opens once; null when cadres' phones cannot reach the host.</param>
public sealed record DeskView(Reviewer Reviewer, ImmutableArray<Claim> Claims, ImmutableArray<Escalation> Escalations, ImmutableDictionary<string, string> Places, string? PageAddress)
{
    public string PlaceOf(string code) => Places.GetValueOrDefault(code, code);
}

/// <summary>What a cadre's conversation remembers between turns.</summary>
public sealed record DeskState
{
    /// <summary>The escalation whose resident plain sentences go to; null when none.</summary>
    public string? TalkingTo { get; init; }

    /// <summary>Decisions that were said but may still be taken back.</summary>
    public ImmutableList<HeldDecision> Held { get; init; } = [];
}

/// <summary>A decision that takes effect when its time has come.</summary>
/// <param name="Reference">The claim's short code, for the words.</param>
public sealed record HeldDecision(string Id, string ClaimId, string Reference, ReviewDecision Decision, string Reason);

/// <summary>What a turn wants done outside its own conversation. The host does it once (a redone turn does it no second time) and tells the turn what came of it.</summary>
public abstract record DeskAct
{
    private DeskAct() { }

    /// <summary>Makes this chat the chat of the cadre who was given the code, or makes the resident known here who was given it.</summary>
    public sealed record Link(string Code) : DeskAct;

    public sealed record Take(string EscalationId) : DeskAct;

    public sealed record Write(string EscalationId, string Text) : DeskAct;

    /// <summary>Asks the resident of a claim something, and speaks with them from then on.</summary>
    public sealed record AskResident(string ClaimId, string Text) : DeskAct;

    public sealed record HandBack(string EscalationId) : DeskAct;

    public sealed record Close(string EscalationId) : DeskAct;

    public sealed record Decide(string ClaimId, ReviewRequest Request) : DeskAct;
}

/// <param name="Refusal">Why it was not done, in words for the cadre; null when it was.</param>
/// <param name="LinkedSubject">The subject that a code has made known to a resident's conversation.</param>
/// <param name="EscalationId">The escalation under which a question went out.</param>
public sealed record DeskOutcome(string? Refusal, string? LinkedSubject = null, string? EscalationId = null);

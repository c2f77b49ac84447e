using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Escalations;

namespace BotHost.Core.Desk;

/// <summary>What a cadre who writes from a chat app has before them: only what their audience admits.</summary>
/// <param name="Claims">All that wait for a word of theirs, oldest first; empty where the turn lists nothing.</param>
/// <param name="Escalations">The open ones, most urgent first.</param>
/// <param name="Places">Names of the places of both, by code.</param>
/// <param name="PageAddress">What stands before the token in a link that opens once; null when cadres' phones cannot reach the host.</param>
public sealed record DeskView(Reviewer Reviewer, ImmutableArray<Claim> Claims, ImmutableArray<Escalation> Escalations, ImmutableDictionary<string, string> Places, string? PageAddress)
{
    /// <summary>The claims that this message is about, whatever became of them: those with the code it says, and those a wish waits for.</summary>
    public ImmutableArray<Claim> Named { get; init; } = [];

    public string PlaceOf(string code) => Places.GetValueOrDefault(code, code);
}

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

    /// <summary>Gives back what was taken, so that somebody else may take it.</summary>
    /// <param name="Why"><see cref="Unreachable"/>, or empty for a slip.</param>
    public sealed record Release(ImmutableArray<string> EscalationIds, string Why) : DeskAct
    {
        /// <summary>Messages do not reach the cadre's chat.</summary>
        public const string Unreachable = "unreachable";
    }

    /// <summary>Takes a handing back back.</summary>
    public sealed record Resume(string EscalationId) : DeskAct;

    /// <summary>Takes a closing back.</summary>
    /// <param name="Speaking">True when the resident was being spoken with.</param>
    public sealed record Reopen(string EscalationId, bool Speaking) : DeskAct;

    /// <param name="Version">The claim as the cadre saw it; changed since, nothing is decided.</param>
    public sealed record Decide(string ClaimId, ReviewRequest Request, int Version) : DeskAct;
}

/// <param name="Refusal">Why it was not done, in words for the cadre; null when it was.</param>
/// <param name="LinkedSubject">The subject that a code has made known to a resident's conversation.</param>
/// <param name="EscalationId">The escalation under which a question went out.</param>
public sealed record DeskOutcome(string? Refusal, string? LinkedSubject = null, string? EscalationId = null);

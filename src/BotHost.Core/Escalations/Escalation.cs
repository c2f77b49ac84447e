using BotHost.Core.Claims;

namespace BotHost.Core.Escalations;

/// <summary>A task for a cadre, with a due time.</summary>
/// <param name="Id">ULID.</param>
/// <param name="Kind"><c>urgent</c>, <c>human</c> (the resident asked for a person), <c>stuck</c> (two failed re-asks), <c>code-lost</c>, <c>call</c> (a message cannot reach them: phone), <c>listen</c> (recordings that no machine could make words of: hear them, then phone), <c>fault</c> (a message that could not be handled).</param>
/// <param name="Urgency">Kind of danger for an urgent one (<c>no_food</c> …); null otherwise.</param>
/// <param name="Words">The resident's words that raised it; kept encrypted.</param>
/// <param name="Place">Longest known part of the division code; at least <c>41</c>.</param>
public sealed record Escalation(
    string Id, string Kind, string ConversationId, string? SubjectId, string? Urgency, string Words,
    string Place, Audience Audience, DateTimeOffset OpenedAt, DateTimeOffset DueAt)
{
    public string? TakenBy { get; init; }

    public string? TakenByName { get; init; }

    public DateTimeOffset? TakenAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What the resident said about where they are and how to reach them, for an urgent one.</summary>
    public string? Contact { get; init; }

    /// <summary>Whom it is about, as far as that was known when it was saved last; kept encrypted.</summary>
    public string? SubjectName { get; init; }

    /// <summary>The number to call them on, as far as that was known when it was saved last; kept encrypted, and in no chat message.</summary>
    public string? Phone { get; init; }

    /// <summary>The short code of the claim it is about, for <c>question</c>: what the cadre calls it, and under which answers come back.</summary>
    public string? ClaimReference { get; init; }

    /// <summary>The recording it is about, for <c>listen</c>.</summary>
    public string? MediumId { get; init; }

    public bool IsOpen => ClosedAt is null;

    /// <summary>Somebody takes it. What is promised by then lies ahead: a due time that is past, or nearly, begins anew.</summary>
    public Escalation Taken(Reviewer by, DateTimeOffset now)
    {
        var least = now + (Urgency is null ? TimeSpan.FromHours(2) : TimeSpan.FromMinutes(15));
        return this with { TakenBy = by.UserId, TakenByName = by.Name, TakenAt = now, DueAt = DueAt > least ? DueAt : least };
    }

    /// <summary>Nobody has it any more.</summary>
    public Escalation Released() => this with { TakenBy = null, TakenByName = null, TakenAt = null };
}

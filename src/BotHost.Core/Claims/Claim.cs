using System.Collections.Immutable;
using BotHost.Core.Facts;
using BotHost.Core.Media;

namespace BotHost.Core.Claims;

public enum ClaimKind
{
    HardshipReport,
    ProgramInterest,
    WorkInterest,
    ChangeOfNeed,
    Complaint,
}

/// <summary>Where a claim stands. A draft is not a claim yet: it lives in the conversation.</summary>
public enum ClaimStatus
{
    /// <summary>Reported on behalf of somebody who has not agreed: kept, shown to nobody, delivered to nobody.</summary>
    PrivateLead,
    /// <summary>Waits for the village, or for the deciding level when it went past the village.</summary>
    Submitted,
    /// <summary>The village confirmed it, added to it or doubted it; waits for the deciding level.</summary>
    Verified,
    /// <summary>Sent back to the resident with questions.</summary>
    Returned,
    /// <summary>Accepted by the deciding level; on its way to the back-office.</summary>
    Accepted,
    /// <summary>Rejected by the deciding level, with a written reason.</summary>
    Rejected,
    /// <summary>The back-office has it.</summary>
    Delivered,
}

/// <summary>What a receipt stands for (DESIGN §3b.8).</summary>
public enum Intake
{
    Lead,
    Application,
}

/// <summary>The person a claim is about, as the back-office needs to name them. Secret.</summary>
public sealed record SubjectIdentity(string? Name, string? IdNumber, string? Phone);

/// <summary>Set when somebody else reported.</summary>
public sealed record OnBehalfOf(string Relation, string? ReporterName);

/// <summary>How a program looked when the claim was submitted; never an approval.</summary>
public sealed record ClaimDetermination(string Program, string Outcome, ImmutableArray<ClaimCriterion> Criteria);

public sealed record ClaimCriterion(string Id, string Outcome, ImmutableArray<string> Facts, string Source);

/// <summary>A question a reviewer sent back. Either a fact to ask again, or free words.</summary>
/// <param name="FactId">The fact asked for; null for a question in the reviewer's own words.</param>
/// <param name="Words">The reviewer's words; empty when the catalogue's question is enough.</param>
/// <param name="Answer">What the resident said; null until then.</param>
public sealed record ReturnQuestion(string Id, string? FactId, string Words, string? Answer = null);

/// <summary>A change after submission: what stood before, what stands now, why and by whom.</summary>
public sealed record ClaimAmendment(int FromVersion, DateTimeOffset At, string By, string Reason, ImmutableArray<FactChange> Changes);

public sealed record FactChange(string FactId, FactValue? Before, FactValue? After);

/// <summary>The structured record that is handed over once a human has reviewed it.</summary>
public sealed record Claim
{
    /// <summary>ULID.</summary>
    public required string Id { get; init; }

    public required ClaimKind Kind { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>The conversation to tell about it; null when a cadre filed it for somebody without a phone.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Grows with every change; the store refuses a save that was made from an older version.</summary>
    public int Version { get; init; } = 1;

    public required ClaimStatus Status { get; init; }

    /// <summary>Division code of where the subject lives: 12 digits when settled, otherwise the longest known part (at least <c>41</c>).</summary>
    public required string Place { get; init; }

    public required Audience Audience { get; init; }

    public required Intake Intake { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string ContentVersion { get; init; }

    /// <summary>What people call it (<c>王-27</c>): family name and a number, unique within the subject's township while open.</summary>
    public required string Reference { get; init; }

    public required SubjectIdentity Subject { get; init; }

    public OnBehalfOf? OnBehalfOf { get; init; }

    public ImmutableArray<Fact> Facts { get; init; } = [];

    public ImmutableArray<ClaimDetermination> Determinations { get; init; } = [];

    /// <summary>Photos and recordings that prove it.</summary>
    public ImmutableArray<Medium> Attachments { get; init; } = [];

    public ImmutableArray<Review> Reviews { get; init; } = [];

    public ImmutableArray<ReturnQuestion> Questions { get; init; } = [];

    /// <summary>How often it was sent back.</summary>
    public int Returns { get; init; }

    public ImmutableArray<ClaimAmendment> Amendments { get; init; } = [];

    /// <summary>Account id of the cadre who filed it (代报); they may not review it.</summary>
    public string? FiledBy { get; init; }

    /// <summary>Accounts that stepped back because they are kin; they may not review it.</summary>
    public ImmutableArray<string> Recused { get; init; } = [];

    /// <summary>An older open claim about the same identity number, for the reviewer only.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>True when the person who submitted could not show the subject's short code.</summary>
    public bool SpeakerUnverified { get; init; }

    /// <summary>The back-office's own number, once delivered.</summary>
    public string? BackOfficeReference { get; init; }

    /// <summary>What the back-office last said (received, decided, paid); null until it did.</summary>
    public string? BackOfficeStatus { get; init; }

    public Fact? Fact(string id) => Facts.FirstOrDefault(f => f.Id == id);

    /// <summary>True while somebody still has to do something about it.</summary>
    public bool IsOpen => Status is ClaimStatus.PrivateLead or ClaimStatus.Submitted or ClaimStatus.Verified or ClaimStatus.Returned or ClaimStatus.Accepted;
}

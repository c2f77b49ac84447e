using BotHost.Core.Claims;
using BotHost.Core.Facts;

namespace BotHost.Claims;

/// <summary>A claim as the Case API shows it: the document of the back-office contract, with what only reviewers need.</summary>
internal sealed record ClaimView(
    string Id, string Reference, string Kind, string Status, int Version, string Place, DateTimeOffset CreatedAt, string Audience, string? FiledBy, bool SpeakerUnverified, int Returns,
    IReadOnlyList<ReturnQuestion> Questions, IReadOnlyList<string> Allowed, ClaimDocument Document)
{
    public static ClaimView Of(Claim claim, Reviewer reviewer, FactCatalogue catalogue) => new(
        claim.Id, claim.Reference, ClaimWords.Name(claim.Kind), StatusName(claim.Status), claim.Version, claim.Place, claim.CreatedAt, ClaimWords.Name(claim.Audience.From),
        claim.FiledBy, claim.SpeakerUnverified, claim.Returns, claim.Questions, [.. ClaimRules.Allowed(claim, reviewer).Select(ClaimWords.Name)], ClaimDocument.Of(claim, catalogue));

    public static string StatusName(ClaimStatus status) => status switch
    {
        ClaimStatus.PrivateLead => "private-lead",
        ClaimStatus.Submitted => "submitted",
        ClaimStatus.Verified => "verified",
        ClaimStatus.Returned => "returned",
        ClaimStatus.Accepted => "accepted",
        ClaimStatus.Rejected => "rejected",
        ClaimStatus.Delivered => "delivered",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>One row of a list: nothing personal beyond what the queue needs.</summary>
internal sealed record ClaimRow(string Id, string Reference, string Kind, string Status, int Version, string Place, DateTimeOffset CreatedAt)
{
    public static ClaimRow Of(Claim claim) =>
        new(claim.Id, claim.Reference, ClaimWords.Name(claim.Kind), ClaimView.StatusName(claim.Status), claim.Version, claim.Place, claim.CreatedAt);
}

internal sealed record ClaimList(IReadOnlyList<ClaimRow> Claims, int Total, int Skip);

/// <summary>A review as posted.</summary>
/// <param name="Decision">verify, add, doubt (village); accept, return, correct, reject (deciding level).</param>
/// <param name="Questions">For a return: fact ids, or questions in the reviewer's own words.</param>
/// <param name="Corrections">For a correction: new values by fact id, in the fact's own unit.</param>
internal sealed record ReviewPost(string Decision, string? Reason, IReadOnlyList<string>? Questions, IReadOnlyDictionary<string, System.Text.Json.JsonElement>? Corrections);

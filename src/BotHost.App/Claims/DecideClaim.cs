using BotHost.App.Content;
using BotHost.App.Conversations;
using BotHost.Core.Claims;

namespace BotHost.App.Claims;

/// <summary>A reviewer's word on a claim: load, ask the rules, save with what follows from it.</summary>
public sealed class DecideClaim(IClaimStore claims, ICatalogue catalogue, TimeProvider clock)
{
    public const string NotFound = "没有这件事。";

    /// <param name="expectedVersion">The version the reviewer saw; null to decide on the latest.</param>
    /// <exception cref="StaleRecordException">Somebody changed the claim since the reviewer saw it.</exception>
    public Task<ReviewOutcome> RunAsync(string claimId, Reviewer reviewer, ReviewRequest request, int? expectedVersion, CancellationToken cancellation) =>
        RunAsync(claimId, reviewer, request, expectedVersion, null, cancellation);

    /// <param name="with">Set within a turn: what is decided is written with it.</param>
    public async Task<ReviewOutcome> RunAsync(string claimId, Reviewer reviewer, ReviewRequest request, int? expectedVersion, TurnWrites? with, CancellationToken cancellation)
    {
        if (await claims.FindAsync(claimId, reviewer, cancellation) is not { } claim) return ReviewOutcome.Refused(NotFound);
        if (expectedVersion is { } seen && seen != claim.Version) throw new StaleRecordException("the claim has changed since it was shown");
        var now = clock.GetUtcNow();
        var outcome = ClaimRules.Decide(claim, reviewer, request, now);
        if (outcome.Claim is not { } after) return outcome;
        var notify = NewsOf(request.Decision) is { } news && after.ConversationId is { } conversation
            ? ConversationEvent.Of(after, conversation, news, $"claim-event:{after.Id}:{after.Version}", now)
            : null;
        (string, ReadOnlyMemory<byte>)? delivery = after.Status == ClaimStatus.Accepted && claim.Status != ClaimStatus.Accepted
            ? ($"{after.Id}:{after.Version}", ClaimDocument.Of(after, catalogue.Current).ToJson())
            : null;
        var corrected = outcome.Claim.Reviews[^1].Corrections.Select(c => after.Fact(c.FactId)!);
        await claims.CommitAsync(new(after, outcome.Event!, notify, delivery, reviewer.UserId) { SubjectFacts = [.. corrected] }, now, with, cancellation);
        return outcome;
    }

    /// <summary>A reviewer steps back.</summary>
    public async Task<ReviewOutcome> RecuseAsync(string claimId, Reviewer reviewer, CancellationToken cancellation)
    {
        if (await claims.FindAsync(claimId, reviewer, cancellation) is not { } claim) return ReviewOutcome.Refused(NotFound);
        var now = clock.GetUtcNow();
        var outcome = ClaimRules.Recuse(claim, reviewer, now);
        if (outcome.Claim is { } after) await claims.CommitAsync(new(after, outcome.Event!, null, null, reviewer.UserId), now, cancellation);
        return outcome;
    }

    /// <summary>What the resident hears of; the village's adding and doubting is between cadres.</summary>
    private static string? NewsOf(ReviewDecision decision) => decision switch
    {
        ReviewDecision.Verify => "claim.verified",
        ReviewDecision.Accept => "claim.accepted",
        ReviewDecision.Return => "claim.returned",
        ReviewDecision.Reject => "claim.rejected",
        ReviewDecision.Correct => "claim.corrected",
        _ => null,
    };
}

using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Claims;

/// <summary>What a reviewer wants to do with a claim.</summary>
/// <param name="Reason">Why, in the reviewer's words; must not be empty for 存疑, 更正, 不予上报 and a second 退回.</param>
public sealed record ReviewRequest(ReviewDecision Decision, string Reason)
{
    /// <summary>Questions of a return: fact ids to ask again, or the reviewer's own words.</summary>
    public ImmutableArray<ReturnQuestion> Questions { get; init; } = [];

    /// <summary>New values of a correction.</summary>
    public ImmutableArray<(string FactId, FactValue Value)> Corrections { get; init; } = [];
}

/// <summary>What came of it: the claim afterwards, or the reason why not. One of the two is null.</summary>
public sealed record ReviewOutcome(Claim? Claim, ClaimEvent? Event, string? Refusal)
{
    public static ReviewOutcome Refused(string reason) => new(null, null, reason);
}

/// <summary>
/// Who may do what with a claim (DESIGN §3b.3): the village verifies, adds or doubts and never rejects; accepting, returning, correcting and
/// rejecting belong to the deciding level; nobody reviews what they filed, or their own kin's.
/// </summary>
public static class ClaimRules
{
    /// <summary>The lowest level that decides: complaints and what the village may not know start higher.</summary>
    public static Level DecidingLevel(Claim claim) => claim.Audience.From > Level.Township ? claim.Audience.From : Level.Township;

    /// <summary>What this reviewer may do now; empty when they may only read.</summary>
    public static ImmutableArray<ReviewDecision> Allowed(Claim claim, Reviewer reviewer)
    {
        if (Barred(claim, reviewer) is not null || claim.Status is not (ClaimStatus.Submitted or ClaimStatus.Verified)) return [];
        return reviewer.Level >= DecidingLevel(claim)
            ? [ReviewDecision.Accept, ReviewDecision.Return, ReviewDecision.Correct, ReviewDecision.Reject]
            : [ReviewDecision.Verify, ReviewDecision.Add, ReviewDecision.Doubt];
    }

    /// <summary>Applies a reviewer's word.</summary>
    public static ReviewOutcome Decide(Claim claim, Reviewer reviewer, ReviewRequest request, DateTimeOffset now)
    {
        if (Barred(claim, reviewer) is { } barred) return ReviewOutcome.Refused(barred);
        if (claim.Status is not (ClaimStatus.Submitted or ClaimStatus.Verified)) return ReviewOutcome.Refused("这件事现在不在等审核。");
        if (!Allowed(claim, reviewer).Contains(request.Decision))
            return ReviewOutcome.Refused(reviewer.Level < DecidingLevel(claim) ? "这一步要由上一级来办。村里可以核实、补充或者存疑。" : "这一步是村里办的。");
        var reason = request.Reason.Trim();
        return request.Decision switch
        {
            ReviewDecision.Verify => Done(claim, reviewer, request, now, ClaimStatus.Verified, "verified"),
            ReviewDecision.Add => reason.Length == 0 ? ReviewOutcome.Refused("请写上要补充的内容。") : Done(claim, reviewer, request, now, ClaimStatus.Verified, "added-to"),
            ReviewDecision.Doubt => reason.Length == 0 ? ReviewOutcome.Refused("请写明哪里有疑问。") : Done(claim, reviewer, request, now, ClaimStatus.Verified, "doubted"),
            ReviewDecision.Accept => Done(claim, reviewer, request, now, ClaimStatus.Accepted, "accepted"),
            ReviewDecision.Return => Return(claim, reviewer, request, now),
            ReviewDecision.Correct => Correct(claim, reviewer, request, now),
            ReviewDecision.Reject => reason.Length < 4 ? ReviewOutcome.Refused("请写清楚原因，本人能看到。") : Done(claim, reviewer, request, now, ClaimStatus.Rejected, "rejected"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>A reviewer steps back because the subject is kin.</summary>
    public static ReviewOutcome Recuse(Claim claim, Reviewer reviewer, DateTimeOffset now)
    {
        if (claim.Recused.Contains(reviewer.UserId)) return ReviewOutcome.Refused("您已经回避了。");
        var after = claim with { Version = claim.Version + 1, Recused = claim.Recused.Add(reviewer.UserId) };
        return new(after, new(claim.Id, after.Version, "recused", reviewer.UserId, now, "亲属回避"), null);
    }

    private static string? Barred(Claim claim, Reviewer reviewer)
    {
        if (!claim.Audience.Admits(reviewer, claim.Place)) return "没有这件事。";
        if (claim.FiledBy == reviewer.UserId) return "这件是您代报的，要由别人来审核。";
        return claim.Recused.Contains(reviewer.UserId) ? "您已经回避，要由别人来审核。" : null;
    }

    private static ReviewOutcome Return(Claim claim, Reviewer reviewer, ReviewRequest request, DateTimeOffset now)
    {
        if (request.Questions.IsEmpty) return ReviewOutcome.Refused("请选上要问的，或者写上要问的话。");
        if (claim.ConversationId is null) return ReviewOutcome.Refused("这件是代报的，本人没有在用手机，请直接联系代报人。");
        if (claim.Returns > 0 && request.Reason.Trim().Length == 0) return ReviewOutcome.Refused("第二次退回，请写明为什么上回没问。");
        var outcome = Done(claim, reviewer, request, now, ClaimStatus.Returned, "returned");
        return outcome with { Claim = outcome.Claim! with { Questions = request.Questions, Returns = claim.Returns + 1 } };
    }

    private static ReviewOutcome Correct(Claim claim, Reviewer reviewer, ReviewRequest request, DateTimeOffset now)
    {
        if (request.Reason.Trim().Length == 0) return ReviewOutcome.Refused("请写明为什么改。");
        var changes = request.Corrections.Select(c => new FactChange(c.FactId, claim.Fact(c.FactId)?.Value, c.Value)).Where(c => !Equals(c.Before, c.After)).ToImmutableArray();
        if (changes.IsEmpty) return ReviewOutcome.Refused("没有改动。");
        var proof = new Evidence("", 0, 0, "", reviewer.Name);
        var facts = claim.Facts;
        foreach (var change in changes)
        {
            var old = claim.Fact(change.FactId);
            var corrected = new Fact(change.FactId, change.After, FactState.Corrected, [.. old?.Evidence ?? [], proof], now);
            facts = old is null ? facts.Add(corrected) : facts.Replace(old, corrected);
        }

        var outcome = Done(claim, reviewer, request, now, claim.Status, "corrected", changes);
        return outcome with { Claim = outcome.Claim! with { Facts = facts } };
    }

    private static ReviewOutcome Done(Claim claim, Reviewer reviewer, ReviewRequest request, DateTimeOffset now, ClaimStatus status, string kind, ImmutableArray<FactChange>? changes = null)
    {
        var reason = request.Reason.Trim();
        var review = new Review(request.Decision, reviewer.Level, reviewer.UserId, reviewer.Name, now, reason, changes ?? []);
        var after = claim with { Version = claim.Version + 1, Status = status, Reviews = claim.Reviews.Add(review) };
        return new(after, new(claim.Id, after.Version, kind, reviewer.UserId, now, reason), null);
    }
}

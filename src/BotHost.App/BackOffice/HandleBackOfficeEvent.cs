using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.Core.Claims;

namespace BotHost.App.BackOffice;

/// <summary>What the back-office says happened to a claim.</summary>
/// <param name="Id">Unique for the sender; a second event with the same id changes nothing.</param>
/// <param name="Type"><c>claim.received</c>, <c>claim.decided</c> or <c>claim.paid</c>.</param>
public sealed record BackOfficeEvent(string Id, string Type, string ClaimId);

/// <summary>Brings news from the back-office to the claim and to the resident's conversation.</summary>
public sealed class HandleBackOfficeEvent(IClaimStore claims, TimeProvider clock)
{
    private static readonly string[] Order = ["received", "decided", "paid"];

    /// <returns>False when there is no such claim.</returns>
    public async Task<bool> RunAsync(BackOfficeEvent said, CancellationToken cancellation)
    {
        for (var redo = 0; ; redo++)
        {
            if (await claims.FindAsync(said.ClaimId, cancellation) is not { Status: ClaimStatus.Delivered or ClaimStatus.Accepted } claim) return false;
            var status = said.Type["claim.".Length..];
            // Events may come late and out of order: news that is older than what we know says nothing.
            if (Array.IndexOf(Order, status) <= Array.IndexOf(Order, claim.BackOfficeStatus ?? "")) return true;
            var now = clock.GetUtcNow();
            var after = claim with { Version = claim.Version + 1, BackOfficeStatus = status };
            var notify = claim.ConversationId is { } conversation && status != "received"
                ? ConversationEvent.For(conversation, "claim.delivered", "backoffice-event:" + said.Id, new { claimId = claim.Id }, now)
                : null;
            try
            {
                await claims.CommitAsync(new(after, new(claim.Id, after.Version, "backoffice." + status, "backoffice", now, ""), notify, null, "backoffice"), now, cancellation);
                return true;
            }
            catch (StaleRecordException) when (redo < 5)
            {
            }
        }
    }
}

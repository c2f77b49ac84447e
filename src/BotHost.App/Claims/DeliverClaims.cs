using BotHost.App.BackOffice;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Core.Claims;
using Microsoft.Extensions.Logging;

namespace BotHost.App.Claims;

/// <summary>Hands accepted claims to the back-office: every try under the same key, so that it has each once.</summary>
public sealed class DeliverClaims(IClaimStore claims, IBackOffice backOffice, TimeProvider clock, ILogger<DeliverClaims> log)
{
    private const int PageSize = 50;
    private const string System = "system";

    /// <summary>Delivers what is due and returns how many the back-office took.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var delivered = 0;
        foreach (var due in await claims.DueDeliveriesAsync(clock.GetUtcNow(), PageSize, cancellation))
        {
            var result = await backOffice.DeliverAsync(due.IdempotencyKey, due.Body, cancellation);
            switch (result.Outcome)
            {
                case DeliveryOutcome.Delivered:
                    if (await CompleteAsync(due, result.Reference, cancellation)) delivered++;
                    break;
                case DeliveryOutcome.Retry:
                    var wait = Backoff.After(due.Attempts + 1);
                    await claims.DeferDeliveryAsync(due.Id, clock.GetUtcNow() + (result.RetryAfter > wait ? result.RetryAfter.Value : wait), result.Detail ?? "retry", cancellation);
                    break;
                case DeliveryOutcome.Refused:
                    log.LogError("The back-office refused claim {Claim}: {Detail}", due.ClaimId, result.Detail);
                    await claims.DeferDeliveryAsync(due.Id, null, result.Detail ?? "refused", cancellation);
                    break;
                default: throw new global::System.Diagnostics.UnreachableException();
            }
        }

        return delivered;
    }

    private async Task<bool> CompleteAsync(PendingDelivery due, string? reference, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var claim = await claims.FindAsync(due.ClaimId, cancellation);
        if (claim is null) return false;
        var after = claim with { Status = ClaimStatus.Delivered, Version = claim.Version + 1, BackOfficeReference = reference ?? claim.BackOfficeReference };
        var notify = claim.ConversationId is null ? null
            : ConversationEvent.Of(claim, claim.ConversationId, "claim.delivered", $"claim.delivered/{due.IdempotencyKey}", now);
        try
        {
            await claims.CompleteDeliveryAsync(due, new(after, new(claim.Id, after.Version, "delivered", System, now, ""), notify, null, System), now, cancellation);
            return true;
        }
        catch (StaleRecordException)
        {
            // Somebody changed the claim meanwhile. The next pass delivers again under the same key, which the back-office knows.
            return false;
        }
    }
}

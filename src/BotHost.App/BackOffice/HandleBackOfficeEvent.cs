using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.Core.Claims;

namespace BotHost.App.BackOffice;

/// <summary>What the back-office says happened to a claim.</summary>
/// <param name="Id">Unique for the sender; a second event with the same id changes nothing.</param>
/// <param name="Type">One of <see cref="ClaimTypes"/>, or <see cref="FactsChanged"/>.</param>
/// <param name="ClaimId">Empty for <see cref="FactsChanged"/>.</param>
public sealed record BackOfficeEvent(string Id, string Type, string ClaimId)
{
    public const string FactsChanged = "facts.changed";

    /// <summary>News about a claim, in the order in which they come true.</summary>
    public static IReadOnlyList<string> ClaimTypes { get; } = ["claim.received", "claim.decided", "claim.paid"];
}

/// <summary>Brings news from the back-office to the claim and to the resident's conversation.</summary>
public sealed class HandleBackOfficeEvent(IClaimStore claims, TimeProvider clock)
{
    private static readonly string[] Order = [.. BackOfficeEvent.ClaimTypes.Select(StatusOf)];

    /// <returns>False when there is no such claim, or none that was handed over.</returns>
    /// <exception cref="StaleRecordException">Others kept changing the claim meanwhile; try again.</exception>
    public async Task<bool> RunAsync(BackOfficeEvent said, CancellationToken cancellation)
    {
        // Register facts are fetched whenever they are needed and never kept: there is nothing that could have grown old.
        if (said.Type == BackOfficeEvent.FactsChanged) return true;
        for (var redo = 0; ; redo++)
        {
            if (await claims.FindAsync(said.ClaimId, cancellation) is not { Status: ClaimStatus.Delivered or ClaimStatus.Accepted } claim) return false;
            var status = StatusOf(said.Type);
            // Events may come late and out of order: news that is older than what we know says nothing.
            if (Array.IndexOf(Order, status) <= Array.IndexOf(Order, claim.BackOfficeStatus ?? "")) return true;
            var now = clock.GetUtcNow();
            var after = claim with { Version = claim.Version + 1, BackOfficeStatus = status };
            var notify = claim.ConversationId is { } conversation && status != "received"
                ? ConversationEvent.Of(claim, conversation, "claim.delivered", "backoffice-event:" + said.Id, now)
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

    private static string StatusOf(string type) => type["claim.".Length..];
}

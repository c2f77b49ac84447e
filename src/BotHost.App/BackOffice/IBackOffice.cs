namespace BotHost.App.BackOffice;

/// <summary>How a delivery to the back-office ended. A closed set: the outbox decides by it whether to try again.</summary>
public enum DeliveryOutcome
{
    /// <summary>The back-office has it (also when it had it before: the idempotency key was known).</summary>
    Delivered,
    /// <summary>Not reachable, overloaded or failing: try again later.</summary>
    Retry,
    /// <summary>Refused for good (the claim does not fit the contract): a person must look.</summary>
    Refused,
}

/// <param name="Reference">The back-office's own number for the claim, when it gave one.</param>
/// <param name="Detail">Why, for the console; never personal data.</param>
/// <param name="RetryAfter">How long the back-office asked to be left alone; at most a day.</param>
public sealed record DeliveryResult(DeliveryOutcome Outcome, string? Reference = null, string? Detail = null, TimeSpan? RetryAfter = null);

/// <summary>The back-office, as the contract of <c>claim.v1</c> sees it. Never throws for an unreachable or failing server.</summary>
public interface IBackOffice
{
    /// <param name="idempotencyKey">The same key for every try of the same claim version.</param>
    /// <param name="claimJson">The body, <c>claim.v1</c>.</param>
    Task<DeliveryResult> DeliverAsync(string idempotencyKey, ReadOnlyMemory<byte> claimJson, CancellationToken cancellation);

    /// <summary>Register facts of a resident by hash of the identity number; null when the back-office knows none or cannot be reached.</summary>
    Task<string?> FindRegisterFactsAsync(string idNumberHash, CancellationToken cancellation);
}

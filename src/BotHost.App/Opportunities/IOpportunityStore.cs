using BotHost.Core.Matching;

namespace BotHost.App.Opportunities;

/// <summary>A posted opening.</summary>
/// <param name="Fingerprint">What makes it the same opening when it is posted again.</param>
public sealed record PostedOpportunity(Opportunity Opportunity, string Fingerprint, DateTimeOffset PostedAt, DateTimeOffset? ClosedAt);

/// <summary>What a list of openings is asked for.</summary>
/// <param name="Place">A division code; everything in it.</param>
/// <param name="OpenOn">Only what can still be applied for on that day; null for all.</param>
/// <param name="Text">Part of a title.</param>
public sealed record OpportunityQuery(string Place, DateOnly? OpenOn = null, string? Text = null, int Skip = 0, int Take = 50);

public sealed record OpportunityPage(IReadOnlyList<PostedOpportunity> Items, int Total);

/// <summary>Jobs and courses at rest.</summary>
public interface IOpportunityStore
{
    Task<OpportunityPage> QueryAsync(OpportunityQuery query, CancellationToken cancellation);

    Task<PostedOpportunity?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Those of the given fingerprints that are there already.</summary>
    Task<IReadOnlyDictionary<string, PostedOpportunity>> SameAsync(IReadOnlyCollection<string> fingerprints, CancellationToken cancellation);

    /// <summary>Adds openings, or replaces what is known of those with the same fingerprint (which keep their id and come up again); audited.</summary>
    Task SaveAsync(IReadOnlyCollection<(Opportunity Opportunity, string Fingerprint)> opportunities, string actor, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Takes an opening down; false when it is down, or not there.</summary>
    Task<bool> CloseAsync(string id, string actor, DateTimeOffset at, CancellationToken cancellation);
}

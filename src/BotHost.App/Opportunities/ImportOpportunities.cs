using System.Collections.Immutable;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Matching;
using BotHost.Core.Opportunities;

namespace BotHost.App.Opportunities;

/// <summary>What would become of a line.</summary>
public enum LineFate
{
    New,
    /// <summary>The same opening is there, with other details: they are replaced.</summary>
    Changed,
    /// <summary>The same opening is there as it is.</summary>
    Same,
    /// <summary>Stands in the sheet already, further up.</summary>
    Twice,
    Wrong,
}

/// <param name="Problem">In words for whoever keeps the sheet; null when all is well.</param>
public sealed record PreviewedLine(int Number, LineFate Fate, Opportunity? Opening, string? Problem);

/// <summary>What an import would do, or did.</summary>
public sealed record ImportPreview(ImmutableArray<PreviewedLine> Lines)
{
    public int Count(LineFate fate) => Lines.Count(l => l.Fate == fate);
}

/// <summary>Takes in openings from a sheet or the API: looks at every line first, then keeps those that are right.</summary>
public sealed class ImportOpportunities(IOpportunityStore store, FreshIds ids, TimeProvider clock)
{
    /// <summary>What the import would do; nothing is kept.</summary>
    public async Task<ImportPreview> PreviewAsync(IEnumerable<ReadLine> lines, Reviewer reviewer, CancellationToken cancellation)
    {
        var read = lines.Select(l => (Line: l, Fingerprint: l.Opening is { } opening ? Fingerprint.Of(opening) : null)).ToList();
        var known = await store.SameAsync([.. read.Select(r => r.Fingerprint).OfType<string>()], cancellation);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        return new([.. read.Select(r => Look(r.Line, r.Fingerprint, reviewer, known, first))]);
    }

    /// <summary>Keeps what is new or changed.</summary>
    public async Task<ImportPreview> RunAsync(IEnumerable<ReadLine> lines, Reviewer reviewer, CancellationToken cancellation)
    {
        var preview = await PreviewAsync(lines, reviewer, cancellation);
        var kept = preview.Lines.Where(l => l.Fate is LineFate.New or LineFate.Changed).Select(l => (l.Opening! with { Id = l.Opening.Id.Length > 0 ? l.Opening.Id : ids.Next() }, Fingerprint.Of(l.Opening))).ToList();
        if (kept.Count > 0) await store.SaveAsync(kept, reviewer.UserId, clock.GetUtcNow(), cancellation);
        return preview;
    }

    private static PreviewedLine Look(ReadLine line, string? fingerprint, Reviewer reviewer, IReadOnlyDictionary<string, PostedOpportunity> known, Dictionary<string, int> first)
    {
        if (line.Opening is not { } opening || fingerprint is null) return new(line.Number, LineFate.Wrong, null, line.Problem);
        if (reviewer.Level < Level.County && !opening.Place.StartsWith(reviewer.Area, StringComparison.Ordinal)) return new(line.Number, LineFate.Wrong, null, "外地的岗位由县里导入，您这里只能导入本镇的。");
        if (!first.TryAdd(fingerprint, line.Number)) return new(line.Number, LineFate.Twice, opening, $"和第{first[fingerprint]}行是同一个。");
        if (!known.TryGetValue(fingerprint, out var before)) return new(line.Number, LineFate.New, opening, null);
        var same = before.ClosedAt is null && AreSame(before.Opportunity, opening);
        return new(line.Number, same ? LineFate.Same : LineFate.Changed, opening with { Id = before.Opportunity.Id }, null);
    }

    private static bool AreSame(Opportunity a, Opportunity b) =>
        a with { Id = "", Skills = [], Demands = [], Teaches = [] } == b with { Id = "", Skills = [], Demands = [], Teaches = [] }
        && a.Skills.SequenceEqual(b.Skills) && a.Demands.SequenceEqual(b.Demands) && a.Teaches.SequenceEqual(b.Teaches);
}

using BotHost.App.Claims;
using BotHost.Core.Claims;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Claims;

/// <summary>Finding claims. Every query that serves a reviewer begins with <see cref="AudienceFilter"/>.</summary>
internal sealed class ClaimQueries(IDbContextFactory<BotHostDb> contexts, KeyRing keys, HostSecrets secrets, IPlaceNames? places = null)
{
    private const int MostPlaces = 50;

    public async Task<Claim?> FindAsync(string claimId, Reviewer? reviewer, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = reviewer is null ? db.Claims.Where(c => c.Body != null) : db.Claims.VisibleTo(reviewer);
        return (await OpenAsync(db, rows.Where(c => c.Id == claimId), cancellation)).SingleOrDefault();
    }

    public async Task<ClaimPage> QueryAsync(ClaimQuery query, Reviewer reviewer, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.Claims.VisibleTo(reviewer);
        if (!query.Statuses.IsDefaultOrEmpty)
        {
            var statuses = query.Statuses.ToList();
            rows = rows.Where(c => statuses.Contains(c.Status));
        }

        if (query.Kind is { } kind) rows = rows.Where(c => c.Kind == kind);
        if (query.PlacePrefix is { Length: > 0 } place) rows = rows.Within(place);
        if (!string.IsNullOrWhiteSpace(query.Text)) rows = Matching(db, rows, query.Text.Trim());
        var total = await rows.CountAsync(cancellation);
        var page = await OpenAsync(db, rows.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Skip(query.Skip).Take(query.Take), cancellation);
        return new(page, total);
    }

    public async Task<IReadOnlyDictionary<ClaimStatus, int>> CountAsync(Reviewer reviewer, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Claims.VisibleTo(reviewer).GroupBy(c => c.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
    }

    public async Task<IReadOnlyList<Claim>> SameIdentityAsync(Claim claim, Reviewer reviewer, CancellationToken cancellation)
    {
        if (secrets.Blind.IdNumber(claim.Subject.IdNumber) is not { } index) return [];
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.Claims.VisibleTo(reviewer).Where(c => c.IdNumberIndex == index && c.SubjectId != claim.SubjectId
            && c.Status != ClaimStatus.Rejected && c.Status != ClaimStatus.Delivered);
        return await OpenAsync(db, rows.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id), cancellation);
    }

    public async Task<IReadOnlyList<ClaimEvent>> HistoryAsync(string claimId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.ClaimEvents.Where(e => e.ClaimId == claimId).OrderBy(e => e.Version)
            .Join(db.Claims, e => e.ClaimId, c => c.Id, (e, c) => new { Event = e, c.SubjectId }).ToListAsync(cancellation);
        if (rows.Count == 0) return [];
        var key = await keys.SubjectAsync(rows[0].SubjectId, cancellation);
        return [.. rows.Select(r => r.Event).Select(e => new ClaimEvent(e.ClaimId, e.Version, e.Kind, e.By, e.At,
            e.Reason is null || key is null ? "" : key.Open<string>(e.Reason, ClaimWriter.EventRowOf(e.ClaimId, e.Version))))];
    }

    /// <summary>A whole name, identity number, phone or reference (also its number alone), or part of a place's name.</summary>
    private IQueryable<ClaimRow> Matching(BotHostDb db, IQueryable<ClaimRow> rows, string text)
    {
        var blind = secrets.Blind;
        // Nothing is stored under the empty text, so words without an index match nothing.
        var (name, id, phone, reference) = (blind.Name(text) ?? "", blind.IdNumber(text) ?? "", blind.Phone(text) ?? "", blind.Reference(text) ?? "");
        var matching = rows.Where(c => c.NameIndex == name || c.IdNumberIndex == id || c.PhoneIndex == phone
            || c.ReferenceIndex == reference || c.ReferenceNumberIndex == reference || c.PlaceName!.Contains(text));
        var ids = matching.Select(c => c.Id);
        var codes = places?.CodesMatching(text, MostPlaces) ?? [];
        foreach (var code in codes)
        {
            var below = rows.Within(code).Select(c => c.Id);
            ids = ids.Union(below);
        }

        return db.Claims.Where(c => ids.Contains(c.Id));
    }

    private async Task<List<Claim>> OpenAsync(BotHostDb db, IQueryable<ClaimRow> rows, CancellationToken cancellation)
    {
        var found = await rows.Join(db.Subjects, c => c.SubjectId, s => s.Id, (c, s) => new { c.Id, c.SubjectId, c.Body, c.CreatedAt, s.DataKey }).ToListAsync(cancellation);
        // A join does not keep the order it was given.
        return [.. found.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id, StringComparer.Ordinal)
            .Select(c => keys.Subject(c.SubjectId, c.DataKey).Open<Claim>(c.Body!, ClaimWriter.ClaimRowOf(c.Id)))];
    }
}

using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Facts;

namespace BotHost.Core.Claims;

/// <summary>Pure decisions about new and changed claims, made from what a subject said.</summary>
public static class ClaimSubmission
{
    /// <summary>A second report of the same kind within this many days joins the first.</summary>
    public const int DuplicateDays = 30;

    private static readonly ImmutableHashSet<string> IdentityFacts = ["subject.name", "subject.id_number", "subject.phone", "subject.consent"];

    /// <summary>
    /// The facts a claim of this kind carries. Names and numbers that identify a person travel apart. What was said for another purpose stays
    /// out: a complaint must not show in a report that the village reads, and what was said about work is for work only.
    /// </summary>
    public static ImmutableArray<Fact> FactsOf(Subject subject, ClaimKind kind) =>
        [.. subject.Facts.Values.Where(f => f.IsKnown && Concerns(f.Id, kind)).OrderBy(f => f.Id, StringComparer.Ordinal)];

    /// <summary>True when a fact belongs into claims of this kind.</summary>
    public static bool Concerns(string factId, ClaimKind kind)
    {
        if (IdentityFacts.Contains(factId)) return false;
        var topic = factId[..(factId + ".").IndexOf('.', StringComparison.Ordinal)];
        return kind switch
        {
            ClaimKind.Complaint => topic == "complaint" || factId == "subject.village",
            ClaimKind.WorkInterest => topic == "work" || factId is "subject.village" or "subject.age" or "subject.sex",
            _ => topic is not ("complaint" or "work"),
        };
    }

    public static SubjectIdentity IdentityOf(Subject subject) => new(Text(subject, "subject.name"), Text(subject, "subject.id_number"), Text(subject, "subject.phone"));

    /// <summary>Longest known part of the division code; the province when nothing is settled.</summary>
    public static string PlaceOf(Subject subject) => subject.Facts.GetValueOrDefault("subject.village")?.Value is FactValue.Place { Code: { } code } ? code : "41";

    /// <summary>What people call the claim: the family name and a number of three or four digits.</summary>
    public static string ReferenceOf(Subject subject, string digits) =>
        (Text(subject, "subject.name") is { Length: > 0 } name ? name[..1] : "某") + "-" + (int.Parse(digits, CultureInfo.InvariantCulture) % 9900 + 100).ToString(CultureInfo.InvariantCulture);

    /// <summary>The audience of a claim: the dialog's own, raised to county when a fact is intimate or violence is named.</summary>
    public static Audience AudienceOf(Subject subject, ClaimKind kind, Level from, FactCatalogue catalogue)
    {
        var intimate = kind == ClaimKind.Complaint
            || subject.Facts.Values.Any(f => f.IsKnown && catalogue.Find(f.Id)?.Sensitivity == Sensitivity.Intimate)
            || subject.Facts.GetValueOrDefault("hardship.kind")?.Value is FactValue.Set kinds && kinds.Values.Contains("violence");
        return new(intimate && from < Level.County ? Level.County : from);
    }

    /// <summary>An open claim of the same subject and kind that is young enough to take in what is said now.</summary>
    public static Claim? Duplicate(Subject subject, ClaimKind kind, DateTimeOffset now) => subject.Claims
        .Where(c => c.Kind == kind && c.IsOpen && c.Status != ClaimStatus.Accepted && now - c.CreatedAt <= TimeSpan.FromDays(DuplicateDays))
        .MaxBy(c => c.CreatedAt);

    /// <summary>
    /// The next version of a claim with the facts as they are now. What changed, with both values, goes to the reviewer;
    /// a village's word on the old facts no longer counts, so the claim waits for a review again.
    /// </summary>
    /// <returns>Null when nothing changed.</returns>
    public static Claim? Amend(Claim claim, Subject subject, string by, string reason, DateTimeOffset now)
    {
        var facts = FactsOf(subject, claim.Kind);
        var changes = facts.Select(f => f.Id).Union(claim.Facts.Select(f => f.Id)).Order(StringComparer.Ordinal)
            .Select(id => new FactChange(id, claim.Fact(id)?.Value, facts.FirstOrDefault(f => f.Id == id)?.Value))
            .Where(c => !Equals(c.Before, c.After)).ToImmutableArray();
        if (changes.IsEmpty) return null;
        return claim with
        {
            Version = claim.Version + 1,
            Status = claim.Status is ClaimStatus.Verified or ClaimStatus.Returned ? ClaimStatus.Submitted : claim.Status,
            Facts = facts,
            Subject = IdentityOf(subject),
            Place = PlaceOf(subject),
            Amendments = claim.Amendments.Add(new(claim.Version, now, by, reason, changes)),
        };
    }

    private static string? Text(Subject subject, string factId) => subject.Facts.GetValueOrDefault(factId)?.Value?.ToString();
}

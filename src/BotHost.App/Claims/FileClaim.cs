using System.Collections.Immutable;
using BotHost.App.Content;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Facts;

namespace BotHost.App.Claims;

/// <summary>代报: a cadre files for somebody without a phone. Who filed it is on the record, and may not review it.</summary>
public sealed class FileClaim(IClaimStore claims, ICatalogue catalogue, FreshIds ids, TimeProvider clock)
{
    /// <param name="Agreed">True when the subject said yes to it; without it nothing is kept.</param>
    public sealed record Request(string Name, string? Phone, string Place, string PlaceName, ImmutableArray<(string FactId, FactValue Value)> Facts, bool Agreed);

    /// <returns>The claim, or the reason why not.</returns>
    public async Task<(Claim? Claim, string? Refusal)> RunAsync(Request request, Reviewer by, CancellationToken cancellation)
    {
        if (!request.Agreed) return (null, "本人没有同意，不能代报。");
        if (request.Name.Trim().Length is 0 or > 40) return (null, "请写上本人姓名。");
        if (request.Place.Length != 12 || !request.Place.StartsWith(by.Area, StringComparison.Ordinal)) return (null, "请选您管的村。");
        var now = clock.GetUtcNow();
        var proof = new Evidence("", 0, 0, "", by.Name);
        var facts = request.Facts.Where(f => catalogue.Current.Contains(f.FactId)).Select(f => new Fact(f.FactId, f.Value, FactState.Stated, [proof], now))
            .Append(new("subject.name", new FactValue.Text(request.Name.Trim()), FactState.Stated, [proof], now))
            .Append(new("subject.village", new FactValue.Place(request.PlaceName, request.Place), FactState.Stated, [proof], now));
        if (request.Phone is { Length: > 0 } phone) facts = facts.Append(new("subject.phone", new FactValue.Text(phone), FactState.Stated, [proof], now));
        var seed = ids.Next();
        var subject = new Subject(FreshIds.From(seed, "subject", 0, now), "self", Digits(seed)) { Facts = facts.ToImmutableDictionary(f => f.Id) };
        if (subject.Facts.GetValueOrDefault("hardship.kind")?.Value is not FactValue.Set { Values.Count: > 0 }) return (null, "请选上是哪样难处。");
        var claim = new Claim
        {
            Id = FreshIds.From(seed, "claim", 0, now), Kind = ClaimKind.HardshipReport, SubjectId = subject.Id, Status = ClaimStatus.Submitted, Place = request.Place,
            Audience = ClaimSubmission.AudienceOf(subject, ClaimKind.HardshipReport, Level.Village, catalogue.Current), Intake = Intake.Lead, CreatedAt = now, ContentVersion = "",
            Reference = ClaimSubmission.ReferenceOf(subject, Digits(seed + "reference")), Subject = ClaimSubmission.IdentityOf(subject), Facts = ClaimSubmission.FactsOf(subject, ClaimKind.HardshipReport), FiledBy = by.UserId,
        };
        await claims.CommitAsync(new(claim, new(claim.Id, 1, "filed", by.UserId, now, "代报"), null, null, by.UserId) { NewSubject = subject, SubjectFacts = [.. subject.Facts.Values] }, now, cancellation);
        return (claim, null);
    }

    private static string Digits(string seed) =>
        (BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seed))) % 10_000).ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
}

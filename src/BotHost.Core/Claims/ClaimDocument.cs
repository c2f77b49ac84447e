using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;

namespace BotHost.Core.Claims;

/// <summary>
/// A claim as the back-office receives it: <c>claim.v1</c>. Money is whole yuan, dates are ISO 8601, times carry China's offset.
/// <see cref="ClaimDocumentCheck"/> is the contract's other side: what a receiver may rely on.
/// </summary>
public sealed record ClaimDocument(
    string Schema, string Id, string Kind, string CreatedAt, string Place, string ContentVersion, SubjectIdentity Subject,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] OnBehalfOf? OnBehalfOf,
    IReadOnlyList<ClaimDocument.FactPart> Facts, IReadOnlyList<ClaimDetermination> Determinations, string Audience, string Intake, IReadOnlyList<ClaimDocument.ReviewPart> Reviews, IReadOnlyList<ClaimDocument.AttachmentPart>? Attachments)
{
    public const string SchemaName = "claim.v1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="Source"><c>stated</c>, <c>register</c>, <c>corrected</c> or <c>derived</c>.</param>
    /// <param name="Confirmed">True once it was read back and agreed to, or put right by a reviewer.</param>
    public sealed record FactPart(string Id, object Value, decimal? Min, decimal? Max, string? Unit, bool Approximate, string Source, bool Confirmed, IReadOnlyList<EvidencePart> Evidence);

    public sealed record EvidencePart(string? ActivityId, int Start, int Length, string Quote, string? By, string? Source, string? Audio, double? Seconds);

    /// <summary>A photo or recording that was shown to the reviewer; the bytes stay here.</summary>
    public sealed record AttachmentPart(string Id, string ContentType, string ActivityId, string At);

    public sealed record ReviewPart(string Decision, string Level, string By, string At, string Reason, IReadOnlyList<CorrectionPart> Corrections);

    public sealed record CorrectionPart(string Fact, object? Before, object? After);

    /// <summary>The document of a claim. What a claim does not know is left out, never made up.</summary>
    public static ClaimDocument Of(Claim claim, FactCatalogue catalogue) => new(
        SchemaName, claim.Id, ClaimWords.Name(claim.Kind), Time(claim.CreatedAt), claim.Place, claim.ContentVersion, claim.Subject, claim.OnBehalfOf,
        [.. claim.Facts.Where(f => f.IsKnown).Select(f => FactOf(f, catalogue))], claim.Determinations,
        ClaimWords.Name(claim.Audience.From), claim.Intake == Claims.Intake.Lead ? "lead" : "application",
        [.. claim.Reviews.Select(r => new ReviewPart(ClaimWords.Name(r.Decision), ClaimWords.Name(r.Level), r.ByName, Time(r.At), r.Reason,
            [.. r.Corrections.Select(c => new CorrectionPart(c.FactId, Wire(c.Before), Wire(c.After)))]))],
        claim.Attachments.IsEmpty ? null : [.. claim.Attachments.Select(a => new AttachmentPart(a.Id, a.ContentType, a.ActivityId, Time(a.At)))]);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    private static FactPart FactOf(Fact fact, FactCatalogue catalogue)
    {
        var value = catalogue.Find(fact.Id)?.Type == FactType.Money ? WholeYuan(fact.Value!) : fact.Value!;
        var number = value as FactValue.Number;
        var source = fact.State switch
        {
            FactState.Register => "register",
            FactState.Corrected => "corrected",
            FactState.Derived => "derived",
            _ => "stated",
        };
        return new(fact.Id, FactValueJson.ToWire(value), Plain(number?.Min), Plain(number?.Max), catalogue.Find(fact.Id)?.Unit is { Length: > 0 } unit ? unit : null,
            number?.Approximate == true, source, fact.State is FactState.Confirmed or FactState.Corrected or FactState.Register,
            [.. fact.Evidence.Select(e => new EvidencePart(e.ActivityId.Length > 0 ? e.ActivityId : null, e.Start, e.Length, e.Quote, e.By, e.Speech is null ? null : "speech", e.Speech is { MediumId.Length: > 0 } said ? said.MediumId : null, e.Speech?.Seconds))]);
    }

    /// <summary>The amount to the nearest yuan; a range grows outwards, so that it still holds what was meant.</summary>
    private static FactValue WholeYuan(FactValue value) => value is not FactValue.Number n ? value : new FactValue.Number(
        decimal.Round(n.Value, MidpointRounding.AwayFromZero), n.Min is { } min ? decimal.Floor(min) : null, n.Max is { } max ? decimal.Ceiling(max) : null);

    /// <summary>The same number without trailing zeros: 40000.00 would be written as such.</summary>
    private static decimal? Plain(decimal? number) => number / 1.000000000000000000000000000000000m;

    private static object? Wire(FactValue? value) => value is null ? null : FactValueJson.ToWire(value);

    private static string Time(DateTimeOffset at) => at.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

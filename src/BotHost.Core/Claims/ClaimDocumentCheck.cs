using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BotHost.Core.Claims;

/// <summary>
/// What a receiver of <c>claim.v1</c> may rely on, checked strictly: every member known, every fact with its proof, and a human's acceptance.
/// Mistakes come all at once as <c>path: rule</c>, without the values.
/// </summary>
public static partial class ClaimDocumentCheck
{
    private const int LongestText = 4000;

    private static readonly string[] Kinds = [.. Enum.GetValues<ClaimKind>().Select(ClaimWords.Name)];
    private static readonly string[] Levels = [.. Enum.GetValues<Level>().Select(ClaimWords.Name)];
    private static readonly string[] Decisions = [.. Enum.GetValues<ReviewDecision>().Select(ClaimWords.Name)];
    private static readonly string[] Sources = ["stated", "register", "corrected", "derived"];
    private static readonly string[] Outcomes = ["likely", "unlikely", "needs-facts", "needs-human"];

    /// <summary>The mistakes of a body; empty when it is <c>claim.v1</c>. Any bytes may be given.</summary>
    /// <param name="claimId">The claim's id when there is no mistake.</param>
    public static IReadOnlyList<string> Problems(ReadOnlyMemory<byte> body, out string? claimId)
    {
        claimId = null;
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = 32 });
            var root = new ClaimDocumentNode(json.RootElement, "$", []);
            var id = Claim(root);
            if (root.Problems.Count == 0) claimId = id;
            return root.Problems;
        }
        catch (JsonException)
        {
            return ["$: is not JSON"];
        }
        catch (InvalidOperationException)
        {
            // A member's name holds bytes or escapes that no Unicode text has.
            return ["$: is not Unicode text"];
        }
    }

    private static string? Claim(ClaimDocumentNode claim)
    {
        if (!claim.IsObject(["schema", "id", "kind", "createdAt", "place", "contentVersion", "subject", "onBehalfOf", "facts", "determinations", "audience", "intake", "reviews"], "attachments")) return null;
        claim.OneOf("schema", [ClaimDocument.SchemaName]);
        var id = Shaped(claim, "id", Ulids(), "must be a ULID");
        claim.OneOf("kind", Kinds);
        Time(claim, "createdAt");
        Shaped(claim, "place", Places(), "must be a division code of 2, 4, 6, 9 or 12 digits");
        // A claim that a cadre filed was asked by no dialog: its content version is the empty text.
        if (claim.Find("contentVersion")?.AsText() is not "") Shaped(claim, "contentVersion", Hashes(), "must be sha256: and the hash, or empty");
        claim.OneOf("audience", Levels);
        claim.OneOf("intake", ["lead", "application"]);
        if (claim.Required("subject") is { } subject && subject.IsObject([], "name", "idNumber", "phone"))
            foreach (var name in (string[])["name", "idNumber", "phone"]) subject.OptionalText(name);
        if (claim.Find("onBehalfOf") is { } behalf && behalf.IsObject(["relation"], "reporterName"))
        {
            behalf.Text("relation");
            behalf.OptionalText("reporterName");
        }

        var seen = new HashSet<string>();
        foreach (var fact in claim.Items("facts"))
            if (Fact(fact) is { } factId && !seen.Add(factId)) fact.Report("this fact is there twice");
        foreach (var determination in claim.Items("determinations")) Determination(determination);
        if (claim.Find("attachments") is not null)
        {
            foreach (var attachment in claim.Items("attachments"))
            {
                if (!attachment.IsObject(["id", "contentType", "activityId", "at"])) continue;
                Shaped(attachment, "id", Ulids(), "must be a ULID");
                attachment.Text("contentType");
                attachment.Text("activityId");
                Time(attachment, "at");
            }
        }

        var accepted = claim.Items("reviews").ToList().ConvertAll(Review).Contains(true);
        if (!accepted) claim.Member("reviews").Report("nobody at a deciding level accepted it");
        return id;
    }

    private static string? Fact(ClaimDocumentNode fact)
    {
        if (!fact.IsObject(["id", "value", "approximate", "source", "confirmed", "evidence"], "min", "max", "unit")) return null;
        var id = Shaped(fact, "id", FactIds(), "must be a fact id");
        fact.Required("value");
        fact.YesNo("confirmed");
        var (min, max, unit) = (fact.Number("min"), fact.Number("max"), fact.OptionalText("unit"));
        if (fact.YesNo("approximate") is { } approximate && approximate != (min is not null || max is not null)) fact.Report("approximate goes with min or max");
        if (min is not null || max is not null) Range(fact, min, max);
        if (unit?.StartsWith("yuan", StringComparison.Ordinal) == true && fact.Find("value") is { Json.ValueKind: JsonValueKind.Number } money
            && money.Json.TryGetDecimal(out var yuan) && yuan != decimal.Truncate(yuan)) money.Report("money is whole yuan");
        var source = fact.OneOf("source", Sources);
        var proofs = fact.Items("evidence").ToList();
        foreach (var proof in proofs) Proof(proof);
        if (proofs.Count == 0 && source is not (null or "derived")) fact.Member("evidence").Report("a fact that is not derived needs its proof");
        return id;
    }

    private static void Range(ClaimDocumentNode fact, decimal? min, decimal? max)
    {
        if (fact.Number("value") is { } value && (value < min || value > max)) fact.Report("min, value and max must be in order");
    }

    /// <summary>The words of a message, or who supplied it.</summary>
    private static void Proof(ClaimDocumentNode proof)
    {
        if (!proof.IsObject(["start", "length", "quote"], "activityId", "by", "source", "audio", "seconds")) return;
        var (start, length, by) = (proof.Number("start"), proof.Number("length"), proof.OptionalText("by"));
        if (proof.OptionalText("source") is not (null or "speech")) proof.Member("source").Report("must be speech, where the words were heard");
        if (proof.Number("seconds") is < 0) proof.Member("seconds").Report("must be 0 or more");
        var quote = proof.Find("quote") is { } q ? q.AsText() : null;
        if (quote is null) proof.Member("quote").Report("must be a text");
        if (start is < 0 or > int.MaxValue || start % 1 != 0) proof.Member("start").Report("must be 0 or more");
        if (quote is not null && length != quote.Length) proof.Member("length").Report("must be the length of the quote");
        if (proof.OptionalText("activityId") is null ? by is null : quote is "") proof.Report("needs an activity with its words, or who supplied it");
    }

    private static void Determination(ClaimDocumentNode determination)
    {
        if (!determination.IsObject(["program", "outcome", "criteria"])) return;
        determination.Text("program");
        determination.OneOf("outcome", Outcomes);
        foreach (var criterion in determination.Items("criteria"))
        {
            if (!criterion.IsObject(["id", "outcome", "facts", "source"])) continue;
            criterion.Text("id");
            criterion.OneOf("outcome", ["met", "unmet", "unknown"]);
            foreach (var fact in criterion.Items("facts"))
                if (fact.AsText() is null or "") fact.Report("must be a fact id");
            criterion.Text("source", LongestText);
        }
    }

    /// <returns>True for an acceptance above the village.</returns>
    private static bool Review(ClaimDocumentNode review)
    {
        if (!review.IsObject(["decision", "level", "by", "at", "reason", "corrections"])) return false;
        var (decision, level) = (review.OneOf("decision", Decisions), review.OneOf("level", Levels));
        review.Text("by");
        Time(review, "at");
        if (review.Find("reason") is not { } reason || reason.AsText() is not { Length: <= LongestText }) review.Member("reason").Report("must be a text");
        foreach (var correction in review.Items("corrections"))
            if (correction.IsObject(["fact"], "before", "after")) correction.Text("fact");
        return decision == "accept" && level is not (null or "village");
    }

    private static string? Shaped(ClaimDocumentNode node, string name, Regex shape, string rule)
    {
        if (node.Text(name) is not { } text) return null;
        if (shape.IsMatch(text)) return text;
        node.Member(name).Report(rule);
        return null;
    }

    private static void Time(ClaimDocumentNode node, string name)
    {
        if (node.Text(name) is { } text && !(text.EndsWith("+08:00", StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
            node.Member(name).Report("must be a time like 2026-11-23T10:00:00+08:00");
    }

    [GeneratedRegex(@"^[0-7][0-9A-HJKMNP-TV-Z]{25}\z")]
    private static partial Regex Ulids();

    [GeneratedRegex(@"^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})\z", RegexOptions.ECMAScript)]
    private static partial Regex Places();

    [GeneratedRegex(@"^sha256:\S+\z")]
    private static partial Regex Hashes();

    [GeneratedRegex(@"^[a-z][a-z_]*(\.[a-z][a-z_]*)*\z")]
    private static partial Regex FactIds();
}

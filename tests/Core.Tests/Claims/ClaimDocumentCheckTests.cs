using System.Text;
using System.Text.Json.Nodes;
using BotHost.Core.Claims;
using CsCheck;

namespace Core.Tests.Claims;

public class ClaimDocumentCheckTests
{
    private static readonly byte[] Good = ClaimDocument.Of(ClaimDocumentSample.Claim, Repository.Content.Catalogue).ToJson();

    [Fact]
    public void What_we_write_is_what_we_demand()
    {
        Assert.Empty(ClaimDocumentCheck.Problems(Good, out var id));
        Assert.Equal(ClaimDocumentSample.Claim.Id, id);
    }

    [Fact]
    public void A_claim_that_a_cadre_filed_has_no_content_version() =>
        Assert.Empty(ClaimDocumentCheck.Problems(ClaimDocument.Of(ClaimDocumentSample.Claim with { ContentVersion = "" }, Repository.Content.Catalogue).ToJson(), out _));

    /// <summary>One change each, and the one mistake it makes. A path leads through members and list positions; <c>-</c> takes the member away.</summary>
    [Theory]
    [InlineData("schema", "\"claim.v2\"", "schema: must be one of claim.v1")]
    [InlineData("id", "\"42\"", "id: must be a ULID")]
    [InlineData("id", "-", "id: is missing")]
    [InlineData("kind", "\"wish\"", "kind: must be one of hardship-report, program-interest, work-interest, change-of-need, complaint")]
    [InlineData("createdAt", "\"2026-11-23T02:00:00Z\"", "createdAt: must be a time like 2026-11-23T10:00:00+08:00")]
    [InlineData("createdAt", "\"2026-02-30T02:00:00+08:00\"", "createdAt: must be a time like 2026-11-23T10:00:00+08:00")]
    [InlineData("place", "\"41152320\"", "place: must be a division code of 2, 4, 6, 9 or 12 digits")]
    [InlineData("place", "\"４１\"", "place: must be a division code of 2, 4, 6, 9 or 12 digits")]
    [InlineData("contentVersion", "\"v1\"", "contentVersion: must be sha256: and the hash, or empty")]
    [InlineData("subject", "null", "subject: must not be null")]
    [InlineData("subject", "[]", "subject: must be an object")]
    [InlineData("subject.email", "\"a\"", "subject: has a member that the contract does not know")]
    [InlineData("subject.name", "7", "subject.name: must be a text of 1 to 200 characters")]
    [InlineData("onBehalfOf", "-", "onBehalfOf: is missing")]
    [InlineData("onBehalfOf", "{}", "onBehalfOf.relation: is missing")]
    [InlineData("audience", "\"everybody\"", "audience: must be one of village, township, county, prefecture, province")]
    [InlineData("intake", "\"wish\"", "intake: must be one of lead, application")]
    [InlineData("approved", "true", "$: has a member that the contract does not know")]
    [InlineData("facts", "{}", "facts: must be a list")]
    [InlineData("facts", "null", "facts: must not be null")]
    [InlineData("facts.0", "7", "facts[0]: must be an object")]
    [InlineData("facts.0.id", "\"Household Size\"", "facts[0].id: must be a fact id")]
    [InlineData("facts.0.value", "null", "facts[0].value: must not be null")]
    [InlineData("facts.0.source", "\"guessed\"", "facts[0].source: must be one of stated, register, corrected, derived")]
    [InlineData("facts.0.confirmed", "\"yes\"", "facts[0].confirmed: must be true or false")]
    [InlineData("facts.0.approximate", "true", "facts[0]: approximate goes with min or max")]
    [InlineData("facts.0.evidence", "[]", "facts[0].evidence: a fact that is not derived needs its proof")]
    [InlineData("facts.0.evidence.0.activityId", "-", "facts[0].evidence[0]: needs an activity with its words, or who supplied it")]
    [InlineData("facts.0.evidence.0.length", "4", "facts[0].evidence[0].length: must be the length of the quote")]
    [InlineData("facts.0.evidence.0.start", "-1", "facts[0].evidence[0].start: must be 0 or more")]
    [InlineData("facts.0.evidence.0.start", "0.5", "facts[0].evidence[0].start: must be 0 or more")]
    [InlineData("facts.0.evidence.0.start", "1e28", "facts[0].evidence[0].start: must be 0 or more")]
    [InlineData("facts.0.id", "\"income.household_annual\"", "facts[1]: this fact is there twice")]
    [InlineData("facts.1.value", "60000", "facts[1]: min, value and max must be in order")]
    [InlineData("facts.1.value", "40000.5", "facts[1].value: money is whole yuan")]
    [InlineData("determinations.0.outcome", "\"approved\"", "determinations[0].outcome: must be one of likely, unlikely, needs-facts, needs-human")]
    [InlineData("determinations.0.criteria.0.outcome", "\"yes\"", "determinations[0].criteria[0].outcome: must be one of met, unmet, unknown")]
    [InlineData("determinations.0.criteria.0.facts", "[1]", "determinations[0].criteria[0].facts[0]: must be a fact id")]
    [InlineData("reviews", "[]", "reviews: nobody at a deciding level accepted it")]
    [InlineData("reviews.2.level", "\"village\"", "reviews: nobody at a deciding level accepted it")]
    [InlineData("reviews.2.decision", "\"verify\"", "reviews: nobody at a deciding level accepted it")]
    [InlineData("reviews.0.at", "\"yesterday\"", "reviews[0].at: must be a time like 2026-11-23T10:00:00+08:00")]
    [InlineData("reviews.0.reason", "null", "reviews[0].reason: must be a text")]
    [InlineData("reviews.1.corrections.0.fact", "-", "reviews[1].corrections[0].fact: is missing")]
    public void A_mistake_is_named_by_its_place_and_rule(string path, string value, string expected)
    {
        var problems = ClaimDocumentCheck.Problems(Changed(path, value), out var id);
        Assert.Null(id);
        Assert.Equal(expected, Assert.Single(problems));
    }

    [Fact]
    public void Every_mistake_comes_at_once()
    {
        var json = JsonNode.Parse(Good)!;
        json["place"] = "x";
        json["intake"] = "x";
        json["facts"]![1]!["source"] = "x";
        Assert.Equal(3, ClaimDocumentCheck.Problems(Encoding.UTF8.GetBytes(json.ToJsonString()), out _).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\"claim\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    public void What_is_no_claim_is_refused(string body) => Assert.NotEmpty(ClaimDocumentCheck.Problems(Encoding.UTF8.GetBytes(body), out _));

    [Fact]
    public void Neither_deep_nesting_nor_wrong_bytes_throw()
    {
        Assert.NotEmpty(ClaimDocumentCheck.Problems(Encoding.UTF8.GetBytes(new string('[', 10_000)), out _));
        Assert.NotEmpty(ClaimDocumentCheck.Problems((byte[])[.. "{\"id\":\""u8, 0xff, 0xfe, .. "\"}"u8], out _));
    }

    [Fact]
    public void A_member_twice_is_a_mistake()
    {
        var text = Encoding.UTF8.GetString(Good);
        Assert.Contains("id: is there twice", ClaimDocumentCheck.Problems(Encoding.UTF8.GetBytes("{\"id\":\"01JDB3Z8G0Q2V4X6Z8A0C2E4G7\"," + text[1..]), out _));
    }

    [Fact]
    public void Personal_data_is_never_repeated()
    {
        var json = JsonNode.Parse(Good)!;
        json["subject"]!["idNumber"] = new string('9', 300);
        json["subject"]!["王秀兰"] = "13800138000";
        json["facts"]![0]!["evidence"]![0]!["quote"] = "我叫王秀兰";
        var said = string.Join('\n', ClaimDocumentCheck.Problems(Encoding.UTF8.GetBytes(json.ToJsonString()), out _));
        Assert.DoesNotContain("999", said, StringComparison.Ordinal);
        Assert.DoesNotContain("王秀兰", said, StringComparison.Ordinal);
        Assert.DoesNotContain("138", said, StringComparison.Ordinal);
    }

    [Fact]
    public void No_damage_to_a_body_throws() => Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Byte, Gen.Int[0, 4]).Sample(
        (at, with, how) =>
        {
            byte[] damaged = how switch
            {
                0 => [.. Good[..at], with, .. Good[(at + 1)..]],
                1 => Good[..at],
                2 => [.. Good[..at], .. Good[Math.Min(Good.Length, at + with)..]],
                3 => [.. Good[..at], .. "\\udc00"u8, .. Good[at..]],
                _ => [.. Good[..at], .. "null"u8, .. Good[at..]],
            };
            var problems = ClaimDocumentCheck.Problems(damaged, out var id);
            return (problems.Count == 0) == (id is not null);
        }, iter: 5000);

    private static byte[] Changed(string path, string value)
    {
        var json = JsonNode.Parse(Good)!;
        var steps = path.Split('.');
        var parent = steps[..^1].Aggregate(json, (node, step) => int.TryParse(step, out var i) ? node[i]! : node[step]!);
        if (parent is JsonArray list) list[int.Parse(steps[^1], null)] = JsonNode.Parse(value);
        else if (value == "-") parent.AsObject().Remove(steps[^1]);
        else parent[steps[^1]] = JsonNode.Parse(value);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}

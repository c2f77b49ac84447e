using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotHost.Core.Claims;
using BotHost.Core.Facts;

namespace Core.Tests.Claims;

public class ClaimDocumentTests
{
    private static readonly JsonNode Document = JsonNode.Parse(ClaimDocument.Of(ClaimDocumentSample.Claim, Repository.Content.Catalogue).ToJson())!;

    [Fact]
    public void Looks_as_the_contract_writes_it()
    {
        Same("""{"id":"household.size","value":5,"unit":"persons","approximate":false,"source":"stated","confirmed":true,"evidence":[{"activityId":"a1","start":1,"length":3,"quote":"家五口"}]}""", Fact("household.size"));
        Same("""[{"program":"dibao","outcome":"likely","criteria":[{"id":"D2","outcome":"met","facts":["income.household_annual","household.size"],"source":"办法第八条"}]}]""", Document["determinations"]!);
        Same("""{"decision":"correct","level":"township","by":"李干部","at":"2026-11-23T12:00:00+08:00","reason":"身份证为准","corrections":[{"fact":"subject.age","before":67,"after":66}]}""", Document["reviews"]![1]!);
        Same("""{"name":"王秀兰","idNumber":"411523195003078521"}""", Document["subject"]!);
        var top = Document.AsObject();
        Assert.Equal(["schema", "id", "kind", "createdAt", "place", "contentVersion", "subject", "onBehalfOf", "facts", "determinations", "audience", "intake", "reviews"], top.Select(m => m.Key));
        Assert.Equal(["claim.v1", "hardship-report", "2026-11-23T10:00:00+08:00", "411523201203", "sha256:abc", "township", "lead"],
            new[] { "schema", "kind", "createdAt", "place", "contentVersion", "audience", "intake" }.Select(n => top[n]!.GetValue<string>()));
    }

    [Fact]
    public void Says_null_when_nobody_else_reported() => Assert.True(Document.AsObject().TryGetPropertyValue("onBehalfOf", out var behalf) && behalf is null);

    [Fact]
    public void Names_who_reported_for_somebody_else()
    {
        var claim = ClaimDocumentSample.Claim with { OnBehalfOf = new("儿子", "王小明") };
        Same("""{"relation":"儿子","reporterName":"王小明"}""", JsonNode.Parse(ClaimDocument.Of(claim, Repository.Content.Catalogue).ToJson())!["onBehalfOf"]!);
    }

    [Fact]
    public void An_approximate_amount_carries_its_range_without_trailing_zeros() =>
        Assert.Contains("\"value\":40000,\"min\":40000,\"max\":50000,\"unit\":\"yuan/year\",\"approximate\":true", Text(), StringComparison.Ordinal);

    [Fact]
    public void Money_is_whole_yuan_and_its_range_grows_outwards()
    {
        var fact = Fact("expense.medical_self_paid");
        Assert.Equal((12001m, 11999m, 12001m), (fact["value"]!.GetValue<decimal>(), fact["min"]!.GetValue<decimal>(), fact["max"]!.GetValue<decimal>()));
    }

    [Fact]
    public void Days_and_sets_are_plain()
    {
        Assert.Equal("2025-12-01/2025-12-31", Fact("hardship.started_on")["value"]!.GetValue<string>());
        Same("""["debt","illness"]""", Fact("hardship.kind")["value"]!);
    }

    [Fact]
    public void What_was_declined_is_left_out() => Assert.DoesNotContain("assets.deposits", Text(), StringComparison.Ordinal);

    [Fact]
    public void A_corrected_fact_names_who_put_it_right()
    {
        var fact = Fact("subject.age");
        Assert.Equal("corrected", fact["source"]!.GetValue<string>());
        Assert.True(fact["confirmed"]!.GetValue<bool>());
        Same("""[{"start":0,"length":0,"quote":"","by":"李干部"}]""", fact["evidence"]!);
    }

    [Fact]
    public void Names_of_account_and_subject_records_stay_inside() => Assert.DoesNotContain("u2", Text(), StringComparison.Ordinal);

    [Fact]
    public void Chinese_is_written_as_such() => Assert.Contains("家五口", Text(), StringComparison.Ordinal);

    [Theory]
    [InlineData(FactState.Stated, "stated", false)]
    [InlineData(FactState.Confirmed, "stated", true)]
    [InlineData(FactState.Register, "register", true)]
    [InlineData(FactState.Corrected, "corrected", true)]
    [InlineData(FactState.Derived, "derived", false)]
    public void A_state_becomes_a_source(FactState state, string source, bool confirmed)
    {
        var claim = ClaimDocumentSample.Claim with { Facts = [new("household.size", FactValue.Of(5), state, [new("a1", 0, 3, "家五口")], ClaimDocumentSample.At)] };
        var fact = Assert.Single(ClaimDocument.Of(claim, Repository.Content.Catalogue).Facts);
        Assert.Equal((source, confirmed), (fact.Source, fact.Confirmed));
    }

    private static string Text() => Encoding.UTF8.GetString(ClaimDocument.Of(ClaimDocumentSample.Claim, Repository.Content.Catalogue).ToJson());

    private static JsonNode Fact(string id) => Document["facts"]!.AsArray().Single(f => f!["id"]!.GetValue<string>() == id)!;

    private static void Same(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
}

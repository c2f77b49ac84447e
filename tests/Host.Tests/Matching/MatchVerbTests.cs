using System.Text.Json;
using BotHost.Matching;
using Microsoft.Extensions.Time.Testing;

namespace Host.Tests.Matching;

/// <summary>The <c>match</c> verb from outside: lines in, lines out, and what is wrong told with file and line.</summary>
public sealed class MatchVerbTests : IDisposable
{
    private const string Resident = """{"id": "r1", "place": "411523201203", "age": 45, "sex": "female", "skills": ["sewing"], "experience_years": 7.5, "wage_min_monthly": 2000, "scope": "township", "care_duties": true, "need": 0.8}""";
    private const string Opening = """{"id": "o1", "kind": "job", "title": "缝纫工", "place": "411523201", "openings": 3, "wage_monthly": 2600, "hours": "full", "age_min": 18, "age_max": 55, "skills": ["sewing"], "expires": "2026-12-31"}""";

    private readonly string folder = Directory.CreateTempSubdirectory("bothost-match-").FullName;
    private readonly FakeTimeProvider time = new(new(2026, 11, 26, 4, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_offer_says_who_what_how_well_and_why()
    {
        var (code, output, errors) = Run([Resident], [Opening]);
        Assert.Equal((0, ""), (code, errors));
        var offer = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("r1", "o1", 1), (offer.GetProperty("resident").GetString(), offer.GetProperty("opportunity").GetString(), offer.GetProperty("round").GetInt32()));
        Assert.InRange(offer.GetProperty("score").GetDouble(), 0.5, 1);
        Assert.Equal(["会缝纫，干过7年", "就在周河乡", "一个月2600元，够您说的2000元", "离家近，能顾家"], offer.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()!));
        Assert.Empty(offer.GetProperty("near_misses").EnumerateArray());
    }

    [Fact]
    public void An_edit_of_the_weights_is_compared_before_it_goes_live()
    {
        var edited = Path.Combine(folder, "edited");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "dialogs"), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "prompts"), "*", SearchOption.AllDirectories)))
        {
            var copy = Path.Combine(edited, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var near = Opening.Replace("\"o1\"", "\"near\"", StringComparison.Ordinal).Replace("2600", "2050", StringComparison.Ordinal);
        var rich = Opening.Replace("\"o1\"", "\"rich\"", StringComparison.Ordinal).Replace("2600", "6000", StringComparison.Ordinal).Replace("\"411523201\"", "\"411523202\"", StringComparison.Ordinal);
        var seeker = Resident.Replace("township", "county", StringComparison.Ordinal).Replace("\"care_duties\": true, ", "", StringComparison.Ordinal);
        var same = Run([seeker], [near, rich], compare: edited);
        Assert.Equal((0, ""), (same.Code, same.Output));
        Assert.Contains("0 people get other offers", same.Errors, StringComparison.Ordinal);

        var weights = Path.Combine(edited, "dialogs", "matching.yaml");
        File.WriteAllText(weights, File.ReadAllText(weights).Replace("distance: 22, wage: 18", "distance: 38, wage: 2", StringComparison.Ordinal));
        var (code, output, errors) = Run([seeker], [near, rich], compare: edited);
        Assert.Equal((0, """{"resident":"r1","before":["rich","near"],"after":["near","rich"]}"""), (code, output.Trim()));
        Assert.Contains("1 people get other offers; reached 1 → 1", errors, StringComparison.Ordinal);
        File.WriteAllText(weights, "weights: 1");
        Assert.Equal(2, Run([seeker], [near], compare: edited).Code);
    }

    [Theory]
    [InlineData("{", "the line is not JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("""{"place": "41"}""", "'id' is missing")]
    [InlineData("""{"id": "x"}""", "'place' is missing")]
    [InlineData("""{"id": "x", "place": "4115232"}""", "2, 4, 6, 9 or 12 digits")]
    [InlineData("""{"id": "x", "place": "41", "age": -1}""", "write a number from 0 to 150")]
    [InlineData("""{"id": "x", "place": "41", "age": "45"}""", "'age' is \"45\"")]
    [InlineData("""{"id": "x", "place": "41", "need": 1.5}""", "write a number from 0 to 1")]
    [InlineData("""{"id": "x", "place": "41", "scope": "moon"}""", "use village, township")]
    [InlineData("""{"id": "x", "place": "41", "skills": [1]}""", "no list of words")]
    [InlineData("""{"id": "r1", "place": "41"}""", "stands twice")]
    public void A_wrong_line_is_told_and_the_others_are_matched(string wrong, string told)
    {
        var (code, output, errors) = Run([Resident, wrong], [Opening]);
        Assert.Equal(1, code);
        Assert.Contains("residents.jsonl:2: ", errors);
        Assert.Contains(told, errors);
        Assert.Contains("\"r1\"", output);
    }

    [Fact]
    public void Null_and_unknown_fields_are_no_mistake() =>
        Assert.Equal(0, Run(["""{"id": 7, "place": 411523201203, "age": null, "colour": "blue"}"""], ["""{"id": "o", "place": "411523", "title": null}"""]).Code);

    [Fact]
    public void A_missing_file_or_a_wrong_option_is_told_with_code_2()
    {
        Assert.Equal(2, MatchVerb.Run(new("/nowhere/r.jsonl", "/nowhere/o.jsonl", null, 1, null, false, 1), Repository.Root, time, TextWriter.Null, TextWriter.Null));
        Assert.Equal(2, MatchVerb.Run(new("r", "o", "xin", 1, null, false, 1), Repository.Root, time, TextWriter.Null, TextWriter.Null));
    }

    [Fact]
    public void A_county_and_a_round_may_be_asked_for()
    {
        var other = Resident.Replace("r1", "r2", StringComparison.Ordinal).Replace("411523201203", "410122100", StringComparison.Ordinal);
        var (_, output, errors) = Run([Resident, other], [Opening, Opening.Replace("o1", "o2", StringComparison.Ordinal).Replace("411523201", "410122100", StringComparison.Ordinal)], county: "410122", round: 3, fairness: true);
        Assert.Contains("\"resident\":\"r2\"", output);
        Assert.DoesNotContain("r1", output);
        Assert.Contains("\"round\":3", output);
        Assert.Contains("Rule: a first offer is worth", errors);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private (int Code, string Output, string Errors) Run(string[] residents, string[] openings, string? county = null, int round = 1, bool fairness = false, string? compare = null)
    {
        var (r, o) = (Path.Combine(folder, "residents.jsonl"), Path.Combine(folder, "opportunities.jsonl"));
        File.WriteAllLines(r, residents);
        File.WriteAllLines(o, openings);
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = MatchVerb.Run(new(r, o, county, round, null, fairness, 2) { Compare = compare }, Repository.Root, time, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace BotHost.Core.Matching;

/// <summary>A line that is not what it should be.</summary>
/// <param name="What">What is wrong.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record RowProblem(string What, string Fix);

/// <summary>Reads residents and openings from JSON lines. A field that is missing is unknown; one that is there but wrong is told, and the line is left out.</summary>
public static class MatchWire
{
    /// <summary>Lists longer than this are not a person's.</summary>
    private const int LongestList = 10_000;

    public static Resident? ReadResident(string line, out RowProblem? problem) => Read(line, row =>
    {
        var resident = new Resident(row.Id(), row.Place())
        {
            Age = row.Whole("age", 0, 150),
            Sex = row.OneOf("sex", "female", "male"),
            Skills = row.Texts("skills"),
            ExperienceYears = row.Number("experience_years", 0, 100),
            WageMinMonthly = row.Whole("wage_min_monthly", 0, 1_000_000),
            Scope = row.Reach("scope"),
            HealthLimits = row.Texts("health_limits"),
            CareDuties = row.YesNo("care_duties") ?? false,
            Education = row.OneOf("education", "none", "primary", "middle_school", "high_school", "vocational", "college"),
            Need = (double?)row.Number("need", 0, 1),
            Declined = row.Texts("declined"),
            Wishes = [.. row.Texts("skills_wanted"), .. row.Texts("training_wanted")],
            AvailableFrom = row.Day("available_from"),
            RoundsWaited = row.Whole("rounds_waited", 0, 1_000) ?? 0,
            Disabled = row.YesNo("disabled"),
            Latitude = (double?)row.Number("lat", -90, 90),
            Longitude = (double?)row.Number("lon", -180, 180),
        };
        return resident;
    }, out problem);

    public static Opportunity? ReadOpportunity(string line, SkillTaxonomy taxonomy, out RowProblem? problem) => Read(line, row =>
    {
        var kind = row.OneOf("kind", "job", "training");
        var hours = row.Text("hours");
        if (hours is not null && taxonomy.HoursOf(hours) is null) row.Wrong($"'hours' is '{hours}'", "use one of: " + string.Join(", ", taxonomy.Hours.Keys.Order(StringComparer.Ordinal)));
        var opening = new Opportunity(row.Id(), kind == "training" ? OpportunityKind.Training : OpportunityKind.Job, row.Text("title") ?? "", row.Place())
        {
            Openings = row.Whole("openings", 0, 1_000_000) ?? 1,
            WageMonthly = row.Whole("wage_monthly", 0, 1_000_000),
            Hours = hours,
            AgeMin = row.Whole("age_min", 0, 150),
            AgeMax = row.Whole("age_max", 0, 150),
            Skills = row.Texts("skills"),
            Demands = row.Texts("demands"),
            Teaches = row.Texts("teaches"),
            Education = row.OneOf("education", "none", "primary", "middle_school", "high_school", "vocational", "college"),
            Starts = row.Day("starts"),
            Expires = row.Day("expires"),
            Acceptance = (double?)row.Number("acceptance", 0, 1),
            Provider = row.Text("provider"),
            Latitude = (double?)row.Number("lat", -90, 90),
            Longitude = (double?)row.Number("lon", -180, 180),
        };
        if (opening is { AgeMin: { } min, AgeMax: { } max } && min > max) row.Wrong($"'age_min' {min} is above 'age_max' {max}", "swap them");
        return opening.Title.Length > 0 ? opening : opening with { Title = NameOf(opening, taxonomy) };
    }, out problem);

    /// <summary>An opening without a title is called by what it asks for or teaches.</summary>
    private static string NameOf(Opportunity opening, SkillTaxonomy taxonomy) =>
        opening.Skills.Concat(opening.Teaches).Select(s => taxonomy.NameOf(taxonomy.SkillId(s))).FirstOrDefault(opening.Id);

    private static T? Read<T>(string line, Func<Row, T> read, out RowProblem? problem)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                problem = new("the line is no JSON object", "write one object a line: {\"id\": …}");
                return null;
            }

            var row = new Row(document.RootElement);
            var result = read(row);
            problem = row.Problem;
            return problem is null ? result : null;
        }
        catch (JsonException e)
        {
            problem = new("the line is not JSON (near character " + ((e.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture) + ")", "write one object a line: {\"id\": …}");
            return null;
        }
    }

    /// <summary>One line being read; the first problem is kept.</summary>
    private sealed class Row(JsonElement element)
    {
        public RowProblem? Problem { get; private set; }

        public void Wrong(string what, string fix) => Problem ??= new(what, fix);

        public string Id()
        {
            var id = Get("id") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text("id");
            if (string.IsNullOrWhiteSpace(id)) Wrong("'id' is missing", "add \"id\": \"…\"");
            return id ?? "";
        }

        public string Place()
        {
            var code = Get("place") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text("place");
            if (string.IsNullOrWhiteSpace(code)) Wrong("'place' is missing", "add \"place\": \"…\", a division code of 2, 4, 6, 9 or 12 digits");
            else if (!Divisions.IsCode(code)) Wrong($"'place' is '{Shown(code)}'", "write a division code of 2, 4, 6, 9 or 12 digits");
            return code ?? "";
        }

        public string? Text(string name)
        {
            if (Get(name) is not { } value) return null;
            if (value.ValueKind == JsonValueKind.String) return value.GetString();
            Wrong($"'{name}' is not text", $"write \"{name}\": \"…\"");
            return null;
        }

        public string? OneOf(string name, params ReadOnlySpan<string> words)
        {
            var text = Text(name);
            if (text is null || words.Contains(text)) return text;
            Wrong($"'{name}' is '{Shown(text)}'", "use one of: " + string.Join(", ", words.ToArray()));
            return null;
        }

        public Reach? Reach(string name)
        {
            var text = Text(name);
            if (text is null) return null;
            var reach = Divisions.Named(text);
            if (reach is null) Wrong($"'{name}' is '{Shown(text)}'", "use village, township, county, prefecture, province or anywhere");
            return reach;
        }

        public decimal? Number(string name, decimal min, decimal max)
        {
            if (Get(name) is not { } value) return null;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= min && number <= max) return number;
            Wrong($"'{name}' is {Shown(value.GetRawText())}", string.Create(CultureInfo.InvariantCulture, $"write a number from {min} to {max}"));
            return null;
        }

        /// <summary>A whole number; a fraction is cut off, as ages and wages are.</summary>
        public int? Whole(string name, int min, int max) => Number(name, min, max) is { } number ? (int)decimal.Floor(number) : null;

        public bool? YesNo(string name)
        {
            if (Get(name) is not { } value) return null;
            if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
            Wrong($"'{name}' is {Shown(value.GetRawText())}", "write true or false");
            return null;
        }

        public DateOnly? Day(string name)
        {
            var text = Text(name);
            if (text is null) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            Wrong($"'{name}' is '{Shown(text)}'", "write a day as 2026-12-31");
            return null;
        }

        public ImmutableArray<string> Texts(string name)
        {
            if (Get(name) is not { } value) return [];
            if (value.ValueKind == JsonValueKind.String) return [value.GetString()!];
            if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= LongestList && value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String))
                return [.. value.EnumerateArray().Select(i => i.GetString()!)];
            Wrong($"'{name}' is no list of words", $"write \"{name}\": [\"…\"]");
            return [];
        }

        private JsonElement? Get(string name) => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

        private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
    }
}

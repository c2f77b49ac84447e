using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using BotHost.Content;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Matching;

namespace BotHost.Demo;

/// <summary><c>demo seed</c>: writes residents.jsonl and opportunities.jsonl of a made-up province, in the form that <c>match</c> reads.</summary>
internal static class DemoCommand
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="contentRoot">The folder that holds <c>dialogs/</c>.</param>
    public static Command Create(string contentRoot, TimeProvider time)
    {
        var residents = new Option<int>("--residents") { Description = "How many people", DefaultValueFactory = _ => 10_000 };
        var opportunities = new Option<int>("--opportunities") { Description = "How many jobs and courses", DefaultValueFactory = _ => 500 };
        var county = new Option<string?>("--county") { Description = "Everybody and everything in this division (a code)" };
        var seed = new Option<long>("--seed") { Description = "The same seed makes the same province", DefaultValueFactory = _ => 1 };
        var today = new Option<DateOnly?>("--today") { Description = "The day the openings count from (default: today in China)" };
        var into = new Option<string>("--out") { Description = "Folder for residents.jsonl and opportunities.jsonl", DefaultValueFactory = _ => "." };
        var command = new Command("seed", "Make up a province: residents.jsonl and opportunities.jsonl. Nobody in it exists.") { residents, opportunities, county, seed, today, into };
        command.SetAction(parse => Seed(parse.GetValue(residents), parse.GetValue(opportunities), parse.GetValue(county), (ulong)parse.GetValue(seed), parse.GetValue(today) ?? ChinaTime.DayOf(time.GetUtcNow()), parse.GetValue(into)!, contentRoot, Console.Out, Console.Error));
        return new Command("demo", "Made-up data for shows and trials.") { command };
    }

    internal static int Seed(int residents, int opportunities, string? within, ulong seed, DateOnly today, string folder, string contentRoot, TextWriter output, TextWriter errors)
    {
        if (residents < 0 || opportunities < 0 || within is not null && !Divisions.IsCode(within))
        {
            errors.WriteLine(within is null ? "demo seed: the numbers may not be negative" : $"demo seed: --county is '{within}': write a division code of 2, 4, 6, 9 or 12 digits");
            return 2;
        }

        if (ContentLoader.Load(ContentFolder.Read(contentRoot)).Bundle is not { } content)
        {
            errors.WriteLine("demo seed: the content is broken; 'content check' says where");
            return 2;
        }

        try
        {
            var province = new SyntheticProvince(ContentFolder.ReadDivisions(contentRoot).Split('\n'), content.Skills, seed, today);
            Directory.CreateDirectory(folder);
            File.WriteAllLines(Path.Combine(folder, "residents.jsonl"), Enumerable.Range(0, residents).Select(i => Line(province.Resident(i, residents, within))));
            File.WriteAllLines(Path.Combine(folder, "opportunities.jsonl"), Enumerable.Range(0, opportunities).Select(i => Line(province.Opportunity(i, opportunities, within))));
            output.WriteLine($"{residents} residents and {opportunities} openings in {Path.GetFullPath(folder)}");
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine("demo seed: " + e.Message);
            return 2;
        }
    }


    private static string Line(Resident r) => JsonSerializer.Serialize(Told(new()
    {
        ["id"] = r.Id, ["place"] = r.Place, ["age"] = r.Age, ["sex"] = r.Sex, ["skills"] = r.Skills, ["experience_years"] = r.ExperienceYears, ["wage_min_monthly"] = r.WageMinMonthly,
        ["scope"] = r.Scope?.ToString().ToLowerInvariant(), ["health_limits"] = r.HealthLimits, ["care_duties"] = r.CareDuties, ["education"] = r.Education, ["need"] = r.Need,
        ["declined"] = r.Declined, ["skills_wanted"] = r.Wishes, ["rounds_waited"] = r.RoundsWaited, ["disabled"] = r.Disabled,
    }), Plain);

    private static string Line(Opportunity o) => JsonSerializer.Serialize(Told(new()
    {
        ["id"] = o.Id, ["kind"] = o.Kind.ToString().ToLowerInvariant(), ["title"] = o.Title, ["place"] = o.Place, ["openings"] = o.Openings, ["wage_monthly"] = o.WageMonthly, ["hours"] = o.Hours,
        ["age_min"] = o.AgeMin, ["age_max"] = o.AgeMax, ["skills"] = o.Skills, ["demands"] = o.Demands, ["teaches"] = o.Teaches, ["starts"] = o.Starts, ["expires"] = o.Expires,
    }), Plain);

    /// <summary>What is not known is left out.</summary>
    private static Dictionary<string, object?> Told(Dictionary<string, object?> row) => row.Where(f => f.Value is not null).ToDictionary();
}

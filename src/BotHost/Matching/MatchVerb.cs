using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using BotHost.Content;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Matching;
using BotHost.Places;
using BotHost.Reading;

namespace BotHost.Matching;

/// <summary>
/// <c>match</c>: residents and openings in, offers out, one JSON object a line. Exit code 0; 1 when a line was left out because it is wrong;
/// 2 when a file or an option cannot be used. Nothing but offers is written to standard output.
/// </summary>
internal static class MatchVerb
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="contentRoot">The folder that holds <c>dialogs/</c> and <c>prompts/</c>.</param>
    public static Command Create(string contentRoot, TimeProvider time)
    {
        var residents = new Option<string>("--residents") { Description = "JSON Lines, one resident a line", Required = true };
        var opportunities = new Option<string>("--opportunities") { Description = "JSON Lines, one job or course a line", Required = true };
        var county = new Option<string?>("--county") { Description = "Only residents of this division (a code)" };
        var round = new Option<int>("--round") { Description = "The number of the round, printed with every offer", DefaultValueFactory = _ => 1 };
        var today = new Option<string?>("--today") { Description = "The day to match for, as 2026-12-31 (default: today in China)" };
        var fairness = new Option<bool>("--fairness") { Description = "Write who got what, by sex, age, disability, need and township, to standard error" };
        var threads = new Option<int?>("--threads") { Description = "Threads to use; the offers do not depend on it" };
        var compare = new Option<string?>("--compare") { Description = "A folder with edited content: print only whose offers its weights would change, with both" };
        var command = new Command("match", "Matches residents with jobs and courses and shares the openings out fairly.") { residents, opportunities, county, round, today, fairness, threads, compare };
        command.SetAction(parse =>
        {
            var asked = new MatchInput(parse.GetValue(residents)!, parse.GetValue(opportunities)!, parse.GetValue(county), parse.GetValue(round), parse.GetValue(today), parse.GetValue(fairness), parse.GetValue(threads) ?? Environment.ProcessorCount) { Compare = parse.GetValue(compare) };
            return Run(asked, contentRoot, time, Console.Out, Console.Error);
        });
        return command;
    }

    internal static int Run(MatchInput input, string contentRoot, TimeProvider time, TextWriter output, TextWriter errors)
    {
        if (input.Refusal(time, out var today) is { } refusal)
        {
            errors.WriteLine("match: " + refusal);
            return 2;
        }

        if (ContentLoader.Load(ContentFolder.Read(contentRoot)).Bundle is not { } content)
        {
            errors.WriteLine("match: the content is broken; 'content check' says where");
            return 2;
        }

        try
        {
            ContentBundle? edited = null;
            if (input.Compare is { } folder && (edited = ContentLoader.Load(ContentFolder.Read(folder)).Bundle) is null)
            {
                errors.WriteLine($"match: the content in {folder} is broken; 'content check' says where");
                return 2;
            }

            var rows = new MatchRows(errors);
            var openings = rows.Read(input.Opportunities, line => (MatchWire.ReadOpportunity(line, content.Skills, out var wrong), wrong), o => o.Id);
            var residents = rows.Read(input.Residents, line => (MatchWire.ReadResident(line, out var wrong), wrong), r => r.Id);
            if (input.County is { } county) residents = [.. residents.Where(r => r.Place.StartsWith(county, StringComparison.Ordinal))];
            if (edited is not null) MatchComparison.Write(MatchComparison.Round(residents, openings, content, today, input.Threads), MatchComparison.Round(residents, openings, edited, today, input.Threads), output, errors);
            else Match(residents, openings, content, today, input, new DivisionNames(ContentFolder.ReadDivisions(contentRoot)), output, errors);
            return rows.Wrong > 0 ? 1 : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine("match: " + e.Message);
            return 2;
        }
    }

    private static void Match(List<Resident> residents, List<Opportunity> openings, ContentBundle content, DateOnly today, MatchInput input, DivisionNames names, TextWriter output, TextWriter errors)
    {
        var table = new OpportunityTable(openings, content.Skills, content.Matching, today);
        var pairing = new Pairing(ResidentTable.Of(residents, table), table);
        var round = OfferRound.Run(pairing, new(pairing), RoundSize.For(residents.Count, input.Threads));
        var reasons = new Reasons(pairing, content, names.Short);
        var nearMisses = new NearMisses(pairing, content, names.Short);
        for (var i = 0; i < round.Count; i++)
        {
            var (r, o) = (round.Residents[i], round.Openings[i]);
            // What was only just missed belongs to the person: it is told once, with the best offer.
            var first = i == 0 || round.Residents[i - 1] != r;
            output.WriteLine(JsonSerializer.Serialize(new
            {
                resident = residents[r].Id,
                opportunity = openings[o].Id,
                score = Math.Round((double)round.Scores[i] / MatchingRules.FullScore, 4),
                round = input.Round,
                reasons = reasons.Say(r, o, Reasons.Code(pairing, r, o)),
                near_misses = first ? nearMisses.Find(r).Select(m => nearMisses.Say(r, m)) : [],
            }, Plain));
        }

        output.Flush();
        if (input.Fairness) FairnessText.Write(FairnessReport.Of(pairing, round), content.Matching.Rounds, errors);
    }
}

/// <summary>What the verb was asked.</summary>
internal sealed record MatchInput(string Residents, string Opportunities, string? County, int Round, string? Today, bool Fairness, int Threads)
{
    /// <summary>A folder with edited content; null to print the offers themselves.</summary>
    public string? Compare { get; init; }

    /// <summary>What cannot be used, with the mend; null when all is well.</summary>
    public string? Refusal(TimeProvider time, out DateOnly today)
    {
        today = ChinaTime.DayOf(time.GetUtcNow());
        if (Today is not null && !DateOnly.TryParseExact(Today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out today)) return $"--today is '{Today}': write a day as 2026-12-31";
        if (County is not null && !Divisions.IsCode(County)) return $"--county is '{County}': write a division code of 2, 4, 6, 9 or 12 digits";
        if (Round < 1) return $"--round is {Round}: write 1 or more";
        return Threads < 1 ? $"--threads is {Threads}: write 1 or more" : null;
    }
}

/// <summary>Reads the rows of a file and tells what is wrong, with the line, and goes on.</summary>
internal sealed class MatchRows(TextWriter errors)
{
    /// <summary>A broken file should not fill a disk with messages.</summary>
    private const int MostTold = 1_000;

    public int Wrong { get; private set; }

    public List<T> Read<T>(string file, Func<string, (T? Row, RowProblem? Problem)> read, Func<T, string> id)
        where T : class
    {
        var rows = new List<T>();
        var seen = new HashSet<string>();
        var number = 0;
        foreach (var line in File.ReadLines(InputFile.Resolve(file)))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var (row, problem) = read(line);
            if (row is not null && !seen.Add(id(row))) problem = new($"the id '{id(row)}' stands twice", "give every line its own id");
            if (problem is null) rows.Add(row!);
            else Tell(file, number, problem);
        }

        return rows;
    }

    private void Tell(string file, int line, RowProblem problem)
    {
        if (++Wrong <= MostTold) errors.WriteLine($"match: {file}:{line}: {problem.What} → {problem.Fix}");
        else if (Wrong == MostTold + 1) errors.WriteLine("match: … and more");
    }
}

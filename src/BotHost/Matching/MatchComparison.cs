using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using BotHost.Core.Content;
using BotHost.Core.Matching;

namespace BotHost.Matching;

/// <summary>What an edit of the weights (or of the skills) would change for whom: the same people and openings under both.</summary>
internal static class MatchComparison
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Each person's offers, best first, and how well all of them fit.</summary>
    public sealed record Outcome(SortedDictionary<string, List<string>> Offers, double MeanScore);

    public static Outcome Round(List<Resident> residents, List<Opportunity> openings, ContentBundle content, DateOnly today, int threads)
    {
        var table = new OpportunityTable(openings, content.Skills, content.Matching, today);
        var pairing = new Pairing(ResidentTable.Of(residents, table), table);
        var round = OfferRound.Run(pairing, new(pairing), RoundSize.For(residents.Count, threads));
        var offers = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < round.Count; i++)
        {
            var id = residents[round.Residents[i]].Id;
            if (!offers.TryGetValue(id, out var mine)) offers[id] = mine = [];
            mine.Add(openings[round.Openings[i]].Id);
        }

        return new(offers, round.Count == 0 ? 0 : round.Scores.Take(round.Count).Average() / MatchingRules.FullScore);
    }

    /// <summary>One line for everybody whose offers change, and the whole in a few numbers on the other stream.</summary>
    public static void Write(Outcome before, Outcome after, TextWriter output, TextWriter errors)
    {
        var changed = 0;
        foreach (var id in before.Offers.Keys.Union(after.Offers.Keys).Order(StringComparer.Ordinal))
        {
            List<string> old = before.Offers.GetValueOrDefault(id) ?? [], fresh = after.Offers.GetValueOrDefault(id) ?? [];
            if (old.SequenceEqual(fresh)) continue;
            changed++;
            output.WriteLine(JsonSerializer.Serialize(new { resident = id, before = old, after = fresh }, Plain));
        }

        output.Flush();
        errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"match: {changed} people get other offers; reached {before.Offers.Count} → {after.Offers.Count}, offers {Count(before)} → {Count(after)}, mean score {before.MeanScore:0.000} → {after.MeanScore:0.000}"));
    }

    private static int Count(Outcome outcome) => outcome.Offers.Values.Sum(o => o.Count);
}

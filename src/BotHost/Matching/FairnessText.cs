using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Matching;

namespace BotHost.Matching;

/// <summary>The fairness report as a table, with the rule that explains the differences.</summary>
internal static class FairnessText
{
    public static void Write(ImmutableArray<FairnessRow> rows, RoundRules rules, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Rule: a first offer is worth {rules.First} + need × {rules.WorseOff} + rounds waited (at most {rules.LongestWait}) × {rules.Waiting} on top of its score (0–{MatchingRules.FullScore}); further offers carry {string.Join(", ", rules.Shares.Skip(1))} % of that, at most {rules.PerPerson} a person."));
        output.WriteLine("Sex, disability and township are in no score: a difference comes from need, waiting, and from the openings people fit (fitting; places = what their matches could take in all).");
        output.WriteLine("dimension   group        people  fitting  offered  offers/person  offers/fitting  waited  still waiting  need  places  acceptance");
        foreach (var row in rows)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.Dimension,-11} {row.Group,-11} {row.People,7} {row.Fitting,8} {row.Offered,8} {row.OffersPerPerson,14:F2} {row.OffersPerFitting,15:F2} {row.WaitedOffered,7:F1} {row.WaitedStill,14:F1} {row.MeanNeed,5:F0} {row.Places,7:F0} {(row.Acceptance is { } a ? a.ToString("P0", CultureInfo.InvariantCulture) : "-"),11}"));
        }
    }
}

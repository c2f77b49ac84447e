using System.Collections.Immutable;

namespace BotHost.Core.Matching;

/// <summary>What a round gave to one group of people.</summary>
/// <param name="Dimension">sex, age, disability, township or need.</param>
/// <param name="Fitting">People with at least one match: only they could get an offer.</param>
/// <param name="Offered">People with at least one offer.</param>
/// <param name="WaitedOffered">Mean rounds waited by those who got an offer.</param>
/// <param name="WaitedStill">Mean rounds waited, this one included, by those who fit and got none.</param>
/// <param name="MeanNeed">Mean need of those who fit, in hundredths: what the rule goes by.</param>
/// <param name="Places">Places within the reach of those who fit, counted once a person: few places a person explain few offers.</param>
public sealed record FairnessRow(string Dimension, string Group, int People, int Fitting, int Offered, int Offers, double WaitedOffered, double WaitedStill, double MeanNeed, double Places)
{
    public double OffersPerPerson => People == 0 ? 0 : (double)Offers / People;

    public double OffersPerFitting => Fitting == 0 ? 0 : (double)Offers / Fitting;

    /// <summary>Answers known so far; null without any.</summary>
    public double? Acceptance { get; init; }
}

/// <summary>The groups that people are counted by.</summary>
public static class FairnessGroups
{
    public const string Unknown = "unknown";

    /// <param name="years">0 when not told.</param>
    public static string Age(int years) => years switch { 0 => Unknown, < 18 => "16-17", < 30 => "18-29", < 45 => "30-44", < 60 => "45-59", _ => "60+" };

    /// <param name="hundredths">How hard their life is.</param>
    public static string Need(int hundredths) => hundredths switch { >= 75 => "75-100", >= 50 => "50-74", >= 25 => "25-49", _ => "0-24" };

    public static string YesNo(bool? value) => value switch { true => "yes", false => "no", _ => Unknown };
}

/// <summary>Who got what in a round, by sex, age, disability, township and need, so that a difference can be seen and explained.</summary>
public static class FairnessReport
{
    /// <param name="accepted">Answers to offers known so far: yes, no, or null for none; by offer.</param>
    public static ImmutableArray<FairnessRow> Of(Pairing pairing, RoundResult round, Func<int, bool?>? accepted = null)
    {
        var residents = pairing.Residents;
        var (offers, yes, answers) = (new int[residents.Count], new int[residents.Count], new int[residents.Count]);
        for (var i = 0; i < round.Count; i++)
        {
            offers[round.Residents[i]]++;
            if (accepted?.Invoke(i) is not { } answer) continue;
            answers[round.Residents[i]]++;
            yes[round.Residents[i]] += answer ? 1 : 0;
        }

        var capacity = Sharing.Capacities(pairing.Openings);
        var dimensions = new (string Name, Func<int, string> Of)[]
        {
            ("sex", r => residents.Sex[r] switch { 1 => "female", 2 => "male", _ => "unknown" }),
            ("age", r => FairnessGroups.Age(residents.Age[r])),
            ("disability", r => FairnessGroups.YesNo(residents.Disabled[r] switch { 2 => true, 1 => false, _ => null })),
            ("need", r => FairnessGroups.Need(residents.Need[r])),
            ("township", r => residents.Key(r, Reach.Township) is > 0 and var key ? key.ToString(System.Globalization.CultureInfo.InvariantCulture) : "unknown"),
        };
        return [.. dimensions.SelectMany(d => Enumerable.Range(0, residents.Count).GroupBy(d.Of).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Row(d.Name, g.Key, [.. g])))];

        FairnessRow Row(string dimension, string group, int[] people)
        {
            int[] fitting = [.. people.Where(r => round.Matches.Count(r) > 0)], offered = [.. fitting.Where(r => offers[r] > 0)], still = [.. fitting.Where(r => offers[r] == 0)];
            return new(dimension, group, people.Length, fitting.Length, offered.Length, people.Sum(r => offers[r]), Mean(offered, r => residents.Waited[r]), Mean(still, r => residents.Waited[r] + 1), Mean(fitting, r => residents.Need[r]), Mean(fitting, Places))
            {
                Acceptance = people.Sum(r => answers[r]) is > 0 and var all ? (double)people.Sum(r => yes[r]) / all : null,
            };
        }

        double Places(int r)
        {
            var places = 0;
            foreach (var o in round.Matches.Openings(r)) places += capacity[o];
            return places;
        }
    }

    private static double Mean(int[] people, Func<int, double> of) => people.Length == 0 ? 0 : people.Average(of);
}

using System.Collections.Immutable;

namespace BotHost.Core.Matching;

/// <summary>Weights of a score, in hundredths; they add up to 100.</summary>
public sealed record MatchWeights(int Skill, int Distance, int Wage, int Steady, int Training, int Wish, int Need);

/// <summary>How skills count, in hundredths; <paramref name="FullYears"/> in years.</summary>
/// <param name="Least">The least near-match that counts as knowing the skill.</param>
public sealed record SkillParts(int NoneAsked, int Starter, int Known, int FullYears, int Least);

/// <summary>Sharing out openings; see <c>dialogs/matching.yaml</c> for the meaning of each number.</summary>
/// <param name="PerPerson">The most offers somebody gets in a round.</param>
/// <param name="AcceptanceUnmeasured">Part of offers that is taken to be wanted before any answer, in hundredths.</param>
/// <param name="AcceptancePrior">So many answers that assumption is worth.</param>
/// <param name="Shares">The part of the bonus that the first, second … offer carries, never rising.</param>
public sealed record RoundRules(int PerPerson, ImmutableArray<int> Shares, int First, int WorseOff, int Waiting, int LongestWait, int AcceptanceUnmeasured, int AcceptancePrior, int MostPerOpening)
{
    /// <summary>What somebody's first offer of a round is worth on top of its score: the stated rule that those worse off, and those who wait, come first.</summary>
    public int FirstBonus(int needHundredths, int roundsWaited) => First + WorseOff * needHundredths / 100 + Waiting * Math.Clamp(roundsWaited, 0, LongestWait);

    /// <summary>What the n-th offer (from 0) of the same round is worth on top of its score.</summary>
    public int BonusOf(int firstBonus, int offer) => firstBonus * Shares[Math.Min(offer, Shares.Length - 1)] / 100;

    /// <summary>The most offers an opportunity may have out at once.</summary>
    public int Capacity(int openings, double? acceptance)
    {
        if (openings <= 0) return 0;
        var expected = acceptance is > 0 and <= 1 ? acceptance.Value : AcceptanceUnmeasured / 100.0;
        return (int)Math.Clamp(Math.Floor(openings / expected + 1e-9), openings, (long)openings * MostPerOpening);
    }
}

/// <summary>How jobs and courses are weighed and shared out: <c>dialogs/matching.yaml</c>.</summary>
/// <param name="Distance">Worth of each <see cref="Reach"/>, in hundredths.</param>
/// <param name="Kilometres">The farthest of each <see cref="Reach"/> but anywhere, when both sides give coordinates.</param>
/// <param name="UsualWage">Yuan a month.</param>
/// <param name="WageFullAt">Hundredths of the least accepted wage.</param>
/// <param name="TrainingFullAtJobs">Jobs in the county that ask for what a course teaches.</param>
public sealed record MatchingRules(
    MatchWeights Weights, SkillParts Skill, ImmutableArray<int> Distance, ImmutableArray<int> Kilometres, Reach ScopeUnknown, int NeedUnknown, int UsualWage, int WageFullAt,
    int TrainingFullAtJobs, int WorkingAge, int AdultAge, RoundRules Rounds, int MostNearMisses, int NearMissWageShort)
{
    /// <summary>Scores run from 0 to this.</summary>
    public const int FullScore = 10_000;
}

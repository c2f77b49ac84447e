using System.Collections.Immutable;

namespace BotHost.Core.Matching;

/// <summary>How offers of one kind, to people that far from them, were answered. What somebody is (sex, age, disability) has no part in it.</summary>
/// <param name="Answered">Yes, no, or no word in time; those still open are not counted.</param>
public sealed record AnsweredOffers(OpportunityKind Kind, Reach Reach, int Wanted, int Answered);

/// <summary>What is expected of the next offers of that kind and distance.</summary>
/// <param name="Expected">Part that will be taken, above 0 to 1.</param>
public sealed record ExpectedAcceptance(OpportunityKind Kind, Reach Reach, int Wanted, int Answered, double Expected);

/// <summary>How many of the offers made are likely to be taken, from how earlier ones were answered and a stated prior.</summary>
public static class OfferAcceptance
{
    /// <summary>
    /// The mean of a Beta distribution for each kind and distance: the prior is worth <c>acceptance_prior</c> answers, of which the part
    /// <c>acceptance_unmeasured</c> was a yes. So few answers change little, and many outweigh it.
    /// </summary>
    public static ImmutableArray<ExpectedAcceptance> Expect(IEnumerable<AnsweredOffers> answers, RoundRules rules) =>
    [
        .. answers.GroupBy(a => (a.Kind, a.Reach)).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Reach).Select(g =>
        {
            var (wanted, answered) = (g.Sum(a => a.Wanted), g.Sum(a => a.Answered));
            var (yes, all) = (rules.AcceptancePrior * rules.AcceptanceUnmeasured / 100.0 + wanted, rules.AcceptancePrior + answered);
            return new ExpectedAcceptance(g.Key.Kind, g.Key.Reach, wanted, answered, Math.Clamp(all == 0 ? rules.AcceptanceUnmeasured / 100.0 : yes / (double)all, 0.01, 1));
        }),
    ];

    /// <summary>What an opening of a kind may expect: the mean over the distances, weighted by where offers of its kind went. Null where nothing was answered yet.</summary>
    public static double? Of(OpportunityKind kind, ImmutableArray<ExpectedAcceptance> expected)
    {
        var mine = expected.Where(e => e.Kind == kind && e.Answered > 0).ToList();
        return mine.Count == 0 ? null : mine.Sum(e => e.Expected * e.Answered) / mine.Sum(e => e.Answered);
    }

    /// <summary>Places that are likely still free: those taken count whole, those offered and not yet answered for their expected part.</summary>
    public static int PlacesLeft(int openings, int wanted, int waiting, double expected) => Math.Max(0, (int)Math.Floor(openings - wanted - waiting * expected + 1e-9));
}

using BotHost.Core.Matching;
using CsCheck;

namespace Core.Tests.Matching;

/// <summary>Measured answers decide how many offers an opening can bear.</summary>
public class OfferAcceptanceTests
{
    private static readonly RoundRules Rules = Repository.Content.Matching.Rounds;

    [Fact]
    public void Before_anything_was_answered_an_opening_bears_as_many_offers_as_it_has_places()
    {
        Assert.Null(OfferAcceptance.Of(OpportunityKind.Job, OfferAcceptance.Expect([], Rules)));
        Assert.Equal(3, Rules.Capacity(3, OfferAcceptance.Of(OpportunityKind.Job, [])));
    }

    [Fact]
    public void Few_answers_change_little_and_many_outweigh_what_was_assumed()
    {
        var few = Assert.Single(OfferAcceptance.Expect([new(OpportunityKind.Job, Reach.County, 0, 2)], Rules));
        var many = Assert.Single(OfferAcceptance.Expect([new(OpportunityKind.Job, Reach.County, 500, 2_000)], Rules));
        Assert.InRange(few.Expected, 0.9, 1);
        Assert.InRange(many.Expected, 0.25, 0.26);
    }

    [Fact]
    public void Jobs_say_nothing_about_courses_and_each_distance_counts_by_the_offers_that_went_there()
    {
        var expected = OfferAcceptance.Expect([new(OpportunityKind.Job, Reach.Village, 900, 1_000), new(OpportunityKind.Job, Reach.Village, 0, 0), new(OpportunityKind.Job, Reach.Prefecture, 300, 3_000)], Rules);
        Assert.Null(OfferAcceptance.Of(OpportunityKind.Training, expected));
        var (near, far) = (expected[0].Expected, expected[1].Expected);
        Assert.True(near > 0.89 && far < 0.12);
        Assert.Equal((near + 3 * far) / 4, OfferAcceptance.Of(OpportunityKind.Job, expected)!.Value, 9);
    }

    [Fact]
    public void Whatever_was_answered_no_opening_is_offered_to_more_than_its_expected_acceptance_bears() => Gen.Select(Gen.Int[0, 5_000], Gen.Int[0, 5_000], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 60]).Sample((wanted, refused, openings, taken, waiting) =>
    {
        var expected = OfferAcceptance.Of(OpportunityKind.Job, OfferAcceptance.Expect([new(OpportunityKind.Job, Reach.County, wanted, wanted + refused)], Rules)) ?? 1;
        var left = OfferAcceptance.PlacesLeft(openings, taken, waiting, expected);
        var more = Rules.Capacity(left, expected);
        Assert.True(left >= 0 && more <= left * Rules.MostPerOpening);
        if (more > 0) Assert.True(taken + (waiting + more) * expected <= openings + 1e-6, $"{openings} places, {taken} taken, {waiting} waiting, {more} more at {expected}");
    });
}

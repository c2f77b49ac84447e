using BotHost.App.Conversations;
using BotHost.Core.Dialogs;

namespace BotHost.App.Offers;

/// <summary>Brings planned offers to their conversations, in the hours when people may be written to; each person's together, and never twice.</summary>
public sealed class SendOffers(IOfferStore offers, IContentLibrary library, TimeProvider clock)
{
    /// <summary>People a round: the next round looks at the clock, and at pauses, again.</summary>
    private const int PageSize = 200;

    /// <summary>Events on their way into turns; with more than these waiting nothing is added, so that who writes meanwhile does not stand behind a province.</summary>
    private const int MostInTurns = 400;

    /// <summary>Sends one page.</summary>
    public async Task<SentPage> RunAsync(CancellationToken cancellation)
    {
        var (rules, now) = (library.Current.Offers, clock.GetUtcNow());
        if (rules.IsQuiet(now)) return new(0, HeldBack: false);
        if (await offers.InTurnsAsync(MostInTurns, cancellation) >= MostInTurns) return new(0, HeldBack: true);
        var due = await offers.DueAsync(now, rules.PerWeek, PageSize, cancellation);
        var sent = await Task.WhenAll(due.Select(d => offers.SendAsync(d, EventFor(d, now), now, cancellation)));
        return new(sent.Count(s => s), HeldBack: false);
    }

    /// <summary>Gives back places whose offer had no answer in time; returns how many.</summary>
    public Task<int> GiveBackAsync(CancellationToken cancellation) => offers.ExpireAsync(clock.GetUtcNow().AddDays(-library.Current.Offers.AnswerDays), cancellation);

    private static InboundActivity EventFor(DueOffers due, DateTimeOffset now) =>
        ConversationEvent.For(due.ConversationId, News.OffersMade, $"offers:{due.CampaignId}:{due.SubjectId}:{due.Offers[0].Id}", new { offers = due.Offers }, now);
}

/// <summary>What one page of offers came to.</summary>
/// <param name="People">How many were sent something.</param>
/// <param name="HeldBack">True when the conversations have yet to take what was sent before: look again in a moment.</param>
public readonly record struct SentPage(int People, bool HeldBack);

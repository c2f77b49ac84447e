using BotHost.App.Conversations;
using BotHost.Core.Dialogs;

namespace BotHost.App.Offers;

/// <summary>Brings planned offers to their conversations, in the hours when people may be written to; each person's together, and never twice.</summary>
public sealed class SendOffers(IOfferStore offers, IContentLibrary library, TimeProvider clock)
{
    /// <summary>People a round: the next round looks at the clock, and at pauses, again.</summary>
    private const int PageSize = 200;

    /// <summary>Returns how many people were sent something.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (rules, now) = (library.Current.Offers, clock.GetUtcNow());
        if (rules.IsQuiet(now)) return 0;
        var due = await offers.DueAsync(now, rules.PerWeek, PageSize, cancellation);
        var sent = await Task.WhenAll(due.Select(d => offers.SendAsync(d, EventFor(d, now), now, cancellation)));
        return sent.Count(s => s);
    }

    /// <summary>Gives back places whose offer had no answer in time; returns how many.</summary>
    public Task<int> GiveBackAsync(CancellationToken cancellation) => offers.ExpireAsync(clock.GetUtcNow().AddDays(-library.Current.Offers.AnswerDays), cancellation);

    private static InboundActivity EventFor(DueOffers due, DateTimeOffset now) =>
        ConversationEvent.For(due.ConversationId, News.OffersMade, $"offers:{due.CampaignId}:{due.SubjectId}:{due.Offers[0].Id}", new { offers = due.Offers }, now);
}

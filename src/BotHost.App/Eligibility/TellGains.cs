using BotHost.App.Conversations;
using BotHost.Core.Dialogs;

namespace BotHost.App.Eligibility;

/// <summary>Brings news of a change to those who gain by it and whom a person said yes to telling: each person's together, by day only, and never twice. Who would lose is not written to.</summary>
public sealed class TellGains(IOutcomeChanges changes, IContentLibrary library, TimeProvider clock)
{
    private const int PageSize = 200;

    /// <summary>Sends one page; returns how many people it settled.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (library.Current.Offers.IsQuiet(now)) return 0;
        var due = await changes.DueAsync(PageSize, cancellation);
        var sent = await Task.WhenAll(due.Select(d => changes.SendAsync(d, EventFor(d, now), now, cancellation)));
        return sent.Count(s => s);
    }

    private static InboundActivity? EventFor(DueGains due, DateTimeOffset now) =>
        due.ConversationId is { } id ? ConversationEvent.For(id, News.OutcomesTurned, "gains:" + due.Key, new { gains = due.Gains }, now) : null;
}

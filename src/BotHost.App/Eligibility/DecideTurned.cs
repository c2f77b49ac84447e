using BotHost.Core.Claims;

namespace BotHost.App.Eligibility;

/// <summary>A person's word on somebody whose outcome a change of rules turned.</summary>
public sealed class DecideTurned(IOutcomeChanges changes, TimeProvider clock)
{
    /// <summary>The lowest level that sees these lists: rules and amounts are set by the county or above.</summary>
    public const Level Lowest = Level.County;

    private const int PageSize = 200;

    public static bool MaySee(Reviewer reviewer) => reviewer.Level >= Lowest;

    /// <summary>Puts one who gains on the list of those to be told.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> ApproveAsync(TurnedLine line, Reviewer reviewer, CancellationToken cancellation) =>
        line.Outcome.Gains ? DecideAsync(line, TurnedState.Approved, reviewer, cancellation) : Task.FromResult<string?>("不再符合的，不发消息，请人上门看。");

    /// <summary>Puts everybody on that list who waits and gains as this one does: by the same change, the same program, for the same reason.</summary>
    /// <param name="done">Told how many there are so far, for whoever waits.</param>
    /// <returns>How many; 0 where nobody may be told or this reviewer does not decide. A line that somebody else decides meanwhile is theirs.</returns>
    public async Task<int> ApproveAlikeAsync(TurnedLine like, Reviewer reviewer, Action<int> done, CancellationToken cancellation)
    {
        if (!like.Outcome.Gains || !MaySee(reviewer)) return 0;
        var (approved, passed) = (0, 0);
        while (true)
        {
            // What is approved leaves the list, so the next page begins behind what was passed over.
            var page = await changes.ListAsync(reviewer, gains: true, TurnedState.Waiting, passed, PageSize, cancellation);
            if (page.Lines.Count == 0) return approved;
            foreach (var line in page.Lines)
            {
                if (line.ChangeId != like.ChangeId || !line.Outcome.Alike(like.Outcome)) passed++;
                else if (await DecideAsync(line, TurnedState.Approved, reviewer, cancellation) is null) approved++;
            }

            done(approved);
        }
    }

    /// <summary>Takes a line off the list: a person has seen to it, or nobody is to be told.</summary>
    public Task<string?> SettleAsync(TurnedLine line, Reviewer reviewer, CancellationToken cancellation) => DecideAsync(line, TurnedState.Settled, reviewer, cancellation);

    private async Task<string?> DecideAsync(TurnedLine line, TurnedState state, Reviewer reviewer, CancellationToken cancellation)
    {
        if (!MaySee(reviewer)) return "这个要县里定。";
        return await changes.DecideAsync(line.ChangeId, line.SubjectId, line.Outcome.Program, state, reviewer, clock.GetUtcNow(), cancellation) ? null : "别人已经处理了，刷新看看。";
    }
}

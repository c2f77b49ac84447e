using BotHost.Core.Claims;

namespace BotHost.App.Eligibility;

/// <summary>A person's word on somebody whose outcome a change of rules turned.</summary>
public sealed class DecideTurned(IOutcomeChanges changes, TimeProvider clock)
{
    /// <summary>The lowest level that sees these lists: rules and amounts are set by the county or above.</summary>
    public const Level Lowest = Level.County;

    public static bool MaySee(Reviewer reviewer) => reviewer.Level >= Lowest;

    /// <summary>Puts one who gains on the list of those to be told.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> ApproveAsync(TurnedLine line, Reviewer reviewer, CancellationToken cancellation) =>
        line.Outcome.Gains ? DecideAsync(line, TurnedState.Approved, reviewer, cancellation) : Task.FromResult<string?>("不再符合的，不发消息，请人上门看。");

    /// <summary>Takes a line off the list: a person has seen to it, or nobody is to be told.</summary>
    public Task<string?> SettleAsync(TurnedLine line, Reviewer reviewer, CancellationToken cancellation) => DecideAsync(line, TurnedState.Settled, reviewer, cancellation);

    private async Task<string?> DecideAsync(TurnedLine line, TurnedState state, Reviewer reviewer, CancellationToken cancellation)
    {
        if (!MaySee(reviewer)) return "这个要县里定。";
        return await changes.DecideAsync(line.ChangeId, line.SubjectId, line.Outcome.Program, state, reviewer, clock.GetUtcNow(), cancellation) ? null : "别人已经处理了，刷新看看。";
    }
}

using BotHost.App.Conversations;
using Microsoft.Extensions.Options;

namespace BotHost.Conversations;

/// <summary>Takes the turns of one conversation in the order of its inbox, and keeps the record between them.</summary>
internal sealed class ConversationGrain(
    IConversationStore store, TakeTurn takeTurn, ParkMessage park, TimeProvider clock, IOptions<TurnOptions> options, ILogger<ConversationGrain> log)
    : Grain, IConversationGrain
{
    /// <summary>A message that was being answered in this many crashes is taken to be their cause. Larger than the number of tries after a fault: a power cut is nobody's fault.</summary>
    private const int MostCrashes = 10;

    private LoadedConversation? kept;

    /// <summary>Everything in the inbox up to here is answered; null when that is not known.</summary>
    private long? answered;

    public Task WakeAsync(CommittedActivity? committed) => GuardAsync(async () =>
    {
        if (committed is null)
        {
            await DrainAsync(recovering: false);
        }
        else if (answered is null ? committed.Previous == 0 || committed.Alone : committed.Previous == answered)
        {
            var onlyForThis = answered is null && committed.Alone;
            await AnswerAsync(new(committed.Sequence, committed.Inbound, 0));
            // A round of offers wakes a province; who has not spoken need not be kept.
            if (onlyForThis) DeactivateOnIdle();
        }
        else if (committed.Sequence > (answered ?? 0))
        {
            // Something before it is still open, or we have only just woken up: the inbox knows the order.
            await DrainAsync(recovering: false);
        }
    });

    public Task RecoverAsync() => GuardAsync(() => DrainAsync(recovering: true));

    private async Task DrainAsync(bool recovering)
    {
        foreach (var pending in await store.PendingAsync(this.GetPrimaryKeyString(), CancellationToken.None))
        {
            if (recovering && await store.CountAttemptAsync(pending.Sequence, CancellationToken.None) > MostCrashes)
            {
                await ParkAsync(pending with { Attempts = MostCrashes }, new InvalidOperationException("the host ended each time it was being answered"));
                continue;
            }

            await AnswerAsync(pending);
        }
    }

    private async Task AnswerAsync(PendingActivity pending)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                kept = await takeTurn.RunAsync(kept, pending, CancellationToken.None);
                answered = pending.Sequence;
                return;
            }
            catch (AlreadyAnsweredException)
            {
                kept = null;
                answered = pending.Sequence;
                return;
            }
            catch (Exception fault) when (fault is not StorageUnavailableException)
            {
                kept = null;
                await store.CountAttemptAsync(pending.Sequence, CancellationToken.None);
                if (attempt >= options.Value.Attempts)
                {
                    await ParkAsync(pending with { Attempts = attempt }, fault);
                    return;
                }

                log.LogWarning("A turn failed and is tried again: {Fault}. Conversation {Conversation}, sequence {Sequence}",
                    ParkMessage.Describe(fault), pending.Inbound.ConversationId, pending.Sequence);
                await Task.Delay(options.Value.FirstRetryAfter * Math.Pow(2, attempt - 1), clock);
            }
        }
    }

    private async Task ParkAsync(PendingActivity pending, Exception fault)
    {
        await park.RunAsync(pending, fault, CancellationToken.None);
        kept = null;
        answered = pending.Sequence;
    }

    /// <summary>What fails here stays in the inbox; the sweep comes back to it.</summary>
    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            (kept, answered) = (null, null);
            log.LogError("Conversation {Conversation} stopped before its inbox was answered: {Fault}", this.GetPrimaryKeyString(), ParkMessage.Describe(e));
        }
    }
}

using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotHost.App.Conversations;

/// <summary>Sets aside a message that no turn can answer: the resident is told kindly, and a person is asked to look.</summary>
public sealed class ParkMessage(IConversationStore store, FreshIds ids, TimeProvider clock, IOptions<TurnOptions> options, ILogger<ParkMessage> log)
{
    /// <summary>Province level: who to ask is not known when no turn could be taken.</summary>
    private const string WholeProvince = "41";

    public async Task RunAsync(PendingActivity pending, Exception fault, CancellationToken cancellation)
    {
        var (inbound, now, seed) = (pending.Inbound, clock.GetUtcNow(), new TurnSeed(ids.Next()));
        log.LogError("Set aside after {Attempts} attempts: {Fault}. Conversation {Conversation}, sequence {Sequence}",
            pending.Attempts, Describe(fault), inbound.ConversationId, pending.Sequence);
        // An event is nothing the resident said: an apology for it would only puzzle them.
        var outgoing = inbound.Activity.Type == "message"
            ? OutgoingActivities.From([new(options.Value.ParkedReply, [], [])], inbound, seed, options.Value.BotName, now)
            : [];
        var escalation = new Escalation(
            FreshIds.From(seed.Value, "escalation", 0, now), "fault", inbound.ConversationId, null, null, "", WholeProvince,
            new(Level.County), now, now + options.Value.ParkedDueAfter);
        await store.ParkAsync(new(inbound.ConversationId, pending.Sequence, Describe(fault), outgoing, [new Effect.SaveEscalation(escalation)], now), cancellation);
    }

    /// <summary>Type and place of the fault. The message of an exception may quote what somebody said, so it is left out.</summary>
    public static string Describe(Exception fault)
    {
        var at = new System.Diagnostics.StackTrace(fault).GetFrame(0)?.GetMethod();
        return at is null ? fault.GetType().Name : $"{fault.GetType().Name} in {at.DeclaringType?.Name}.{at.Name}";
    }
}

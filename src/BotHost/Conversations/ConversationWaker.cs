using BotHost.App.Conversations;

namespace BotHost.Conversations;

/// <summary>Calls the conversation's grain and does not wait. Whatever gets lost on the way is found by the sweep.</summary>
internal sealed class ConversationWaker(IServiceProvider services, ILogger<ConversationWaker> log) : IConversationWaker
{
    // Asked for late: the silo's services are built after the store's.
    private IGrainFactory? grains;

    public void Wake(string conversationId, CommittedActivity? committed)
    {
        try
        {
            grains ??= services.GetRequiredService<IGrainFactory>();
            grains.GetGrain<IConversationGrain>(conversationId).WakeAsync(committed).Ignore();
        }
        catch (Exception e)
        {
            log.LogWarning("Conversation {Conversation} could not be woken: {Fault}", conversationId, e.GetType().Name);
        }
    }
}

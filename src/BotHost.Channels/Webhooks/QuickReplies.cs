using BotHost.Core.Activities;

namespace BotHost.Channels.Webhooks;

/// <summary>Quick replies where there are no buttons.</summary>
internal static class QuickReplies
{
    /// <summary>The text, with what can be chosen as numbered lines below it.</summary>
    public static string Numbered(Activity activity)
    {
        var choices = activity.SuggestedActions?.Actions ?? [];
        return choices.Length == 0 ? activity.Text ?? "" : $"{activity.Text}\n{string.Join('\n', choices.Select((c, i) => $"{i + 1}. {c.Title}"))}";
    }
}

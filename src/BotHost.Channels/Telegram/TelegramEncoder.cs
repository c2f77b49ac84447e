using System.Globalization;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;
using Telegram.Bot.Requests;
using Telegram.Bot.Types.Enums;

namespace BotHost.Channels.Telegram;

/// <summary>Activities → what Telegram is sent. Pure.</summary>
internal static class TelegramEncoder
{
    /// <summary>Characters in one text.</summary>
    private const int Most = 4096;

    /// <summary>All of a turn as one text, in parts where it is long; what can be chosen last stands as buttons below the last part.</summary>
    public static IReadOnlyList<SendMessageRequest> Messages(string chatId, IReadOnlyList<Activity> activities)
    {
        var chat = long.Parse(chatId, CultureInfo.InvariantCulture);
        var text = string.Join("\n\n", activities.SkipLast(1).Select(QuickReplies.Numbered).Append(activities[^1].Text ?? "").Where(t => t.Length > 0));
        var parts = TextParts.OfCharacters(text, Most);
        return [.. parts.Select((part, i) => new SendMessageRequest
        {
            ChatId = chat, Text = part, ReplyMarkup = i == parts.Count - 1 ? TelegramKeyboard.Of(activities[^1].SuggestedActions?.Actions ?? []) : null,
        })];
    }

    /// <summary>"typing…" below the bot's name, for five seconds.</summary>
    public static SendChatActionRequest Typing(string chatId) => new() { ChatId = long.Parse(chatId, CultureInfo.InvariantCulture), Action = ChatAction.Typing };
}

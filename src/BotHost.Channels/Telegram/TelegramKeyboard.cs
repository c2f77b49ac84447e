using System.Globalization;
using System.Text;
using BotHost.Core.Activities;
using Telegram.Bot.Types;
using Telegram.Bot.Types.ReplyMarkups;

namespace BotHost.Channels.Telegram;

/// <summary>
/// Quick replies as buttons. A button carries at most 64 bytes, which Chinese words fill quickly; so it carries its number, and the words
/// are read from the keyboard that comes back with the press.
/// </summary>
internal static class TelegramKeyboard
{
    private const int MostBytes = 64;

    private const char Number = '#';

    /// <summary>One button a row: they are read on small screens by people who do not see well.</summary>
    public static InlineKeyboardMarkup? Of(IReadOnlyList<CardAction> choices) => choices.Count == 0 ? null : new(choices.Select((choice, i) => new[] { Button(choice, i) }));

    /// <summary>The words a pressed button stands for; null when they cannot be known any more, because the message is too old.</summary>
    public static string? WordsOf(CallbackQuery press)
    {
        if (press.Data is not { Length: > 0 } data) return null;
        if (data[0] != Number) return data;
        return press.Message?.ReplyMarkup?.InlineKeyboard?.SelectMany(row => row ?? []).FirstOrDefault(b => b?.CallbackData == data)?.Text;
    }

    private static InlineKeyboardButton Button(CardAction choice, int i) =>
        choice.Type == "openUrl" ? InlineKeyboardButton.WithUrl(choice.Title, choice.Value) : InlineKeyboardButton.WithCallbackData(choice.Title, DataOf(choice, i));

    /// <summary>A value that is not what the button shows is carried itself, where it fits.</summary>
    private static string DataOf(CardAction choice, int i) =>
        choice.Value != choice.Title && choice.Value.Length > 0 && choice.Value[0] != Number && Encoding.UTF8.GetByteCount(choice.Value) <= MostBytes
            ? choice.Value : Number + (i + 1).ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace BotHost.Channels.Telegram;

/// <summary>An update, read.</summary>
/// <param name="ChatId">Whom to answer.</param>
/// <param name="Activity">Null for an update that says nothing to us: groups, service messages, kinds we do not know.</param>
internal sealed record TelegramPush(string ChatId, Activity? Activity)
{
    /// <summary>Id of the button press that must be answered, or the button shows that it is being waited for.</summary>
    public string? Pressed { get; init; }
}

/// <summary>
/// The body of an update → activity. Pure. Only private chats are heard: what somebody says about their own life is nothing for a group.
/// A message that was edited after we took it is said once more, with a word before it that marks a correction: what was taken stays on
/// record, and the dialogs replace what was stated instead of asking about a contradiction.
/// </summary>
internal static class TelegramDecoder
{
    public const string Channel = "telegram";

    /// <summary>Said before what was edited; understanding knows the word (<c>correction</c> in the lexicon).</summary>
    private const string Corrected = "更正：";

    /// <summary>Null for a body that is no update.</summary>
    public static TelegramPush? Decode(ReadOnlySpan<byte> body)
    {
        if (JsonBudget.Read<Update>(body, JsonBotAPI.Options) is not { Id: > 0 } update) return null;
        if (update.CallbackQuery is { } press) return Press(update.Id, press);
        if (update.MyChatMember is { } member) return new(ChatOf(member.Chat), Stamped(Blocked(member), update.Id, member.Chat, member.Date));
        return (update.Message ?? update.EditedMessage) is { } message
            ? new(ChatOf(message.Chat), Stamped(Said(message, isEdited: update.Message is null), update.Id, message.Chat, message.EditDate ?? message.Date))
            : new("", null);
    }

    private static TelegramPush? Press(int updateId, CallbackQuery press)
    {
        if (press.Id is not { Length: > 0 and <= 64 } id || press.Message is not { } message) return null;
        var words = TelegramKeyboard.WordsOf(press);
        return new(ChatOf(message.Chat), words is null ? null : Stamped(new() { Type = "message", Text = words, ReplyToId = NumberOf(message.Id) }, updateId, message.Chat, null)) { Pressed = id };
    }

    private static Activity? Said(Message message, bool isEdited)
    {
        var text = message.Text ?? message.Caption ?? message.Contact?.PhoneNumber ?? message.Venue?.Address ?? message.Sticker?.Emoji ?? "";
        if (!isEdited && text.StartsWith("/start", StringComparison.Ordinal)) return Started(text["/start".Length..].Trim());
        var attachment = Shown(message);
        if (text.Length == 0 && attachment is null && message.Location is null) return null;
        // A live position changes all the time; that corrects nothing.
        if (isEdited && message.Location is not null) return null;
        return new()
        {
            Type = "message", Text = isEdited && text.Length > 0 ? Corrected + text : text, Attachments = attachment is null ? null : [attachment],
            ChannelData = Data(("message", NumberOf(message.Id)), ("edited", isEdited ? "true" : null), ("latitude", NumberOf(message.Location?.Latitude)), ("longitude", NumberOf(message.Location?.Longitude))),
        };
    }

    /// <summary>Somebody opened the chat, perhaps by a link on a poster that says where (<c>t.me/BOT?start=SCENE</c>).</summary>
    private static Activity Started(string scene) => new() { Type = "conversationUpdate", ChannelData = Data(("scene", scene is { Length: > 0 and <= 64 } ? scene : null)) };

    private static Activity? Blocked(ChatMemberUpdated member) =>
        member.NewChatMember is { Status: ChatMemberStatus.Kicked or ChatMemberStatus.Left } ? new() { Type = "event", Name = "channel.unsubscribed" } : null;

    /// <summary>The largest of a photo's sizes; other files by their own type.</summary>
    private static Attachment? Shown(Message message) =>
        message.Photo?.MaxBy(p => (long)p.Width * p.Height) is { } photo ? File("image/jpeg", photo.FileId)
        : message.Voice is { } voice ? File(voice.MimeType ?? "audio/ogg", voice.FileId)
        : message.Audio is { } audio ? File(audio.MimeType ?? "audio/mpeg", audio.FileId)
        : message.Video is { } video ? File(video.MimeType ?? "video/mp4", video.FileId)
        : message.VideoNote is { } round ? File("video/mp4", round.FileId)
        : message.Document is { } document ? File(document.MimeType ?? "application/octet-stream", document.FileId, document.FileName)
        : null;

    private static Attachment File(string contentType, string? fileId, string? name = null) => new(contentType, $"{Channel}:{fileId}", name);

    private static Activity? Stamped(Activity? activity, int updateId, Chat? chat, DateTime? at) => activity is null || chat is not { Type: ChatType.Private } ? null : activity with
    {
        Id = NumberOf(updateId), Timestamp = at is { Year: > 1970 } known ? new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null, ChannelId = Channel, From = new(ChatOf(chat), Role: "user"),
        MembersAdded = activity.Type == "conversationUpdate" ? [new(ChatOf(chat))] : null, Locale = "zh-CN",
    };

    private static string ChatOf(Chat? chat) => NumberOf(chat?.Id)!;

    private static string? NumberOf(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);

    private static JsonElement? Data(params (string Name, string? Value)[] values)
    {
        var given = values.Where(v => !string.IsNullOrEmpty(v.Value)).ToDictionary(v => v.Name, v => v.Value);
        return given.Count == 0 ? null : JsonSerializer.SerializeToElement(given, ActivityJson.Options);
    }
}

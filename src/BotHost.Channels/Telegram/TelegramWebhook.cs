using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot.Requests;

namespace BotHost.Channels.Telegram;

/// <summary>The callback address: checks the secret, stores. Telegram repeats what was not answered with 200; the update's number tells.</summary>
internal sealed class TelegramWebhook(IInbox inbox, IConversationIds ids, TelegramApi api, IOptions<TelegramOptions> options, ILogger<TelegramWebhook> log)
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    /// <summary>Several times what an update with 4096 characters, all of them escaped, and the message it replies to can have.</summary>
    private const int MostBytes = 128 * 1024;

    /// <summary>Shown for a moment above the chat when a button's message is so old that Telegram no longer tells us its words.</summary>
    private const string TooOld = "这个按钮放太久了，请直接打字说。";

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        if (!SharedSecret.Matches(http.Request.Headers[SecretHeader].ToString(), options.Value.SecretToken)) return Refuse(WebhookCounters.BadSecret);
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, MostBytes, http.RequestAborted) is not { } body)
            return Refuse(WebhookCounters.TooLarge);
        if (TelegramDecoder.Decode(body) is not { } push) return Refuse(WebhookCounters.Malformed);
        if (push.Activity is { } activity)
        {
            var conversationId = ids.For(TelegramDecoder.Channel, push.ChatId);
            await inbox.AcceptAsync(new(TelegramDecoder.Channel, conversationId, push.ChatId, activity with { Conversation = new(conversationId) }), CancellationToken.None);
            WebhookCounters.Take(TelegramDecoder.Channel);
        }

        if (push.Pressed is { } press) _ = AnswerPressAsync(press, push.Activity is null ? TooOld : null);
        return Results.Ok();
    }

    /// <summary>Every press is answered, a repeated one too: otherwise the button turns for a minute.</summary>
    private async Task AnswerPressAsync(string press, string? words)
    {
        var result = await api.SendAsync(new AnswerCallbackQueryRequest { CallbackQueryId = press, Text = words }, CancellationToken.None);
        if (result.Outcome != SendOutcome.Sent) log.LogInformation("A button press could not be answered: {Detail}", result.Detail);
    }

    private static IResult Refuse(string reason) => WebhookCounters.Refuse(TelegramDecoder.Channel, reason);
}

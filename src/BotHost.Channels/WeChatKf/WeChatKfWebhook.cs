using System.Collections.Concurrent;
using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using BotHost.Channels.Platforms;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeChatKf;

/// <summary>
/// The callback says only that there is something: the messages are pulled and stored before it is told OK, so that a fault here makes the
/// platform call again. Where a pull ended is kept in memory; after a restart the last three days come again, and the inbox knows them.
/// </summary>
internal sealed class WeChatKfWebhook(IInbox inbox, IConversationIds ids, IDeliveryReports reports, WeChatKfApi api, ReplayGuard replays, IOptions<WeChatKfOptions> options) : IDisposable
{
    private const int MostBytes = 64 * 1024, MostPages = 100;

    private readonly MessageCrypt crypt = new(options.Value.Token, options.Value.CorpId, [options.Value.EncodingAesKey]);
    private readonly ConcurrentDictionary<string, string> cursors = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim pulling = new(1, 1);

    public IResult Handshake(HttpContext http) => new SignedCall(http.Request.Query, crypt, replays).OpenEcho() is { } echo ? Results.Bytes(echo, "text/plain") : Refuse(WebhookCounters.BadSignature);

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, MostBytes, http.RequestAborted) is not { } body) return Refuse(WebhookCounters.TooLarge);
        var opened = new SignedCall(http.Request.Query, crypt, replays).OpenSealed(body);
        if (opened.Fields is not { } fields) return Refuse(opened.Refusal!);
        if (fields.GetValueOrDefault("Event") != "kf_msg_or_event") return Results.Ok();
        if (fields.GetValueOrDefault("Token") is not { Length: > 0 and <= 128 } token || fields.GetValueOrDefault("OpenKfId") is not { Length: > 0 and <= 128 } account) return Refuse(WebhookCounters.Malformed);
        try
        {
            await PullAsync(token, account);
            return Results.Text("success");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NoTokenException or OperationCanceledException)
        {
            // Not OK: the platform calls again.
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    public void Dispose() => pulling.Dispose();

    /// <summary>One pull at a time, so that the order of a resident's messages stays.</summary>
    private async Task PullAsync(string token, string account)
    {
        await pulling.WaitAsync();
        try
        {
            for (var pages = 0; pages < MostPages; pages++)
            {
                var page = await api.PullAsync(token, account, cursors.GetValueOrDefault(account), CancellationToken.None);
                if (page.Code != 0) throw new HttpRequestException($"errcode {page.Code}");
                foreach (var message in page.Messages ?? []) await AcceptAsync(message);
                if (page.NextCursor is { Length: > 0 } next) cursors[account] = next;
                if (page.HasMore == 0) return;
            }
        }
        finally
        {
            pulling.Release();
        }
    }

    private async Task AcceptAsync(JsonElement raw)
    {
        if (WeChatKfDecoder.Decode(raw) is not { } message) return;
        if (message.Lost is { } lost) await reports.ReportAsync(WeChatKfDecoder.Channel, lost.MessageId, delivered: false, lost.Why, CancellationToken.None);
        if (message.Activity is not { } activity) return;
        var conversationId = ids.For(WeChatKfDecoder.Channel, message.Address);
        await inbox.AcceptAsync(new(WeChatKfDecoder.Channel, conversationId, message.Address, activity with { Conversation = new(conversationId) }), CancellationToken.None);
        WebhookCounters.Take(WeChatKfDecoder.Channel);
    }

    private static IResult Refuse(string reason) => WebhookCounters.Refuse(WeChatKfDecoder.Channel, reason);
}

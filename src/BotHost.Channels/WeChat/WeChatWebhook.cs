using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeChat;

/// <summary>The callback address: verifies, decrypts, stores, and answers in the same call when the turn is ready in time.</summary>
internal sealed class WeChatWebhook(
    IInbox inbox, IAnswers answers, IConversationIds ids, IDeliveryReports reports, ReplayGuard replays, OneByOne calls, IOptions<WeChatOptions> options, TimeProvider clock)
{
    /// <summary>Many times what a push of 2048 bytes has, encrypted and in base64.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>Asks for no reply; plain in safe mode too.</summary>
    private static readonly byte[] Success = "success"u8.ToArray();

    private readonly MessageCrypt crypt = new(options.Value.Token, options.Value.AppId,
        [.. new[] { options.Value.EncodingAesKey, options.Value.PreviousEncodingAesKey }.Where(k => k.Length > 0)]);

    private bool IsSafe => options.Value.EncodingAesKey.Length > 0;

    /// <summary>The platform checks the address: the bare <c>echostr</c> back, signed plainly in safe mode too.</summary>
    public IResult Handshake(HttpContext http)
    {
        var query = http.Request.Query;
        return crypt.IsSigned(query["signature"].ToString(), query["timestamp"].ToString(), query["nonce"].ToString())
            ? Results.Text(query["echostr"].ToString()) : Refuse(WebhookCounters.BadSignature);
    }

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        var cancellation = http.RequestAborted;
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, MostBytes, cancellation) is not { } body)
            return Refuse(WebhookCounters.TooLarge);
        var call = new SignedCall(http.Request.Query, crypt, replays);
        var opened = IsSafe ? call.OpenSealed(body) : call.OpenPlain(body);
        if (opened.Fields is not { } fields) return Refuse(opened.Refusal!);
        if (WeChatDecoder.Decode(fields) is not { } push) return Refuse(WebhookCounters.Malformed);
        if (push.Report is { } report) await reports.ReportAsync(WeChatDecoder.Channel, report.MessageId, report.Delivered, report.Status, cancellation);
        if (push.Activity is not { } activity) return Answer(Success, "text/plain");

        var conversationId = ids.For(WeChatDecoder.Channel, push.OpenId);
        // Once it is on disk the resident will be answered, whether or not WeChat is still listening.
        var accepted = await inbox.AcceptAsync(new(WeChatDecoder.Channel, conversationId, push.OpenId, activity with { Conversation = new(conversationId) }), CancellationToken.None);
        WebhookCounters.Take(WeChatDecoder.Channel);
        // Nor is an answer left to a call that WeChat has hung up on: the sender brings it.
        var until = clock.GetUtcNow() + options.Value.AnswerWithin;
        var isNext = await calls.EnterAsync(conversationId, http, options.Value.AnswerWithin, clock);
        var said = await answers.TakeAsync(conversationId, accepted, until - clock.GetUtcNow(), activities => isNext && !cancellation.IsCancellationRequested && WeChatEncoder.Fits(activities), CancellationToken.None);
        if (said is null or []) return Answer(Success, "text/plain");
        var reply = WeChatEncoder.Passive(push.OpenId, push.AccountId, said[0].Timestamp ?? activity.Timestamp!.Value, WeChatEncoder.Text(said));
        return Answer(IsSafe ? WeChatEncoder.Sealed(crypt, opened.Key, reply, call.Timestamp, call.Nonce) : reply, "text/xml");
    }

    private static IResult Answer(byte[] body, string contentType) => Results.Bytes(body, contentType + "; charset=utf-8");

    private static IResult Refuse(string reason) => WebhookCounters.Refuse(WeChatDecoder.Channel, reason);
}

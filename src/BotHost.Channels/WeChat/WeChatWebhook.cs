using System.Text;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeChat;

/// <summary>The callback address: verifies, decrypts, stores, and answers in the same call when the turn is ready in time.</summary>
internal sealed class WeChatWebhook(
    IInbox inbox, IAnswers answers, IConversationIds ids, IDeliveryReports reports, ReplayGuard replays, IOptions<WeChatOptions> options)
{
    private const int MostBytes = 256 * 1024;

    /// <summary>WeChat hangs up after five seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.3);

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
            ? Results.Text(query["echostr"].ToString()) : Refuse("signature", StatusCodes.Status403Forbidden);
    }

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        var cancellation = http.RequestAborted;
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, MostBytes, cancellation) is not { } body)
            return Refuse("too-large", StatusCodes.Status413PayloadTooLarge);
        var call = new SignedCall(http.Request.Query);
        var (opened, refusal) = Open(call, body);
        if (opened is not { } push) return refusal!;
        if (push.Push.Report is { } report) await reports.ReportAsync(WeChatDecoder.Channel, report.MessageId, report.Delivered, report.Status, cancellation);
        if (push.Push.Activity is not { } activity) return Answer(Success, "text/plain");

        var conversationId = ids.For(WeChatDecoder.Channel, push.Push.OpenId);
        // Once it is on disk the resident will be answered, whether or not WeChat is still listening.
        var accepted = await inbox.AcceptAsync(new(WeChatDecoder.Channel, conversationId, push.Push.OpenId, activity with { Conversation = new(conversationId) }), CancellationToken.None);
        WebhookCounters.Take(WeChatDecoder.Channel);
        var said = await answers.TakeAsync(conversationId, accepted, Patience, WeChatEncoder.Fits, CancellationToken.None);
        if (said is null or []) return Answer(Success, "text/plain");
        var reply = WeChatEncoder.Passive(push.Push.OpenId, push.Push.AccountId, said[0].Timestamp ?? activity.Timestamp!.Value, WeChatEncoder.Text(said));
        return Answer(IsSafe ? WeChatEncoder.Sealed(crypt, push.Key, reply, call.Timestamp, call.Nonce) : reply, "text/xml");
    }

    /// <summary>Signature, then decryption, then age, then content: nothing is believed before it is signed.</summary>
    private ((WeChatPush Push, int Key)?, IResult?) Open(SignedCall call, byte[] body)
    {
        var (key, xml) = (0, body);
        if (IsSafe)
        {
            if (XmlFields.Read(body)?.GetValueOrDefault("Encrypt") is not { } encrypted) return (null, Refuse("not-encrypted", StatusCodes.Status403Forbidden));
            if (!crypt.IsSigned(call.MessageSignature, call.Timestamp, call.Nonce, encrypted)) return (null, Refuse("signature", StatusCodes.Status403Forbidden));
            if (crypt.Decrypt(encrypted) is not { } open) return (null, Refuse("cipher", StatusCodes.Status403Forbidden));
            (xml, key) = open;
        }
        else if (!crypt.IsSigned(call.Signature, call.Timestamp, call.Nonce))
        {
            return (null, Refuse("signature", StatusCodes.Status403Forbidden));
        }

        if (!replays.Admits(call.Timestamp, call.Nonce, body)) return (null, Refuse("stale", StatusCodes.Status403Forbidden));
        if (XmlFields.Read(xml) is not { } fields || WeChatDecoder.Decode(fields) is not { } push) return (null, Refuse("malformed", StatusCodes.Status400BadRequest));
        return ((push, key), null);
    }

    private static IResult Answer(byte[] body, string contentType) => Results.Bytes(body, contentType + "; charset=utf-8");

    private static IResult Refuse(string reason, int status)
    {
        WebhookCounters.Refuse(WeChatDecoder.Channel, reason);
        return Results.StatusCode(status);
    }

    private sealed class SignedCall(IQueryCollection query)
    {
        public string Signature { get; } = query["signature"].ToString();

        public string MessageSignature { get; } = query["msg_signature"].ToString();

        public string Timestamp { get; } = query["timestamp"].ToString();

        public string Nonce { get; } = query["nonce"].ToString();
    }
}

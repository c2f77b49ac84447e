using System.Globalization;
using System.Text.Json;
using BotHost.App.Outbox;
using BotHost.Core.Activities;

namespace BotHost.Channels.Sms;

/// <summary>
/// What the gateway is asked to send. Pure. There is no way to put words in: templates are chosen by configuration, and the only parameter is
/// a count. So nothing that a phone shows unasked can name a program, an illness or an amount.
/// </summary>
internal static class SmsEncoder
{
    /// <param name="waiting">Null for "there is news".</param>
    public static byte[] Order(SmsOptions options, string number, string outId, int? waiting = null)
    {
        var count = options.DigestTemplate.Length > 0 ? waiting : null;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            to = number, signature = options.Signature, template = count is null ? options.NoticeTemplate : options.DigestTemplate,
            @params = count is null ? [] : new Dictionary<string, string> { ["count"] = count.Value.ToString(CultureInfo.InvariantCulture) }, outId,
        }, ActivityJson.Options);
    }

    /// <summary>What the gateway's answer asks for.</summary>
    public static SendResult Judge(SmsAnswer answer) => answer switch
    {
        { Accepted: true } => new(SendOutcome.Sent, MessageId: answer.Id),
        { Retryable: true } => new(SendOutcome.Retry, Name(answer.Code), TimeSpan.FromMinutes(1)),
        { Code: "number-invalid" or "number-blocked" or "opted-out" } => new(SendOutcome.Unreachable, Name(answer.Code)),
        _ => new(SendOutcome.Failed, Name(answer.Code)),
    };

    private static string Name(string? code) => "gateway " + (code is { Length: > 0 } ? code[..Math.Min(code.Length, 40)] : "without a code");
}

/// <summary>What the gateway answers to an order.</summary>
internal sealed record SmsAnswer(string? Id, bool Accepted, string? Code, string? Message, bool Retryable);

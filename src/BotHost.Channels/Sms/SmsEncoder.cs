using System.Text.Json;
using BotHost.App.Outbox;
using BotHost.Core.Activities;

namespace BotHost.Channels.Sms;

/// <summary>
/// What the gateway is asked to send. Pure. There is no way to put words in: the template is chosen by configuration and has no parameters. So nothing that a phone shows unasked can name a program, an illness or an amount.
/// </summary>
internal static class SmsEncoder
{
    public static byte[] Order(SmsOptions options, string number, string outId) => JsonSerializer.SerializeToUtf8Bytes(
        new { to = number, signature = options.Signature, template = options.NoticeTemplate, @params = new { }, outId }, ActivityJson.Options);

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

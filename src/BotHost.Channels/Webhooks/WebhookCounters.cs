using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;

namespace BotHost.Channels.Webhooks;

/// <summary>Counts what the webhooks took and what they refused, by channel and reason; never an address or a word.</summary>
internal static class WebhookCounters
{
    public const string TooLarge = "too-large", Malformed = "malformed", BadSignature = "signature", BadSecret = "secret", BadToken = "token";

    private static readonly Meter Meter = new("BotHost.Channels");

    private static readonly Counter<long> Accepted = Meter.CreateCounter<long>("bothost.channel.accepted", description: "Messages taken from a channel");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("bothost.channel.refused", description: "Calls that were not a channel's, or not readable");

    private static readonly Counter<long> Ignored = Meter.CreateCounter<long>("bothost.channel.ignored", description: "Genuine calls that say nothing to us");

    public static void Take(string channel) => Accepted.Add(1, new KeyValuePair<string, object?>("channel", channel));

    /// <param name="kind">One of a closed set.</param>
    public static void Ignore(string channel, string kind) =>
        Ignored.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("kind", kind));

    /// <summary>Counts a refusal and answers it: what is not the channel's is forbidden, whatever else is wrong with it.</summary>
    public static IResult Refuse(string channel, string reason)
    {
        Refused.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("reason", reason));
        return Results.StatusCode(reason switch
        {
            TooLarge => StatusCodes.Status413PayloadTooLarge, Malformed => StatusCodes.Status400BadRequest, BadSecret or BadToken => StatusCodes.Status401Unauthorized, _ => StatusCodes.Status403Forbidden,
        });
    }
}

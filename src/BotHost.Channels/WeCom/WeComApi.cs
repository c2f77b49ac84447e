using System.Net.Http.Json;
using BotHost.App.Outbox;
using BotHost.Channels.Platforms;
using BotHost.Channels.WxCrypt;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeCom;

/// <summary>WeCom's API: its token, and what its answers ask for. Error 0 with an invalid user is a failure all the same.</summary>
internal sealed class WeComApi(IHttpClientFactory clients, IOptions<WeComOptions> options, TimeProvider clock) : PlatformApi(clients, Client, clock)
{
    public const string Client = "wecom";

    protected override SendResult Judge(PlatformAnswer answer) => answer.Code switch
    {
        0 when string.IsNullOrEmpty(answer.InvalidUser) => new(SendOutcome.Sent, MessageId: answer.Sent),
        // A card's task id is ours and unique: used before means that the answer to an earlier try was lost, and the card is there.
        42014 => new(SendOutcome.Sent),
        0 or 81013 => new(SendOutcome.Unreachable, "not a member who can see the app"),
        -1 or 40014 or 42001 => new(SendOutcome.Retry, Name(answer.Code)),
        45009 or 45033 => new(SendOutcome.Retry, Name(answer.Code), TimeSpan.FromMinutes(1)),
        _ => new(SendOutcome.Failed, Name(answer.Code)),
    };

    protected override bool IsTokenProblem(int code) => code is 40014 or 42001;

    protected override Task<PlatformToken?> FetchTokenAsync(HttpClient http, CancellationToken cancellation) => http.GetFromJsonAsync<PlatformToken>(
        $"cgi-bin/gettoken?corpid={Uri.EscapeDataString(options.Value.CorpId)}&corpsecret={Uri.EscapeDataString(options.Value.Secret)}", cancellation);
}

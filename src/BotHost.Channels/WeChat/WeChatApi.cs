using System.Net.Http.Json;
using BotHost.App.Outbox;
using BotHost.Channels.Platforms;
using BotHost.Channels.WxCrypt;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeChat;

/// <summary>WeChat's API: its stable token, and what its error codes ask for.</summary>
internal sealed class WeChatApi(IHttpClientFactory clients, IOptions<WeChatOptions> options, TimeProvider clock) : PlatformApi(clients, Client, clock)
{
    public const string Client = "wechat";

    protected override SendResult Judge(PlatformAnswer answer) => answer.Code switch
    {
        0 => new(SendOutcome.Sent, MessageId: answer.Sent),
        -1 or 40001 or 40014 or 42001 => new(SendOutcome.Retry, Name(answer.Code)),
        45011 => new(SendOutcome.Retry, Name(answer.Code), TimeSpan.FromMinutes(1)),
        43117 => new(SendOutcome.Retry, Name(answer.Code), TimeSpan.FromMinutes(10)),
        45009 => new(SendOutcome.Retry, Name(answer.Code), TimeSpan.FromHours(1)),
        45015 or 45047 => new(SendOutcome.WindowClosed, Name(answer.Code)),
        40003 or 43004 or 43019 => new(SendOutcome.Unreachable, Name(answer.Code)),
        _ => new(SendOutcome.Failed, Name(answer.Code)),
    };

    protected override bool IsTokenProblem(int code) => code is 40001 or 40014 or 42001;

    protected override async Task<PlatformToken?> FetchTokenAsync(HttpClient http, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync("cgi-bin/stable_token",
            new { grant_type = "client_credential", appid = options.Value.AppId, secret = options.Value.AppSecret, force_refresh = false }, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<PlatformToken>(cancellation);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotHost.App.Outbox;
using BotHost.Channels.Platforms;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Activities;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeChatKf;

/// <summary>A page of messages, as <c>kf/sync_msg</c> gives it.</summary>
internal sealed record WeChatKfPage(
    [property: JsonPropertyName("errcode")] int Code, [property: JsonPropertyName("next_cursor")] string? NextCursor, [property: JsonPropertyName("has_more")] int HasMore,
    [property: JsonPropertyName("msg_list")] IReadOnlyList<JsonElement>? Messages) : IPlatformAnswer;

/// <summary>The API of 微信客服: pulls messages, sends answers (five in the 48 hours after a resident's message).</summary>
internal sealed class WeChatKfApi(IHttpClientFactory clients, IOptions<WeChatKfOptions> options, TimeProvider clock) : PlatformApi(clients, Client, clock)
{
    public const string Client = WeChatKfDecoder.Channel;

    private const int PageSize = 1000;

    /// <param name="token">What the callback brought; ten minutes valid.</param>
    /// <param name="cursor">Where the page before ended; null for what the platform still has (three days).</param>
    public Task<WeChatKfPage> PullAsync(string token, string account, string? cursor, CancellationToken cancellation) => PostAsync<WeChatKfPage>(
        "cgi-bin/kf/sync_msg", JsonSerializer.SerializeToUtf8Bytes(new { cursor, token, open_kfid = account, limit = PageSize }, ActivityJson.Options), cancellation);

    /// <remarks>95001: all five are used up. 95002, 95018: the 48 hours are over, or the session was ended. The numbers are from the vendor's lists as others quote them.</remarks>
    protected override SendResult Judge(PlatformAnswer answer) => answer.Code switch
    {
        0 => new(SendOutcome.Sent, MessageId: answer.Sent),
        -1 or 40014 or 42001 => new(SendOutcome.Retry, Name(answer.Code)),
        45009 or 45033 => new(SendOutcome.Retry, Name(answer.Code), TimeSpan.FromMinutes(1)),
        95001 or 95002 or 95018 => new(SendOutcome.WindowClosed, Name(answer.Code)),
        _ => new(SendOutcome.Failed, Name(answer.Code)),
    };

    protected override bool IsTokenProblem(int code) => code is 40014 or 42001;

    protected override Task<PlatformToken?> FetchTokenAsync(HttpClient http, CancellationToken cancellation) => http.GetFromJsonAsync<PlatformToken>(
        $"cgi-bin/gettoken?corpid={Uri.EscapeDataString(options.Value.CorpId)}&corpsecret={Uri.EscapeDataString(options.Value.Secret)}", cancellation);
}

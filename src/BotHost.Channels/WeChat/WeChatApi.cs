using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotHost.App.Outbox;
using BotHost.Channels.WxCrypt;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeChat;

/// <summary>What WeChat answers: HTTP is 200 for errors too.</summary>
internal sealed record WeChatAnswer([property: JsonPropertyName("errcode")] int Code, [property: JsonPropertyName("msgid")] long? MessageId = null);

/// <summary>
/// The platform's API with its access token. A stable token is the same on every host until five minutes before its end, so hosts share it
/// through the platform and need no place of their own.
/// </summary>
internal sealed class WeChatApi(IHttpClientFactory clients, IOptions<WeChatOptions> options, TimeProvider clock) : IDisposable
{
    public const string Client = "wechat";

    private readonly CachedToken token = new(clock);

    /// <summary>Posts a body to a call; a token that WeChat no longer takes is renewed once.</summary>
    public async Task<WeChatAnswer> PostAsync(string path, byte[] body, CancellationToken cancellation)
    {
        var answer = await PostOnceAsync(path, body, cancellation);
        if (!WeChatErrors.IsTokenProblem(answer.Code)) return answer;
        token.Forget();
        return await PostOnceAsync(path, body, cancellation);
    }

    /// <summary>A medium; null when WeChat does not have it (it keeps them three days).</summary>
    public async Task<(string ContentType, byte[] Bytes)?> DownloadAsync(string mediaId, int mostBytes, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(Client);
        using var response = await http.GetAsync($"cgi-bin/media/get?access_token={await TokenAsync(cancellation)}&media_id={Uri.EscapeDataString(mediaId)}", HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (type is "application/json" or "text/plain") return null;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        return await Webhooks.BoundedBody.ReadAsync(stream, response.Content.Headers.ContentLength, mostBytes, cancellation) is { } bytes ? (type, bytes) : null;
    }

    public void Dispose() => token.Dispose();

    private async Task<WeChatAnswer> PostOnceAsync(string path, byte[] body, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(Client);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        using var response = await http.PostAsync($"{path}?access_token={await TokenAsync(cancellation)}", content, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<WeChatAnswer>(cancellation) ?? throw new JsonException("an empty answer");
    }

    private Task<string> TokenAsync(CancellationToken cancellation) => token.GetAsync(async () =>
    {
        using var http = clients.CreateClient(Client);
        using var response = await http.PostAsJsonAsync("cgi-bin/stable_token",
            new { grant_type = "client_credential", appid = options.Value.AppId, secret = options.Value.AppSecret, force_refresh = false }, cancellation);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellation);
        return answer?.AccessToken is { Length: > 0 } value ? (value, TimeSpan.FromSeconds(answer.ExpiresIn)) : throw new NoTokenException(answer?.Code ?? -1);
    }, cancellation);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn, [property: JsonPropertyName("errcode")] int Code);
}

/// <summary>What WeChat's error codes ask for.</summary>
internal static class WeChatErrors
{
    public static bool IsTokenProblem(int code) => code is 40001 or 40014 or 42001;

    public static SendResult ToResult(WeChatAnswer answer) => answer.Code switch
    {
        0 => new(SendOutcome.Sent, MessageId: answer.MessageId?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        -1 or 40001 or 40014 or 42001 => new(SendOutcome.Retry, Name(answer.Code)),
        45011 => new(SendOutcome.Retry, Name(answer.Code), TimeSpan.FromMinutes(1)),
        43117 => new(SendOutcome.Retry, Name(answer.Code), TimeSpan.FromMinutes(10)),
        45009 => new(SendOutcome.Retry, Name(answer.Code), TimeSpan.FromHours(1)),
        45015 or 45047 => new(SendOutcome.WindowClosed, Name(answer.Code)),
        40003 or 43004 or 43019 => new(SendOutcome.Unreachable, Name(answer.Code)),
        _ => new(SendOutcome.Failed, Name(answer.Code)),
    };

    private static string Name(int code) => $"errcode {code}";
}

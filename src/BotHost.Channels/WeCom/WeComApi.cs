using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.WxCrypt;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.WeCom;

/// <summary>What WeCom answers. Error 0 with an invalid user is a failure all the same.</summary>
internal sealed record WeComAnswer(
    [property: JsonPropertyName("errcode")] int Code, [property: JsonPropertyName("invaliduser")] string? InvalidUser = null, [property: JsonPropertyName("msgid")] string? MessageId = null);

/// <summary>The platform's API with its access token.</summary>
internal sealed class WeComApi(IHttpClientFactory clients, IOptions<WeComOptions> options, TimeProvider clock) : IDisposable
{
    public const string Client = "wecom";

    private readonly CachedToken token = new(clock);

    /// <summary>Posts a body to a call; a token that WeCom no longer takes is renewed once.</summary>
    public async Task<WeComAnswer> PostAsync(string path, byte[] body, CancellationToken cancellation)
    {
        var answer = await PostOnceAsync(path, body, cancellation);
        if (answer.Code is not (40014 or 42001)) return answer;
        token.Forget();
        return await PostOnceAsync(path, body, cancellation);
    }

    /// <summary>A medium; null when WeCom does not have it.</summary>
    public async Task<FetchedMedia?> DownloadAsync(string mediaId, int mostBytes, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(Client);
        using var response = await http.GetAsync($"cgi-bin/media/get?access_token={await TokenAsync(cancellation)}&media_id={Uri.EscapeDataString(mediaId)}", HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (type is "application/json" or "text/plain") return null;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        return await Webhooks.BoundedBody.ReadAsync(stream, response.Content.Headers.ContentLength, mostBytes, cancellation) is { } bytes ? new(type, bytes) : null;
    }

    public void Dispose() => token.Dispose();

    private async Task<WeComAnswer> PostOnceAsync(string path, byte[] body, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(Client);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        using var response = await http.PostAsync($"{path}?access_token={await TokenAsync(cancellation)}", content, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<WeComAnswer>(cancellation) ?? throw new JsonException("an empty answer");
    }

    private Task<string> TokenAsync(CancellationToken cancellation) => token.GetAsync(async () =>
    {
        using var http = clients.CreateClient(Client);
        var answer = await http.GetFromJsonAsync<TokenAnswer>($"cgi-bin/gettoken?corpid={Uri.EscapeDataString(options.Value.CorpId)}&corpsecret={Uri.EscapeDataString(options.Value.Secret)}", cancellation);
        return answer?.AccessToken is { Length: > 0 } value ? (value, TimeSpan.FromSeconds(answer.ExpiresIn)) : throw new NoTokenException(answer?.Code ?? -1);
    }, cancellation);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn, [property: JsonPropertyName("errcode")] int Code);
}

/// <summary>Sends to members of the app. Beyond 30 a minute WeCom drops silently, so we stay below.</summary>
internal sealed class WeComSender(WeComApi api, IOptions<WeComOptions> options) : IChannelSender
{
    public string Channel => WeComDecoder.Channel;

    public bool OneMessagePerTurn => false;

    public SendLimits Limits => new(PerSecond: 100, PerRecipientPerMinute: 25);

    public async Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation)
    {
        var result = new SendResult(SendOutcome.Sent);
        foreach (var message in WeComEncoder.Messages(turn.AccountAddress, options.Value.AgentId, turn.Activities[0]))
        {
            result = await PostAsync(message, cancellation);
            if (result.Outcome != SendOutcome.Sent) return result;
        }

        return result;
    }

    private async Task<SendResult> PostAsync(byte[] body, CancellationToken cancellation)
    {
        try
        {
            return ToResult(await api.PostAsync("cgi-bin/message/send", body, cancellation));
        }
        catch (NoTokenException refusal)
        {
            return refusal.Code == -1 ? new(SendOutcome.Retry, refusal.Message) : new(SendOutcome.Failed, "no token: " + refusal.Message);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(SendOutcome.Retry, e.GetType().Name);
        }
    }

    private static SendResult ToResult(WeComAnswer answer) => answer.Code switch
    {
        0 when string.IsNullOrEmpty(answer.InvalidUser) => new(SendOutcome.Sent, MessageId: answer.MessageId),
        0 or 81013 => new(SendOutcome.Unreachable, "not a member who can see the app"),
        -1 or 40014 or 42001 => new(SendOutcome.Retry, $"errcode {answer.Code}"),
        45009 or 45033 => new(SendOutcome.Retry, $"errcode {answer.Code}", TimeSpan.FromMinutes(1)),
        _ => new(SendOutcome.Failed, $"errcode {answer.Code}"),
    };
}

/// <summary>Photos and recordings that cadres sent.</summary>
internal sealed class WeComMediaSource(WeComApi api) : IMediaSource
{
    private const int MostBytes = 10 * 1024 * 1024;

    public string Channel => WeComDecoder.Channel;

    public Task<FetchedMedia?> FetchAsync(string reference, CancellationToken cancellation) => api.DownloadAsync(reference, MostBytes, cancellation);
}

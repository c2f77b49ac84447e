using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.Platforms;
using BotHost.Channels.Webhooks;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.BotFramework;

/// <summary>Calls to a connector with the bot's own token (client credentials), and what its answers ask for.</summary>
internal sealed class ConnectorApi(IHttpClientFactory clients, IOptions<BotFrameworkOptions> options, TimeProvider clock) : IMediaSource, IDisposable
{
    public const string Client = "botframework";

    private const string BotService = ".botframework.com";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Error codes of a 403 that speak of the recipient, not of us.</summary>
    private static readonly string[] TheyLeft = ["MessageWritesBlocked", "BotNotInConversationRoster", "BotDisabledByAdmin", "ConversationBlockedByUser"];

    private readonly CachedToken token = new(clock);

    /// <param name="serviceUrl">Of a validated call, and allowed: the token goes there.</param>
    public async Task<SendResult> SendAsync(string serviceUrl, string path, byte[] body, CancellationToken cancellation)
    {
        try
        {
            var result = await PostAsync(serviceUrl, path, body, cancellation);
            if (result is not null) return result;
            token.Forget();
            return await PostAsync(serviceUrl, path, body, cancellation) ?? new(SendOutcome.Failed, "connector 401");
        }
        catch (NoTokenException refusal)
        {
            return refusal.Code is 400 or 401 or 403 ? new(SendOutcome.Failed, $"no token: {refusal.Code}") : new(SendOutcome.Retry, $"no token: {refusal.Code}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(SendOutcome.Retry, e.GetType().Name);
        }
    }

    public string Scheme => BotFrameworkDecoder.Channel;

    /// <summary>A file by its address. The bot's token goes along only to the bot service and to the hosts that the settings list: an address is the sender's word.</summary>
    public async Task<byte[]?> FetchAsync(string id, int mostBytes, CancellationToken cancellation)
    {
        if (!WebAddress.IsSafe(id) || new Uri(id) is not { UserInfo.Length: 0 } at || (at.Scheme == Uri.UriSchemeHttp && !options.Value.Names(at.Host))) return null;
        using var http = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Get, at);
        if (at.Host.EndsWith(BotService, StringComparison.OrdinalIgnoreCase) || ServiceUrl.IsListed(at.Host, options.Value.ServiceHosts)) request.Headers.Authorization = new("Bearer", await TokenAsync(cancellation));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Forbidden || (int)response.StatusCode is >= 300 and < 400) return null;
        if (response.StatusCode == HttpStatusCode.Unauthorized) token.Forget();
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        return await BoundedBody.ReadAsync(stream, response.Content.Headers.ContentLength, mostBytes, cancellation);
    }

    public void Dispose() => token.Dispose();

    /// <summary>Null when the connector does not take the token.</summary>
    private async Task<SendResult?> PostAsync(string serviceUrl, string path, byte[] body, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{serviceUrl.TrimEnd('/')}/{path}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Authorization = new("Bearer", await TokenAsync(cancellation));
        using var response = await http.SendAsync(request, cancellation);
        return response.StatusCode == HttpStatusCode.Unauthorized ? null : await JudgeAsync(response, cancellation);
    }

    private async Task<SendResult> JudgeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var said = await ReadAsync(response, cancellation);
        if (response.IsSuccessStatusCode) return new(SendOutcome.Sent, MessageId: said?.Id is { Length: > 0 } id ? id : null);
        var status = (int)response.StatusCode;
        var detail = $"connector {status}{(said?.Error?.Code is { Length: > 0 and <= 60 } code && code.All(char.IsAsciiLetterOrDigit) ? " " + code : "")}";
        return status switch
        {
            408 or 412 or 425 or 429 or >= 500 => new(SendOutcome.Retry, detail, RetryAfterOf(response.Headers.RetryAfter)),
            404 or 410 => new(SendOutcome.Unreachable, detail),
            403 when TheyLeft.Contains(said?.Error?.Code) => new(SendOutcome.Unreachable, detail),
            _ => new(SendOutcome.Failed, detail),
        };
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : null);
        return wait > LongestWait ? LongestWait : wait;
    }

    /// <summary>What a success or an error says of itself; null when that is no JSON.</summary>
    private static async Task<ConnectorAnswer?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<ConnectorAnswer>(cancellation);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }

    private Task<string> TokenAsync(CancellationToken cancellation) => token.GetAsync(async () =>
    {
        using var http = clients.CreateClient(Client);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = options.Value.AppId, ["client_secret"] = options.Value.AppPassword, ["scope"] = options.Value.Scope,
        });
        using var response = await http.PostAsync(options.Value.LoginUrl, form, cancellation);
        if (!response.IsSuccessStatusCode) throw new NoTokenException((int)response.StatusCode);
        var given = await response.Content.ReadFromJsonAsync<PlatformToken>(cancellation);
        return given?.Value is { Length: > 0 } value ? (value, TimeSpan.FromSeconds(given.Seconds)) : throw new NoTokenException((int)response.StatusCode);
    }, cancellation);

    private sealed record ConnectorAnswer(string? Id, [property: JsonPropertyName("error")] ConnectorError? Error);

    private sealed record ConnectorError(string? Code);
}

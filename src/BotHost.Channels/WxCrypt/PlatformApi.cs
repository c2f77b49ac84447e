using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.Platforms;
using BotHost.Channels.Webhooks;

namespace BotHost.Channels.WxCrypt;

/// <summary>Any answer of a platform: HTTP is 200 for errors too.</summary>
internal interface IPlatformAnswer
{
    int Code { get; }
}

/// <summary>What WeChat and WeCom answer to a message.</summary>
/// <param name="InvalidUser">WeCom only: set when error 0 is a failure all the same.</param>
/// <param name="MessageId">A number with WeChat, a text with WeCom.</param>
internal sealed record PlatformAnswer(
    [property: JsonPropertyName("errcode")] int Code, [property: JsonPropertyName("invaliduser")] string? InvalidUser = null, [property: JsonPropertyName("msgid")] JsonElement? MessageId = null) : IPlatformAnswer
{
    /// <summary>The platform's own id of what was sent.</summary>
    public string? Sent => MessageId?.ToString() is { Length: > 0 } id ? id : null;
}

/// <summary>
/// Calls to a platform's API with its access token. The platforms give every host the same token until shortly before its end, so hosts
/// share it through the platform and need no place of their own.
/// </summary>
/// <param name="client">Name of the HTTP client.</param>
internal abstract class PlatformApi(IHttpClientFactory clients, string client, TimeProvider clock) : IMediaSource, IDisposable
{
    public string Scheme => client;

    private readonly CachedToken token = new(clock);

    /// <summary>Sends a message, and says what to do when that failed.</summary>
    public async Task<SendResult> SendAsync(string path, byte[] body, CancellationToken cancellation)
    {
        try
        {
            return Judge(await PostAsync(path, body, cancellation));
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

    /// <summary>Posts a body to a call; a token that the platform no longer takes is renewed once.</summary>
    public Task<PlatformAnswer> PostAsync(string path, byte[] body, CancellationToken cancellation) => PostAsync<PlatformAnswer>(path, body, cancellation);

    protected async Task<TAnswer> PostAsync<TAnswer>(string path, byte[] body, CancellationToken cancellation) where TAnswer : IPlatformAnswer
    {
        var answer = await PostOnceAsync<TAnswer>(path, body, cancellation);
        if (!IsTokenProblem(answer.Code)) return answer;
        token.Forget();
        return await PostOnceAsync<TAnswer>(path, body, cancellation);
    }

    /// <summary>A medium that a push named; the platforms keep it for three days.</summary>
    public async Task<byte[]?> FetchAsync(string id, int mostBytes, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(client);
        using var response = await http.GetAsync($"cgi-bin/media/get?access_token={await TokenAsync(cancellation)}&media_id={Uri.EscapeDataString(id)}", HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        // An error comes with status 200 too, as JSON where the medium would be.
        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "text/plain")) return await BoundedBody.ReadAsync(stream, response.Content.Headers.ContentLength, mostBytes, cancellation);
        var error = await JsonSerializer.DeserializeAsync<PlatformAnswer>(stream, cancellationToken: cancellation);
        if (error is null || !IsTokenProblem(error.Code)) return null;
        token.Forget();
        throw new HttpRequestException(Name(error.Code));
    }

    public void Dispose() => token.Dispose();

    /// <summary>What the platform's answer asks for.</summary>
    protected abstract SendResult Judge(PlatformAnswer answer);

    protected abstract bool IsTokenProblem(int code);

    protected abstract Task<PlatformToken?> FetchTokenAsync(HttpClient http, CancellationToken cancellation);

    protected static string Name(int code) => "errcode " + code.ToString(CultureInfo.InvariantCulture);

    private async Task<TAnswer> PostOnceAsync<TAnswer>(string path, byte[] body, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(client);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        using var response = await http.PostAsync($"{path}?access_token={await TokenAsync(cancellation)}", content, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<TAnswer>(cancellation) ?? throw new JsonException("an empty answer");
    }

    private Task<string> TokenAsync(CancellationToken cancellation) => token.GetAsync(async () =>
    {
        using var http = clients.CreateClient(client);
        var given = await FetchTokenAsync(http, cancellation);
        return given?.Value is { Length: > 0 } value ? (value, TimeSpan.FromSeconds(given.Seconds)) : throw new NoTokenException(given?.Code ?? -1);
    }, cancellation);
}

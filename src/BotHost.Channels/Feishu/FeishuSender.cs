using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using BotHost.Channels.Platforms;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.Feishu;

/// <summary>Sends by the message API with the tenant's token. A token that is no longer taken is renewed once.</summary>
internal sealed class FeishuSender(IHttpClientFactory clients, IOptions<FeishuOptions> options, TimeProvider clock) : IChannelSender, IMediaSource, IDisposable
{
    public const string Client = "feishu";

    private readonly CachedToken token = new(clock);

    public string Channel => FeishuDecoder.Channel;

    public bool OneMessagePerTurn => false;

    /// <summary>The platform allows 50 a second over all and 5 to one person.</summary>
    public SendLimits Limits => new(PerSecond: 40, PerRecipientPerSecond: 4);

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation) =>
        turn.SendPartsAsync(FeishuEncoder.Messages(turn.AccountAddress, turn.Activities[0]), body => SendAsync(body, cancellation));

    public string Scheme => FeishuDecoder.Channel;

    /// <summary>A photo or a recording by its message and its key.</summary>
    public async Task<byte[]?> FetchAsync(string id, int mostBytes, CancellationToken cancellation)
    {
        if (id.Split('/') is not [{ Length: > 0 } message, { Length: > 0 } file]) return null;
        using var http = clients.CreateClient(Client);
        var kind = file.StartsWith("img", StringComparison.Ordinal) ? "image" : "file";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"open-apis/im/v1/messages/{Uri.EscapeDataString(message)}/resources/{Uri.EscapeDataString(file)}?type={kind}");
        try
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetAsync(() => FetchTokenAsync(http, cancellation), cancellation));
        }
        catch (NoTokenException refusal)
        {
            throw new HttpRequestException(refusal.Message);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.Content.Headers.ContentType?.MediaType != "application/json" && response.IsSuccessStatusCode)
            return await BoundedBody.ReadAsync(await response.Content.ReadAsStreamAsync(cancellation), response.Content.Headers.ContentLength, mostBytes, cancellation);
        if ((int)response.StatusCode is 429 or >= 500) response.EnsureSuccessStatusCode();
        // Anything else comes as JSON with a code, where the file would be.
        if (await response.Content.ReadFromJsonAsync<FeishuAnswer>(cancellation) is not { } answer || !IsTokenProblem(answer.Code)) return null;
        token.Forget();
        throw new HttpRequestException($"code {answer.Code}");
    }

    public void Dispose() => token.Dispose();

    private async Task<SendResult> SendAsync(byte[] body, CancellationToken cancellation)
    {
        try
        {
            using var http = clients.CreateClient(Client);
            var answer = await PostAsync(http, body, cancellation);
            if (IsTokenProblem(answer.Answer.Code))
            {
                token.Forget();
                answer = await PostAsync(http, body, cancellation);
            }

            return Judge(answer.Status, answer.Answer);
        }
        catch (NoTokenException refusal)
        {
            return new(SendOutcome.Failed, "no token: " + refusal.Message);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(SendOutcome.Retry, e.GetType().Name);
        }
    }

    private static bool IsTokenProblem(int code) => code is 99991661 or 99991663 or 99991664 or 99991668;

    private static SendResult Judge(int status, FeishuAnswer answer) => (status, answer.Code) switch
    {
        (200, 0) => new(SendOutcome.Sent, MessageId: answer.Data?.MessageId),
        (429, _) or (_, 99991400 or 230020) => new(SendOutcome.Retry, $"code {answer.Code}", TimeSpan.FromSeconds(5)),
        (>= 500, _) => new(SendOutcome.Retry, $"{status}"),
        (_, var code) when IsTokenProblem(code) => new(SendOutcome.Retry, $"code {code}", TimeSpan.FromMinutes(1)),
        // Out of the app's reach; left the organisation.
        (_, 230013 or 230053) => new(SendOutcome.Unreachable, $"code {answer.Code}"),
        _ => new(SendOutcome.Failed, $"{status} code {answer.Code}"),
    };

    private async Task<(int Status, FeishuAnswer Answer)> PostAsync(HttpClient http, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "open-apis/im/v1/messages?receive_id_type=open_id") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetAsync(() => FetchTokenAsync(http, cancellation), cancellation));
        using var response = await http.SendAsync(request, cancellation);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<FeishuAnswer>(cancellation) ?? throw new JsonException("an empty answer"));
    }

    private async Task<(string Value, TimeSpan Lives)> FetchTokenAsync(HttpClient http, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync("open-apis/auth/v3/tenant_access_token/internal", new { app_id = options.Value.AppId, app_secret = options.Value.AppSecret }, cancellation);
        if ((int)response.StatusCode is 429 or >= 500) response.EnsureSuccessStatusCode();
        var given = await response.Content.ReadFromJsonAsync<FeishuToken>(cancellation);
        return given?.Value is { Length: > 0 } value ? (value, TimeSpan.FromSeconds(given.Expire)) : throw new NoTokenException(given?.Code ?? -1);
    }

    private sealed record FeishuToken(int Code, [property: JsonPropertyName("tenant_access_token")] string? Value, int Expire);

    private sealed record FeishuAnswer(int Code, Sent? Data);

    private sealed record Sent([property: JsonPropertyName("message_id")] string? MessageId);
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotHost.App.Media;
using BotHost.App.Outbox;
using BotHost.Channels.Webhooks;
using BotHost.Channels.Platforms;
using BotHost.Core.Activities;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.DingTalk;

/// <summary>Answers at the address that came with the message while it lives (about 90 minutes), afterwards by the API, which reaches members only.</summary>
internal sealed class DingTalkSender(IHttpClientFactory clients, IOptions<DingTalkOptions> options, TimeProvider clock) : IChannelSender, IMediaSource, IDisposable
{
    public const string Client = "dingtalk";

    private const string TokenHeader = "x-acs-dingtalk-access-token";

    private readonly CachedToken token = new(clock);

    private string Robot => options.Value.RobotCode.Length > 0 ? options.Value.RobotCode : options.Value.AppKey;

    public string Channel => DingTalkDecoder.Channel;

    public bool OneMessagePerTurn => false;

    public SendLimits Limits => new(PerSecond: 20, PerRecipientPerMinute: 20);

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation)
    {
        var activity = turn.Activities[0];
        return turn.SendPartsAsync(DingTalkEncoder.Parts(activity), part => SendAsync(turn.AccountAddress, activity, part, cancellation));
    }

    public string Scheme => DingTalkDecoder.Channel;

    /// <summary>A photo or a recording by its download code: the API gives an address for it, which needs no token.</summary>
    public async Task<byte[]?> FetchAsync(string id, int mostBytes, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1.0/robot/messageFiles/download") { Content = JsonContent.Create(new { downloadCode = id, robotCode = Robot }) };
        try
        {
            request.Headers.Add(TokenHeader, await token.GetAsync(() => FetchTokenAsync(http, cancellation), cancellation));
        }
        catch (NoTokenException refusal)
        {
            throw new HttpRequestException(refusal.Message);
        }

        using var asked = await http.SendAsync(request, cancellation);
        if ((int)asked.StatusCode is 401 or 403) token.Forget();
        if ((int)asked.StatusCode is 401 or 403 or 429 or >= 500) asked.EnsureSuccessStatusCode();
        if (!asked.IsSuccessStatusCode || (await asked.Content.ReadFromJsonAsync<DingTalkFile>(cancellation))?.DownloadUrl is not { } address) return null;
        // The platform's own storage, over TLS; a test's stands beside its API.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Authority != http.BaseAddress!.Authority)) return null;
        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if ((int)response.StatusCode is 403 or 404) return null;
        response.EnsureSuccessStatusCode();
        return await BoundedBody.ReadAsync(await response.Content.ReadAsStreamAsync(cancellation), response.Content.Headers.ContentLength, mostBytes, cancellation);
    }

    public void Dispose() => token.Dispose();

    private async Task<SendResult> SendAsync(string address, Activity activity, string text, CancellationToken cancellation)
    {
        try
        {
            using var http = clients.CreateClient(Client);
            if (SessionOf(activity) is { } session) return Judge(await PostAsync(http, new(HttpMethod.Post, session), DingTalkEncoder.Reply(text), cancellation));
            if (address.StartsWith(DingTalkDecoder.Outside, StringComparison.Ordinal)) return new(SendOutcome.WindowClosed, "session ended");
            var request = new HttpRequestMessage(HttpMethod.Post, "v1.0/robot/oToMessages/batchSend");
            request.Headers.Add(TokenHeader, await token.GetAsync(() => FetchTokenAsync(http, cancellation), cancellation));
            return Judge(await PostAsync(http, request, DingTalkEncoder.ToMember(Robot, address, text), cancellation));
        }
        catch (NoTokenException)
        {
            return new(SendOutcome.Failed, "no token");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(SendOutcome.Retry, e.GetType().Name);
        }
    }

    /// <summary>Null when there is none or it has less than a minute to live.</summary>
    private Uri? SessionOf(Activity activity)
    {
        if (activity.ServiceUrl is not { } kept || !Uri.TryCreate(kept, UriKind.Absolute, out var url) || url.Authority != options.Value.SessionHost) return null;
        return long.TryParse(url.Fragment.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var until) && clock.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds() < until ? url : null;
    }

    private async Task<(int Status, DingTalkAnswer Answer)> PostAsync(HttpClient http, HttpRequestMessage request, byte[] body, CancellationToken cancellation)
    {
        using (request)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
            using var response = await http.SendAsync(request, cancellation);
            if ((int)response.StatusCode is 401 or 403) token.Forget();
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<DingTalkAnswer>(cancellation) ?? throw new JsonException("an empty answer"));
        }
    }

    /// <summary>A reply's answer has an error number in a 200, the API's a status and a code.</summary>
    private static SendResult Judge((int Status, DingTalkAnswer Answer) said) => said switch
    {
        (429, _) or (_, { Error: 130101 or 130102 }) => new(SendOutcome.Retry, "too many", TimeSpan.FromMinutes(1)),
        (401 or 403 or >= 500, _) or (_, { Error: -1 }) => new(SendOutcome.Retry, $"{said.Status}"),
        (>= 200 and < 300, { Error: 0, InvalidStaff: null or [] }) => new(SendOutcome.Sent, MessageId: said.Answer.ProcessQueryKey),
        (>= 200 and < 300, { Error: 0 }) => new(SendOutcome.Unreachable, "no member"),
        _ => new(SendOutcome.Failed, $"{said.Status} {said.Answer.Error}"),
    };

    private async Task<(string Value, TimeSpan Lives)> FetchTokenAsync(HttpClient http, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync("v1.0/oauth2/accessToken", new { appKey = options.Value.AppKey, appSecret = options.Value.AppSecret }, cancellation);
        if ((int)response.StatusCode is >= 400 and < 500 and not 429) throw new NoTokenException((int)response.StatusCode);
        response.EnsureSuccessStatusCode();
        var given = await response.Content.ReadFromJsonAsync<DingTalkToken>(cancellation);
        return given is { AccessToken: { Length: > 0 } value } ? (value, TimeSpan.FromSeconds(given.ExpireIn)) : throw new NoTokenException(-1);
    }

    private sealed record DingTalkFile(string? DownloadUrl);

    private sealed record DingTalkToken(string? AccessToken, int ExpireIn);

    private sealed record DingTalkAnswer([property: JsonPropertyName("errcode")] int Error, string? ProcessQueryKey, [property: JsonPropertyName("invalidStaffIdList")] string[]? InvalidStaff);
}

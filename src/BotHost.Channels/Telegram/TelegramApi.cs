using System.Text.Json;
using BotHost.App.Media;
using BotHost.App.Outbox;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests.Abstractions;

namespace BotHost.Channels.Telegram;

/// <summary>Telegram's API, and what its errors ask for.</summary>
internal sealed class TelegramApi(IHttpClientFactory clients, IOptions<TelegramOptions> options) : IMediaSource
{
    public string Scheme => TelegramDecoder.Channel;

    public const string Client = "telegram";

    /// <summary>The library would wait and send again by itself; that is the outbox's work, where others need not wait.</summary>
    private readonly TelegramBotClientOptions bot = new(options.Value.BotToken, options.Value.ApiUrl == TelegramOptions.OwnUrl ? null : options.Value.ApiUrl.TrimEnd('/')) { RetryCount = 0, RetryThreshold = 0 };

    public async Task<SendResult> SendAsync(IRequest request, CancellationToken cancellation)
    {
        try
        {
            using var http = clients.CreateClient(Client);
            var answer = await new TelegramBotClient(bot, http).SendRequest(new Loose(request), cancellation);
            return new(SendOutcome.Sent, MessageId: answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("message_id", out var id) ? id.ToString() : null);
        }
        catch (ApiRequestException refusal)
        {
            return Judge(refusal.ErrorCode, refusal.Message, refusal.Parameters?.RetryAfter);
        }
        catch (Exception e) when (e is RequestException or HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(SendOutcome.Retry, (e.InnerException ?? e).GetType().Name);
        }
    }

    /// <summary>A photo or recording by its file id.</summary>
    public async Task<byte[]?> FetchAsync(string id, int mostBytes, CancellationToken cancellation)
    {
        try
        {
            using var http = clients.CreateClient(Client);
            var api = new TelegramBotClient(bot, http);
            var file = await api.GetFile(id, cancellation);
            if (file.FilePath is null || file.FileSize is not { } size || size > mostBytes) return null;
            using var bytes = new MemoryStream((int)size);
            await api.DownloadFile(file.FilePath, bytes, cancellation);
            return bytes.ToArray();
        }
        catch (ApiRequestException refusal) when (refusal.ErrorCode is 400 or 404)
        {
            return null;
        }
        catch (RequestException e)
        {
            // Its own message may hold the address, and with it the bot's token.
            throw new HttpRequestException(e.GetType().Name);
        }
    }

    private static SendResult Judge(int code, string message, int? retryAfter) => code switch
    {
        429 => new(SendOutcome.Retry, "429", TimeSpan.FromSeconds(retryAfter ?? 5)),
        403 => new(SendOutcome.Unreachable, "403"),
        400 when message.Contains("chat not found", StringComparison.OrdinalIgnoreCase) => new(SendOutcome.Unreachable, "400 chat not found"),
        >= 500 => new(SendOutcome.Retry, $"{code}"),
        _ => new(SendOutcome.Failed, $"{code}"),
    };

    /// <summary>
    /// A request whose answer is not read into the library's types. Telegram took the message when it says so; a field of the answer that the
    /// library does not understand must not make us send it again, and again.
    /// </summary>
    private sealed class Loose(IRequest request) : IRequest<JsonElement>
    {
        public HttpMethod HttpMethod => request.HttpMethod;

        public string MethodName => request.MethodName;

        public bool IsWebhookResponse { get => request.IsWebhookResponse; set => request.IsWebhookResponse = value; }

        public HttpContent? ToHttpContent() => request.ToHttpContent();
    }
}

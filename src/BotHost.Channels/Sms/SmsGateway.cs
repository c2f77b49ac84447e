using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BotHost.App.BackOffice;
using BotHost.App.Outbox;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.Sms;

/// <summary>Signed calls to the gateway.</summary>
internal sealed class SmsGateway(IHttpClientFactory clients, IOptions<SmsOptions> options, TimeProvider clock)
{
    public const string Client = "sms";

    public async Task<SendResult> SendAsync(byte[] order, CancellationToken cancellation)
    {
        try
        {
            using var http = clients.CreateClient(Client);
            using var request = new HttpRequestMessage(HttpMethod.Post, "send") { Content = new ByteArrayContent(order) };
            request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
            request.Headers.Add(HostSignature.Header, HostSignature.Sign(options.Value.Key, clock.GetUtcNow(), order));
            using var response = await http.SendAsync(request, cancellation);
            return response.StatusCode switch
            {
                HttpStatusCode.TooManyRequests => new(SendOutcome.Retry, "429", response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMinutes(1)),
                >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => new(SendOutcome.Retry, $"{(int)response.StatusCode}"),
                >= HttpStatusCode.MultipleChoices => new(SendOutcome.Failed, $"{(int)response.StatusCode}"),
                _ => SmsEncoder.Judge(await response.Content.ReadFromJsonAsync<SmsAnswer>(cancellation) ?? throw new JsonException("an empty answer")),
            };
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(SendOutcome.Retry, e.GetType().Name);
        }
    }
}

using System.Text.Json;
using BotHost.App.BackOffice;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace BotHost.BackOffice;

/// <summary>The back-office over HTTP. Retries, timeouts and the circuit breaker are in the client's pipeline; here every ending becomes an outcome.</summary>
internal sealed class HttpBackOffice(IHttpClientFactory clients, BackOfficeAddress address, BackOfficeCredentials credentials, TimeProvider clock) : IBackOffice
{
    /// <summary>Name of the client. Taken from the factory for each call, because this object lives as long as the host and addresses change.</summary>
    public const string Client = "back-office";

    public async Task<DeliveryResult> DeliverAsync(string idempotencyKey, ReadOnlyMemory<byte> claimJson, CancellationToken cancellation)
    {
        if (address.Find() is not { } baseAddress) return new(DeliveryOutcome.Retry, Detail: "no back-office to call");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(baseAddress, "claims"));
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        credentials.Apply(request, idempotencyKey, claimJson.Span);
        request.Content = new ReadOnlyMemoryContent(claimJson) { Headers = { ContentType = new("application/json") } };
        try
        {
            using var http = clients.CreateClient(Client);
            using var response = await http.SendAsync(request, cancellation);
            return await BackOfficeAnswer.ReadAsync(response, claimJson, clock.GetUtcNow(), cancellation);
        }
        catch (Exception e) when (IsFailure(e, cancellation))
        {
            return new(DeliveryOutcome.Retry, Detail: e is BrokenCircuitException ? "circuit open" : e is HttpRequestException ? "unreachable" : "timeout");
        }
    }

    public async Task<string?> FindRegisterFactsAsync(string idNumberHash, CancellationToken cancellation)
    {
        if (address.Find() is not { } baseAddress) return null;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(baseAddress, $"residents/{Uri.EscapeDataString(idNumberHash)}/facts"));
        credentials.Apply(request, "", []);
        try
        {
            using var http = clients.CreateClient(Client);
            using var response = await http.SendAsync(request, cancellation);
            if (!response.IsSuccessStatusCode) return null;
            var body = await response.Content.ReadAsStringAsync(cancellation);
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? body : null;
        }
        catch (Exception e) when (e is JsonException || IsFailure(e, cancellation))
        {
            return null;
        }
    }

    private static bool IsFailure(Exception e, CancellationToken cancellation) =>
        e is HttpRequestException or TimeoutRejectedException or BrokenCircuitException || (e is OperationCanceledException && !cancellation.IsCancellationRequested);
}

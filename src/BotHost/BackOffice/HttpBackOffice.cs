using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BotHost.App.BackOffice;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace BotHost.BackOffice;

/// <summary>The back-office over HTTP. Retries, timeouts and the circuit breaker are in the client's pipeline; here every ending becomes an outcome.</summary>
internal sealed class HttpBackOffice(HttpClient http, IOptions<BackOfficeOptions> options, BackOfficeAddress address, SandboxKey sandbox) : IBackOffice
{
    public async Task<DeliveryResult> DeliverAsync(string idempotencyKey, ReadOnlyMemory<byte> claimJson, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address.Find(), "claims"));
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        Authorize(request);
        request.Content = new ReadOnlyMemoryContent(claimJson) { Headers = { ContentType = new("application/json") } };
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return await OutcomeAsync(response, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or BrokenCircuitException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(DeliveryOutcome.Retry, Detail: e is BrokenCircuitException ? "circuit open" : e is HttpRequestException ? "unreachable" : "timeout");
        }
    }

    public async Task<string?> FindRegisterFactsAsync(string idNumberHash, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.Find(), $"residents/{Uri.EscapeDataString(idNumberHash)}/facts"));
        Authorize(request);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancellation) : null;
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or BrokenCircuitException)
        {
            return null;
        }
    }

    private void Authorize(HttpRequestMessage request)
    {
        var token = options.Value.BaseAddress is null ? sandbox.Value : options.Value.Token;
        if (token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private static async Task<DeliveryResult> OutcomeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var code = (int)response.StatusCode;
        if (response.IsSuccessStatusCode) return new(DeliveryOutcome.Delivered, await TextAsync(response, "reference", cancellation), null);
        // A wrong token is our configuration, not the claim's fault: it waits until somebody has mended it.
        var again = code is 401 or 403 or 408 or 425 or 429 or >= 500;
        return new(again ? DeliveryOutcome.Retry : DeliveryOutcome.Refused, Detail: $"HTTP {code}" + (again ? "" : " " + await TextAsync(response, "title", cancellation)));
    }

    private static async Task<string?> TextAsync(HttpResponseMessage response, string name, CancellationToken cancellation)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Where the back-office is: as configured, or the sandbox in this host, whose address is known once the server listens.</summary>
internal sealed class BackOfficeAddress(IOptions<BackOfficeOptions> options, IServer server)
{
    public Uri Find()
    {
        if (options.Value.BaseAddress is { } configured) return configured.AbsoluteUri.EndsWith('/') ? configured : new(configured.AbsoluteUri + "/");
        var own = server.Features.Get<IServerAddressesFeature>()?.Addresses.OrderBy(a => a.StartsWith("https", StringComparison.Ordinal)).FirstOrDefault()
            ?? throw new HttpRequestException("the host does not listen yet", null, HttpStatusCode.ServiceUnavailable);
        var uri = new UriBuilder(own.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal)
            .Replace("://[::]", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)) { Path = SandboxEndpoints.Path + "/" };
        return uri.Uri;
    }
}

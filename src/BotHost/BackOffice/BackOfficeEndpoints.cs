using System.Net;
using System.Text.Json;
using BotHost.App.BackOffice;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace BotHost.BackOffice;

/// <summary>The two doors of this folder: the client of the back-office, and the endpoint it sends its news to.</summary>
internal static class BackOfficeEndpoints
{
    private static readonly string[] KnownTypes = ["claim.received", "claim.decided", "claim.paid"];

    public static IServiceCollection AddBackOffice(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<BackOfficeOptions>(configuration.GetSection(BackOfficeOptions.Section));
        services.AddSingleton<SandboxKey>().AddSingleton<BackOfficeAddress>().AddSingleton<SandboxStore>().AddSingleton<HandleBackOfficeEvent>();
        services.AddHttpClient<IBackOffice, HttpBackOffice>().AddStandardResilienceHandler().Configure((pipeline, provider) =>
        {
            var attempt = provider.GetRequiredService<IOptions<BackOfficeOptions>>().Value.AttemptTimeout;
            pipeline.AttemptTimeout.Timeout = attempt;
            pipeline.TotalRequestTimeout.Timeout = attempt * 3;
            // The idempotency key makes a second try of the same delivery safe; the outbox tries again later anyway.
            pipeline.Retry.MaxRetryAttempts = 1;
            pipeline.Retry.Delay = TimeSpan.FromMilliseconds(300);
            pipeline.CircuitBreaker.SamplingDuration = attempt * 3;
            pipeline.CircuitBreaker.MinimumThroughput = 8;
            pipeline.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
        });
        return services;
    }

    public static void MapBackOffice(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/backoffice/events", ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(64 * 1024)).AllowAnonymous().DisableAntiforgery()
            .WithTags("back-office").WithSummary("News about a claim: a CloudEvents 1.0 event in structured JSON, signed (X-BotHost-Signature).");

    private static async Task<IResult> ReceiveAsync(HttpContext http, IOptions<BackOfficeOptions> options, SandboxKey sandbox, HandleBackOfficeEvent handle, TimeProvider clock)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = buffer.ToArray();
        var header = http.Request.Headers[EventSignature.Header].ToString();
        var now = clock.GetUtcNow();
        var signed = EventSignature.Verify(options.Value.EventKey, header, body, now, options.Value.EventWindow)
            || (options.Value.Sandbox && EventSignature.Verify(sandbox.Value, header, body, now, options.Value.EventWindow));
        if (!signed) return Results.Problem("the signature is missing, wrong or too old", statusCode: 401, title: "not signed");
        if (Parse(body) is not { } said) return Results.Problem("send one CloudEvents 1.0 event with id, type and data.claimId; known types: " + string.Join(", ", KnownTypes), statusCode: 400, title: "not an event");
        return await handle.RunAsync(said, http.RequestAborted) ? Results.Accepted() : Results.Problem("no delivered claim has this id", statusCode: 404, title: "unknown claim");
    }

    private static BackOfficeEvent? Parse(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = 16 });
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "specversion") == "1.0" && Text(root, "id") is { Length: > 0 and <= 128 } id
                && Text(root, "type") is { } type && KnownTypes.Contains(type)
                && root.TryGetProperty("data", out var data) && Text(data, "claimId") is { Length: > 0 and <= 64 } claimId
                ? new(id, type, claimId)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}

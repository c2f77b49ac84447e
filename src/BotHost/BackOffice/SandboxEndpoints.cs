using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotHost.Core.Claims;
using BotHost.Core.Content;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace BotHost.BackOffice;

/// <summary>A back-office to try things with: the same contract, in this process. Seen from this machine only.</summary>
internal static class SandboxEndpoints
{
    public const string Path = "/sandbox/backoffice";

    public static void MapSandboxBackOffice(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<BackOfficeOptions>>().Value.Sandbox) return;
        app.MapPost(Path + "/claims", ReceiveAsync).ExcludeFromDescription().AllowAnonymous().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(1024 * 1024));
        app.MapGet(Path + "/residents/{hash}/facts", (HttpContext http, SandboxKey key) => Authorized(http, key) ? Results.Problem("no register entry", statusCode: 404) : Results.Unauthorized()).ExcludeFromDescription();
        var page = app.MapGroup("/sandbox").ExcludeFromDescription().DisableAntiforgery().AddEndpointFilter(async (context, next) =>
            IsHere(context.HttpContext) ? await next(context) : Results.Problem("the sandbox is seen from this machine only", statusCode: 403));
        page.MapGet("/", (SandboxStore store, TimeProvider clock) => Results.Content(SandboxPage.List(store, clock.GetUtcNow()), "text/html; charset=utf-8"));
        page.MapGet("/claims.json", (SandboxStore store) => store.All().Select(c => new { c.Number, c.Key, c.ClaimId, c.Tries }));
        page.MapGet("/claims/{number:long}", (long number, SandboxStore store, ContentBundle content) => store.Find(number) is { } claim ? Results.Content(SandboxPage.Detail(claim, content), "text/html; charset=utf-8") : Results.NotFound());
        page.MapPost("/mode", ([FromForm] string mode, SandboxStore store) =>
        {
            store.Mode = mode is "failing" or "slow" ? mode : "ok";
            return Results.Redirect("/sandbox/");
        });
        page.MapPost("/claims/{number:long}/events", SendEventAsync);
    }

    private static async Task<IResult> ReceiveAsync(HttpContext http, SandboxStore store, SandboxKey key, TimeProvider clock)
    {
        if (!Authorized(http, key)) return Results.Problem("wrong token", statusCode: 401);
        if (store.Mode == "failing") return Results.Problem("the sandbox plays an outage", statusCode: 503);
        if (store.Mode == "slow") await Task.Delay(TimeSpan.FromSeconds(30), clock, http.RequestAborted);
        var idempotencyKey = http.Request.Headers["Idempotency-Key"].ToString();
        if (idempotencyKey.Length is 0 or > 128) return Results.Problem("the header Idempotency-Key is missing", statusCode: 400, title: "no idempotency key");
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        if (ClaimIdOf(body) is not { } claimId) return Results.Problem($"the body is not {ClaimDocument.SchemaName}", statusCode: 422, title: "not a claim");
        return store.Keep(idempotencyKey, claimId, body, clock.GetUtcNow()) is { } kept
            ? Results.Json(new { reference = "SB-" + kept.Number.ToString("D6", System.Globalization.CultureInfo.InvariantCulture) }, statusCode: kept.Tries == 1 ? 201 : 200)
            : Results.Problem("this key was used for another body", statusCode: 422, title: "key reused");
    }

    /// <summary>The parts of the contract that a receiver relies on; null when one is missing.</summary>
    private static string? ClaimIdOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            string[] texts = ["schema", "id", "kind", "createdAt", "place", "contentVersion", "audience", "intake"], lists = ["facts", "determinations", "reviews"];
            var fits = root.ValueKind == JsonValueKind.Object
                && texts.All(t => root.TryGetProperty(t, out var v) && v.ValueKind == JsonValueKind.String)
                && lists.All(l => root.TryGetProperty(l, out var v) && v.ValueKind == JsonValueKind.Array)
                && root.TryGetProperty("subject", out var subject) && subject.ValueKind == JsonValueKind.Object
                && root.GetProperty("schema").GetString() == ClaimDocument.SchemaName
                && root.GetProperty("reviews").EnumerateArray().Any(r => r.TryGetProperty("decision", out var d) && d.GetString() == "accept")
                && root.GetProperty("facts").EnumerateArray().All(f => f.TryGetProperty("id", out _) && f.TryGetProperty("value", out _) && f.TryGetProperty("evidence", out var e) && (e.GetArrayLength() > 0 || f.GetProperty("source").GetString() != "stated"));
            return fits ? root.GetProperty("id").GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Sends a signed event back to this host, as a back-office would.</summary>
    private static async Task<IResult> SendEventAsync(long number, [FromForm] string type, SandboxStore store, SandboxKey key, BackOfficeAddress address, IHttpClientFactory clients, TimeProvider clock)
    {
        if (store.Find(number) is not { } claim || type is not ("claim.received" or "claim.decided" or "claim.paid")) return Results.NotFound();
        var now = clock.GetUtcNow();
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            specversion = "1.0", id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)), source = "/sandbox", type, time = now, datacontenttype = "application/json", data = new { claimId = claim.ClaimId },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address.Find(), "/api/v1/backoffice/events")) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/cloudevents+json") } } };
        request.Headers.Add(EventSignature.Header, EventSignature.Sign(key.Value, now, body));
        using var client = clients.CreateClient();
        using var response = await client.SendAsync(request);
        return Results.Redirect($"/sandbox/claims/{number}?sent={(int)response.StatusCode}");
    }

    private static bool Authorized(HttpContext http, SandboxKey key) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes("Bearer " + key.Value), Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()));

    private static bool IsHere(HttpContext http) => (http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)) || http.User.IsInRole("administrator");
}

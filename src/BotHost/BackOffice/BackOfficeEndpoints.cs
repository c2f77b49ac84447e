using System.Text.Json;
using BotHost.App.BackOffice;
using BotHost.App.Conversations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace BotHost.BackOffice;

/// <summary>
/// Where the back-office sends its news: CloudEvents 1.0, structured JSON, signed (<see cref="HostSignature"/>). Types: <c>claim.received</c>,
/// <c>claim.decided</c>, <c>claim.paid</c> with <c>data.claimId</c>; <c>facts.changed</c> with <c>data.idHash</c>.
/// </summary>
internal static class BackOfficeEndpoints
{
    public const string Path = "/api/v1/backoffice/events";

    private const int LongestBody = 64 * 1024;

    public static void MapBackOffice(this IEndpointRouteBuilder app) =>
        app.MapPost(Path, ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(LongestBody)).AllowAnonymous().DisableAntiforgery()
            .Produces(202).ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
            .WithTags("back-office").WithSummary("News about a claim: a CloudEvents 1.0 event in structured JSON, signed (X-BotHost-Signature).")
            .WithDescription($"Types: {string.Join(", ", BackOfficeEvent.ClaimTypes)} with data.claimId; {BackOfficeEvent.FactsChanged} with data.idHash. "
                + "X-BotHost-Signature: t=UNIX-SECONDS,v1=HEX, HEX being HMAC-SHA256 of t + \".\" + raw body. An event may be sent again: the same source and id changes nothing.");

    private static async Task<IResult> ReceiveAsync(
        HttpContext http, IOptions<BackOfficeOptions> options, BackOfficeAddress address, BackOfficeCredentials credentials, RecentEvents recent, HandleBackOfficeEvent handle, TimeProvider clock)
    {
        if (await BodyOf(http) is not { } body) return Results.Problem($"an event has at most {LongestBody} bytes", statusCode: 413, title: "too large");
        var header = http.Request.Headers[HostSignature.Header].ToString();
        var (now, window) = (clock.GetUtcNow(), options.Value.EventWindow);
        var signed = HostSignature.Verify(options.Value.EventKey, header, body, now, window)
            || (address.SandboxIsOn && HostSignature.Verify(credentials.SandboxKey, header, body, now, window));
        if (!signed) return Results.Problem("the signature is missing, wrong or too old", statusCode: 401, title: "not signed");
        if (!IsStructured(http.Request)) return Results.Problem("send one event in structured mode, as application/cloudevents+json", statusCode: 415, title: "not an event");
        if (Parse(body) is not var (source, said))
            return Results.Problem("send one CloudEvents 1.0 event with id, source, type and data; known types: " + string.Join(", ", [.. BackOfficeEvent.ClaimTypes, BackOfficeEvent.FactsChanged]), statusCode: 400, title: "not an event");
        if (recent.Handled(source, said.Id)) return Results.Accepted();
        try
        {
            if (!await handle.RunAsync(said, http.RequestAborted)) return Results.Problem("no delivered claim has this id", statusCode: 404, title: "unknown claim");
        }
        catch (StaleRecordException)
        {
            return Results.Problem("the claim is being changed; send the event again", statusCode: 503, title: "busy");
        }

        recent.Remember(source, said.Id);
        return Results.Accepted();
    }

    /// <summary>The raw body; null when it is longer than an event may be.</summary>
    private static async Task<byte[]?> BodyOf(HttpContext http)
    {
        try
        {
            using var buffer = new MemoryStream();
            await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
            return buffer.ToArray();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static bool IsStructured(HttpRequest request) =>
        request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is "application/cloudevents+json" or "application/json";

    private static (string Source, BackOfficeEvent Event)? Parse(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = 16 });
            var root = json.RootElement;
            if (Text(root, "specversion") != "1.0" || Text(root, "id") is not { Length: > 0 and <= 128 } id || Text(root, "source") is not { Length: > 0 and <= 256 } source) return null;
            if (Text(root, "type") is not { } type || !root.TryGetProperty("data", out var data)) return null;
            if (type == BackOfficeEvent.FactsChanged) return Text(data, "idHash") is { Length: > 0 and <= 128 } ? (source, new(id, type, "")) : null;
            return BackOfficeEvent.ClaimTypes.Contains(type) && Text(data, "claimId") is { Length: > 0 and <= 64 } claimId ? (source, new(id, type, claimId)) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: a text with bytes or escapes that no Unicode text has.
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}

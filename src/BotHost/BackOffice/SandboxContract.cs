using System.Text;
using BotHost.Core.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace BotHost.BackOffice;

/// <summary>The contract of the back-office, as the sandbox keeps it: the same paths, answers and strictness as the real one.</summary>
internal static class SandboxContract
{
    private const int LongestClaim = 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        var contract = app.MapGroup(SandboxEndpoints.Path).ExcludeFromDescription().AllowAnonymous().DisableAntiforgery();
        contract.MapPost("/claims", TakeClaimAsync).WithMetadata(new RequestSizeLimitAttribute(LongestClaim));
        contract.MapGet("/residents/{idHash}/facts", FindFactsAsync);
    }

    private static async Task<IResult> TakeClaimAsync(HttpContext http, SandboxStore store, BackOfficeCredentials credentials, IOptions<SandboxOptions> options, TimeProvider clock)
    {
        byte[] body;
        try
        {
            using var buffer = new MemoryStream();
            await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
            body = buffer.ToArray();
        }
        catch (BadHttpRequestException e)
        {
            return Results.Problem("the body could not be read", statusCode: e.StatusCode, title: "bad body");
        }

        if (!credentials.Fit(http.Request, body)) return Results.Problem("wrong token or signature", statusCode: 401, title: "not known");
        if (store.Mode == SandboxMode.Failing) return Results.Problem("the sandbox plays an outage", statusCode: 503, title: "outage");
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > 128) return Results.Problem("the header Idempotency-Key must have 1 to 128 characters", statusCode: 400, title: "no idempotency key");
        if (ClaimDocumentCheck.Problems(body, out var claimId) is { Count: > 0 } problems)
            return Results.Problem("the body is not " + ClaimDocument.SchemaName, statusCode: 422, title: "not a claim: " + problems[0], extensions: new Dictionary<string, object?> { ["problems"] = problems });
        if (store.Keep(key, claimId!, body, clock.GetUtcNow()) is not { } kept) return Results.Problem("this key was used for another body", statusCode: 422, title: "key reused");
        if (store.Mode == SandboxMode.Slow) await Task.Delay(options.Value.SlowFor, clock, http.RequestAborted);
        if (kept.Tries > 1) http.Response.Headers["Idempotency-Replayed"] = "true";
        return Results.Json(new { reference = kept.Reference }, statusCode: 201);
    }

    private static async Task<IResult> FindFactsAsync(HttpContext http, string idHash, SandboxStore store, BackOfficeCredentials credentials, IOptions<SandboxOptions> options, TimeProvider clock)
    {
        if (!credentials.Fit(http.Request, [])) return Results.Problem("wrong token or signature", statusCode: 401, title: "not known");
        if (store.Mode == SandboxMode.Failing) return Results.Problem("the sandbox plays an outage", statusCode: 503, title: "outage");
        if (store.Mode == SandboxMode.Slow) await Task.Delay(options.Value.SlowFor, clock, http.RequestAborted);
        // A slash of a Base64 hash stays encoded in a route value.
        return store.FindRegistered(idHash.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) is { } facts ? Results.Text(Encoding.UTF8.GetString(facts), "application/json", Encoding.UTF8) : Results.Problem("no register entry", statusCode: 404, title: "unknown resident");
    }
}

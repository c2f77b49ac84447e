using BotHost.App.Conversations;
using System.Security.Claims;
using BotHost.Accounts;
using BotHost.App.Audit;
using BotHost.App.Claims;
using BotHost.App.Escalations;
using BotHost.App.Media;

namespace BotHost.Escalations;

/// <summary>The Case API for escalations: list, take, write to the resident, hand back, close.</summary>
internal static class EscalationEndpoints
{
    public sealed record Words(string Text);

    public static void MapEscalations(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/escalations").RequireAuthorization(AccountSetup.Reviewing).WithTags("escalations").DisableAntiforgery();
        api.MapGet("", async (ClaimsPrincipal user, IClaimStore claims, bool? closed, CancellationToken cancellation) => await claims.EscalationsAsync(CadreClaims.ReviewerOf(user)!, closed ?? false, cancellation))
            .WithSummary("Escalations of your area, urgent first.");
        api.MapPost("/{id}/take", async (string id, ClaimsPrincipal user, HandleEscalation handle, FreshIds ids, CancellationToken cancellation) => Answer(await handle.TakeAsync(id, CadreClaims.ReviewerOf(user)!, ids.Next(), cancellation)));
        api.MapPost("/{id}/messages", async (string id, Words words, ClaimsPrincipal user, HandleEscalation handle, FreshIds ids, CancellationToken cancellation) => Answer(await handle.WriteAsync(id, CadreClaims.ReviewerOf(user)!, ids.Next(), words.Text, cancellation)));
        api.MapPost("/{id}/hand-back", async (string id, ClaimsPrincipal user, HandleEscalation handle, FreshIds ids, CancellationToken cancellation) => Answer(await handle.HandBackAsync(id, CadreClaims.ReviewerOf(user)!, ids.Next(), cancellation)));
        api.MapPost("/{id}/close", async (string id, ClaimsPrincipal user, HandleEscalation handle, FreshIds ids, CancellationToken cancellation) => Answer(await handle.CloseAsync(id, CadreClaims.ReviewerOf(user)!, ids.Next(), cancellation)));

        api.MapGet("/{id}/recording", ListenAsync).WithSummary("The recording that a listening task is about; only for whom the task is.").ProducesProblem(404);

        app.MapGet("/api/v1/audit", async (IAuditTrail audit, string? subject, string? claim, CancellationToken cancellation) => await audit.ReadAsync(subject, claim, 500, cancellation))
            .RequireAuthorization(AccountSetup.Auditing).WithTags("audit").WithSummary("Who looked at or changed what: ids and times, never content.");
    }

    private static async Task<IResult> ListenAsync(string id, HttpContext http, IClaimStore claims, IMediaStore media, IAuditTrail audit, TimeProvider clock, CancellationToken cancellation)
    {
        var reviewer = CadreClaims.ReviewerOf(http.User)!;
        if (await claims.FindEscalationAsync(id, reviewer, cancellation) is not { MediumId: { } mediumId } escalation || await media.ReadAsync(mediumId, cancellation) is not { Bytes: { } bytes } medium)
            return Results.Problem("there is no such recording, or it is not here yet", statusCode: 404, title: "unknown recording");
        await audit.RecordAsync(new(clock.GetUtcNow(), reviewer.UserId, "medium.heard", escalation.SubjectId, null, mediumId), cancellation);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(bytes, medium.ContentType);
    }

    private static IResult Answer(string? refusal) => refusal is null ? Results.NoContent()
        : Results.Problem(refusal, statusCode: refusal.StartsWith("没有", StringComparison.Ordinal) ? 404 : 409, title: "refused");
}

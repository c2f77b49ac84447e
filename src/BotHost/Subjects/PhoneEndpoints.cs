using BotHost.Accounts;
using BotHost.App.Claims;
using BotHost.App.Subjects;
using BotHost.Core.Claims;

namespace BotHost.Subjects;

/// <summary>For a resident who lost their phone and came in person: shut the old ones out, give a code for the new one. From the township up.</summary>
internal static class PhoneEndpoints
{
    public sealed record Unlinked(int Accounts);

    public sealed record Code(string Digits);

    public static void MapPhones(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/claims/{id}/phones").RequireAuthorization(AccountSetup.Reviewing).WithTags("claims").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).DisableAntiforgery();
        api.MapPost("/unlink", (string id, HttpContext http, IClaimStore claims, ISubjectLinks links, TimeProvider clock, CancellationToken cancellation) => WithSubjectAsync(id, http, claims, async (subjectId, actor) =>
            Results.Ok(new Unlinked(await links.UnlinkAsync(subjectId, actor, clock.GetUtcNow(), cancellation))), cancellation)).WithSummary("A phone was lost: no account sees this resident's affairs any more.").Produces<Unlinked>();
        api.MapPost("/code", (string id, HttpContext http, IClaimStore claims, ISubjectLinks links, TimeProvider clock, CancellationToken cancellation) => WithSubjectAsync(id, http, claims, async (subjectId, actor) =>
            Results.Ok(new Code(await links.NewCodeAsync(subjectId, actor, clock.GetUtcNow(), cancellation))), cancellation)).WithSummary("Eight digits by which the resident's new phone comes to know them; 15 minutes, once.").Produces<Code>();
    }

    private static async Task<IResult> WithSubjectAsync(string id, HttpContext http, IClaimStore claims, Func<string, string, Task<IResult>> act, CancellationToken cancellation)
    {
        var reviewer = CadreClaims.ReviewerOf(http.User)!;
        http.Response.Headers.CacheControl = "no-store";
        if (await claims.FindAsync(id, reviewer, cancellation) is not { } claim) return Results.Problem("no claim has this id", statusCode: 404, title: "unknown claim");
        return reviewer.Level < Level.Township ? Results.Problem("this is for the township and above", statusCode: 403, title: "refused") : await act(claim.SubjectId, reviewer.UserId);
    }
}

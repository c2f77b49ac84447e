using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using BotHost.Accounts;
using BotHost.App.Audit;
using BotHost.App.Claims;
using BotHost.App.Content;
using BotHost.App.Conversations;
using BotHost.App.Escalations;
using BotHost.Core.Claims;
using BotHost.Core.Facts;

namespace BotHost.Claims;

/// <summary>The Case API for claims. A claim one may not know of answers exactly like one that does not exist.</summary>
internal static class ClaimEndpoints
{
    private static readonly ImmutableDictionary<string, ReviewDecision> Decisions = Enum.GetValues<ReviewDecision>().ToImmutableDictionary(ClaimWords.Name);

    public static IServiceCollection AddClaims(this IServiceCollection services) =>
        services.AddSingleton<FileClaim>();

    public static void MapClaims(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(AccountSetup.Reviewing).WithTags("claims").ProducesProblem(401).ProducesProblem(403).DisableAntiforgery();
        api.MapGet("/claims", ListAsync).WithSummary("Claims of your area, oldest first.").Produces<ClaimList>();
        api.MapGet("/claims/{id}", GetAsync).WithSummary("One claim; the ETag is its version.").Produces<ClaimView>().ProducesProblem(404);
        api.MapGet("/claims/{id}/history", HistoryAsync).WithSummary("Who did what with it, when and why.").Produces<IReadOnlyList<ClaimEvent>>().ProducesProblem(404);
        api.MapPost("/claims/{id}/reviews", ReviewAsync).WithSummary("Your word on a claim. Send If-Match with the version you saw.").Produces<ClaimView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        api.MapGet("/metrics", async (ClaimsPrincipal user, IClaimStore claims, CancellationToken cancellation) =>
            (await claims.CountAsync(CadreClaims.ReviewerOf(user)!, cancellation)).ToDictionary(c => ClaimView.StatusName(c.Key), c => c.Value)).WithSummary("How many claims of your area are in which state.");
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IClaimStore claims, string? status, string? text, string? place, int? skip, int? take, CancellationToken cancellation)
    {
        var statuses = ImmutableArray<ClaimStatus>.Empty;
        if (status is not null)
        {
            var known = Enum.GetValues<ClaimStatus>().Where(s => ClaimView.StatusName(s) == status).ToImmutableArray();
            if (known.IsEmpty) return Results.Problem($"'{status}' is not a status", statusCode: 400, title: "unknown status");
            statuses = known;
        }

        if (skip < 0 || take is < 1 or > 200) return Results.Problem("skip must not be negative, and take lies between 1 and 200", statusCode: 400, title: "bad page");
        var page = await claims.QueryAsync(new(statuses, text, place, Skip: skip ?? 0, Take: take ?? 50), CadreClaims.ReviewerOf(user)!, cancellation);
        return Results.Ok(new ClaimList([.. page.Claims.Select(ClaimRow.Of)], page.Total, skip ?? 0));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext http, IClaimStore claims, ICatalogue catalogue, IAuditTrail audit, TimeProvider clock, CancellationToken cancellation)
    {
        var reviewer = CadreClaims.ReviewerOf(http.User)!;
        if (await claims.FindAsync(id, reviewer, cancellation) is not { } claim) return Unknown();
        await audit.RecordAsync(new(clock.GetUtcNow(), reviewer.UserId, "claim.read", claim.SubjectId, claim.Id, "api"), cancellation);
        return Shown(http, claim, reviewer, catalogue.Current);
    }

    private static async Task<IResult> HistoryAsync(string id, ClaimsPrincipal user, IClaimStore claims, CancellationToken cancellation) =>
        await claims.FindAsync(id, CadreClaims.ReviewerOf(user)!, cancellation) is null ? Unknown() : Results.Ok(await claims.HistoryAsync(id, cancellation));

    private static async Task<IResult> ReviewAsync(string id, ReviewPost post, HttpContext http, IClaimStore claims, DecideClaim decide, ICatalogue catalogue, CancellationToken cancellation)
    {
        var reviewer = CadreClaims.ReviewerOf(http.User)!;
        if (!Decisions.TryGetValue(post.Decision, out var decision)) return Results.Problem("use one of: " + string.Join(", ", Decisions.Keys.Order()), statusCode: 400, title: "unknown decision");
        if (await claims.FindAsync(id, reviewer, cancellation) is not { } before) return Unknown();
        var corrections = ImmutableArray.CreateBuilder<(string, FactValue)>();
        foreach (var (factId, value) in post.Corrections ?? ImmutableDictionary<string, System.Text.Json.JsonElement>.Empty)
        {
            if (catalogue.Current.Find(factId) is not { } fact || FactInput.Parse(fact, value) is not { } parsed) return Results.Problem($"'{factId}' is not a fact with this value", statusCode: 400, title: "bad correction");
            corrections.Add((factId, parsed));
        }

        var questions = (post.Questions ?? []).Select((q, i) => Question(q, i, before, catalogue.Current)).ToImmutableArray();
        var request = new ReviewRequest(decision, post.Reason ?? "") { Questions = questions, Corrections = corrections.ToImmutable() };
        try
        {
            var outcome = await decide.RunAsync(id, reviewer, request, Seen(http), cancellation);
            return outcome.Claim is { } after ? Shown(http, after, reviewer, catalogue.Current) : Results.Problem(outcome.Refusal, statusCode: 409, title: "refused");
        }
        catch (StaleRecordException)
        {
            return Results.Problem("the claim has changed since you read it; read it again", statusCode: 412, title: "changed meanwhile");
        }
    }

    /// <summary>A fact id is asked with the catalogue's own question; anything else goes out as written.</summary>
    public static ReturnQuestion Question(string words, int index, Core.Claims.Claim claim, FactCatalogue catalogue)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{claim.Version}-{index}");
        return catalogue.Contains(words) ? new(id, words, "") : new(id, null, words);
    }

    private static int? Seen(HttpContext http) => int.TryParse(http.Request.Headers.IfMatch.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static IResult Shown(HttpContext http, Core.Claims.Claim claim, Reviewer reviewer, FactCatalogue catalogue)
    {
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{claim.Version}\"");
        http.Response.Headers.CacheControl = "no-store";
        return Results.Ok(ClaimView.Of(claim, reviewer, catalogue));
    }

    private static IResult Unknown() => Results.Problem("no claim has this id", statusCode: 404, title: "unknown claim");
}

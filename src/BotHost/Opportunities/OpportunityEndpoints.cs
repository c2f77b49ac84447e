using System.Security.Claims;
using System.Text.Json;
using BotHost.Accounts;
using BotHost.App.Opportunities;
using BotHost.Channels.Webhooks;
using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Matching;
using BotHost.Core.Opportunities;
using BotHost.Places;

namespace BotHost.Opportunities;

/// <summary>The Case API for jobs and courses.</summary>
internal static class OpportunityEndpoints
{
    public static IServiceCollection AddOpportunities(this IServiceCollection services) =>
        services.AddSingleton<ImportOpportunities>().AddSingleton(s => new OpportunitySheet(s.GetRequiredService<ContentBundle>().Skills, s.GetRequiredService<DivisionNames>().CodeOf));

    public static void MapOpportunities(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/opportunities").RequireAuthorization(AccountSetup.Reviewing).WithTags("opportunities").ProducesProblem(401).ProducesProblem(403).DisableAntiforgery();
        api.MapGet("/", ListAsync).WithSummary("Jobs and courses that are open in your area.").Produces<OpportunityList>().ProducesProblem(400);
        api.MapPost("/", PostAsync).WithSummary("Posts openings as a JSON array. With dryRun=true it only tells what would become of each.").Accepts<JsonElement>("application/json").Produces<ImportView>().ProducesProblem(400);
        api.MapPost("/import", ImportAsync).WithSummary("Takes in an Excel or CSV sheet (the body). With dryRun=true it only tells what would become of each line.").Accepts<byte[]>("application/octet-stream").Produces<ImportView>().ProducesProblem(400).ProducesProblem(413);
        api.MapDelete("/{id}", CloseAsync).WithSummary("Takes an opening down.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IOpportunityStore store, TimeProvider clock, string? text, int? skip, int? take, CancellationToken cancellation)
    {
        if (skip < 0 || take is < 1 or > 200) return Results.Problem("skip must not be negative, and take lies between 1 and 200", statusCode: 400, title: "bad page");
        var page = await store.QueryAsync(new(CadreClaims.ReviewerOf(user)!.Area, ChinaTime.DayOf(clock.GetUtcNow()), text, skip ?? 0, take ?? 50), cancellation);
        return Results.Ok(new OpportunityList([.. page.Items.Select(i => i.Opportunity)], page.Total));
    }

    private static async Task<IResult> PostAsync(HttpContext http, ImportOpportunities import, ContentBundle content, bool? dryRun, CancellationToken cancellation)
    {
        if (Refused(http) is { } refused) return refused;
        if (await BodyAsync(http, cancellation) is not { } body) return TooLarge();
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() > SheetReader.MostLines) return Results.Problem($"send an array of at most {SheetReader.MostLines} openings", statusCode: 400, title: "no array");
            var lines = document.RootElement.EnumerateArray().Select((row, i) => Row(row, i + 1, content.Skills)).ToList();
            return Results.Ok(await RunAsync(lines, http, import, dryRun == true, cancellation));
        }
        catch (JsonException)
        {
            return Results.Problem("the body is not JSON", statusCode: 400, title: "not JSON");
        }
    }

    private static async Task<IResult> ImportAsync(HttpContext http, ImportOpportunities import, OpportunitySheet sheet, TimeProvider clock, bool? dryRun, CancellationToken cancellation)
    {
        if (Refused(http) is { } refused) return refused;
        if (await BodyAsync(http, cancellation) is not { } body) return TooLarge();
        var (lines, refusal) = SheetReader.Read(body);
        if (refusal is not null) return Results.Problem(refusal, statusCode: 400, title: "not a sheet");
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        return Results.Ok(await RunAsync(lines.Select(l => sheet.Read(l, today)), http, import, dryRun == true, cancellation));
    }

    private static async Task<IResult> CloseAsync(string id, ClaimsPrincipal user, IOpportunityStore store, TimeProvider clock, CancellationToken cancellation)
    {
        var reviewer = CadreClaims.ReviewerOf(user)!;
        var mine = await store.FindAsync(id, cancellation) is { } posted && reviewer.Level >= Level.Township && posted.Opportunity.Place.StartsWith(reviewer.Area, StringComparison.Ordinal);
        return mine && await store.CloseAsync(id, reviewer.UserId, clock.GetUtcNow(), cancellation) ? Results.NoContent() : Results.Problem("no open opening of your area has this id", statusCode: 404, title: "unknown opening");
    }

    private static async Task<ImportView> RunAsync(IEnumerable<ReadLine> lines, HttpContext http, ImportOpportunities import, bool dryRun, CancellationToken cancellation)
    {
        var reviewer = CadreClaims.ReviewerOf(http.User)!;
        return ImportView.Of(dryRun ? await import.PreviewAsync(lines, reviewer, cancellation) : await import.RunAsync(lines, reviewer, cancellation));
    }

    private static ReadLine Row(JsonElement row, int number, SkillTaxonomy skills)
    {
        // The id is the sender's; here an opening is known by what it is.
        var opening = MatchWire.ReadOpportunity(row.GetRawText(), skills, out var problem);
        return opening is null ? new(number, null, $"{problem!.What}: {problem.Fix}") : new(number, opening with { Id = "" }, null);
    }

    private static IResult? Refused(HttpContext http) =>
        CadreClaims.ReviewerOf(http.User)!.Level < Level.Township ? Results.Problem("this is for the township and above", statusCode: 403, title: "refused") : null;

    private static IResult TooLarge() => Results.Problem($"at most {SheetReader.MostBytes / 1024 / 1024} MB", statusCode: 413, title: "too large");

    private static Task<byte[]?> BodyAsync(HttpContext http, CancellationToken cancellation) => BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, SheetReader.MostBytes, cancellation);
}

/// <summary>Openings on the wire.</summary>
internal sealed record OpportunityList(IReadOnlyList<Opportunity> Items, int Total);

/// <summary>What an import did, or would do.</summary>
internal sealed record ImportView(int Added, int Changed, int Same, int Twice, int Wrong, IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>A broken sheet should not answer with megabytes.</summary>
    private const int MostTold = 200;

    public static ImportView Of(ImportPreview preview) => new(
        preview.Count(LineFate.New), preview.Count(LineFate.Changed), preview.Count(LineFate.Same), preview.Count(LineFate.Twice), preview.Count(LineFate.Wrong),
        [.. preview.Lines.Where(l => l.Problem is not null).Take(MostTold).Select(l => new ImportProblem(l.Number, l.Problem!))]);
}

/// <param name="Line">As the spreadsheet counts; for JSON the place in the array, from 1.</param>
internal sealed record ImportProblem(int Line, string What);

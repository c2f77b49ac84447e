using System.Collections.Immutable;
using BotHost.Accounts;
using BotHost.App.Offers;
using BotHost.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Matching;

namespace BotHost.Offers;

/// <summary>Rounds of offers: worked out, looked at, started, paused, and sent in the hours when people may be written to.</summary>
internal static class OfferSetup
{
    public static IServiceCollection AddOffers(this IServiceCollection services) =>
        services.AddSingleton<PlanCampaign>().AddSingleton<SendOffers>().AddHostedService<OfferSweep>();

    public static void MapOffers(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/campaigns").RequireAuthorization(AccountSetup.Reviewing).WithTags("campaigns").ProducesProblem(401).ProducesProblem(403).DisableAntiforgery();
        api.MapGet("/", async (HttpContext http, IOfferStore offers, CancellationToken cancellation) => Results.Ok(await offers.CampaignsAsync(CadreClaims.ReviewerOf(http.User)!.Area, 100, cancellation)))
            .WithSummary("Rounds of offers in your area, newest first.").Produces<IReadOnlyList<Campaign>>();
        api.MapPost("/", PlanAsync).WithSummary("Works out a round as a draft; nobody hears of it.").Produces<Campaign>(201).ProducesProblem(400);
        api.MapGet("/{id}", ShowAsync).WithSummary("A round, and how it goes.").Produces<CampaignView>().ProducesProblem(404);
        foreach (var (verb, from, to) in new[] { ("pause", CampaignStatus.Running, CampaignStatus.Paused), ("resume", CampaignStatus.Paused, CampaignStatus.Running) })
        {
            api.MapPost("/{id}/" + verb, (string id, HttpContext http, IOfferStore offers, TimeProvider clock, CancellationToken cancellation) => ActAsync(id, http, offers, (user, at) => offers.ChangeAsync(id, from, to, user, at, cancellation), clock, cancellation))
                .WithSummary(verb == "pause" ? "Stops sending for now." : "Goes on sending.").Produces(204).ProducesProblem(404).ProducesProblem(409);
        }

        api.MapPost("/{id}/start", (string id, HttpContext http, IOfferStore offers, TimeProvider clock, CancellationToken cancellation) => ActAsync(id, http, offers, (user, at) => offers.StartAsync(id, user, at, cancellation), clock, cancellation))
            .WithSummary("Sends a draft: exactly the offers it shows.").Produces(204).ProducesProblem(404).ProducesProblem(409);
        api.MapDelete("/{id}", (string id, HttpContext http, IOfferStore offers, TimeProvider clock, CancellationToken cancellation) => ActAsync(id, http, offers, (user, at) => offers.DiscardAsync(id, user, at, cancellation), clock, cancellation))
            .WithSummary("Throws a draft away.").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> PlanAsync(NewCampaign asked, HttpContext http, PlanCampaign plan, CancellationToken cancellation)
    {
        var reviewer = CadreClaims.ReviewerOf(http.User)!;
        if (string.IsNullOrWhiteSpace(asked.Title) || asked.Title.Length > 100) return Results.Problem("'title' should be 1 to 100 characters", statusCode: 400, title: "no title");
        if (asked.Place is null || !Divisions.IsCode(asked.Place)) return Results.Problem("'place' should be a division code of 2, 4, 6, 9 or 12 digits", statusCode: 400, title: "no place");
        if (!CampaignRights.MayRun(reviewer, asked.Place)) return Results.Problem("rounds are for the township and above, in their own area", statusCode: 403, title: "refused");
        var campaign = asked.Opportunity is { } opening
            ? await plan.ForOpeningAsync(opening, asked.Title, asked.Place, reviewer.UserId, cancellation)
            : await plan.RunAsync(asked.Title, asked.Place, reviewer.UserId, cancellation);
        return campaign is null ? Results.Problem("no open opening has this id", statusCode: 400, title: "unknown opening") : Results.Created("/api/v1/campaigns/" + campaign.Id, campaign);
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext http, IOfferStore offers, CancellationToken cancellation)
    {
        if (await MineAsync(id, http, offers, cancellation) is not { } campaign) return Unknown();
        var progress = await offers.ProgressAsync(id, cancellation);
        return Results.Ok(new CampaignView(campaign, progress.Offers.ToImmutableSortedDictionary(o => o.Key.ToString().ToLowerInvariant(), o => o.Value), progress.Delivered, progress.Undelivered));
    }

    private static async Task<IResult> ActAsync(string id, HttpContext http, IOfferStore offers, Func<string, DateTimeOffset, Task<bool>> act, TimeProvider clock, CancellationToken cancellation)
    {
        if (await MineAsync(id, http, offers, cancellation) is null) return Unknown();
        return await act(CadreClaims.ReviewerOf(http.User)!.UserId, clock.GetUtcNow()) ? Results.NoContent() : Results.Problem("the round is not in a state that allows this", statusCode: 409, title: "wrong state");
    }

    private static async Task<Campaign?> MineAsync(string id, HttpContext http, IOfferStore offers, CancellationToken cancellation) =>
        await offers.FindAsync(id, cancellation) is { } campaign && CampaignRights.MayRun(CadreClaims.ReviewerOf(http.User)!, campaign.Place) ? campaign : null;

    private static IResult Unknown() => Results.Problem("no round of your area has this id", statusCode: 404, title: "unknown round");
}

/// <param name="Opportunity">Only this opening; null for all that can be applied for.</param>
internal sealed record NewCampaign(string? Title, string? Place, string? Opportunity = null);

/// <param name="Offers">How many offers are in which state.</param>
internal sealed record CampaignView(Campaign Campaign, ImmutableSortedDictionary<string, int> Offers, int Delivered, int Undelivered);

/// <summary>Sends planned offers and gives back places that had no answer.</summary>
internal sealed class OfferSweep(SendOffers send, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<OfferSweep> log) : Sweep(lifetime, log)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    public override async Task SweepAsync(CancellationToken cancellation)
    {
        await send.GiveBackAsync(cancellation);
        while (await send.RunAsync(cancellation) is { } page && (page.People > 0 || page.HeldBack))
        {
            if (page.HeldBack) await Task.Delay(Moment, clock, cancellation);
        }
    }

    protected override Task NextAsync(CancellationToken cancellation) => Task.Delay(Period, clock, cancellation);
}

using BotHost.Accounts;
using BotHost.App.Audit;
using BotHost.App.Claims;
using BotHost.App.Media;
using BotHost.Conversations;
using Microsoft.Extensions.Options;

namespace BotHost.Media;

/// <summary>Photos and recordings: fetched, cleaned, kept, and shown to whom the claim is shown.</summary>
internal static class MediaSetup
{
    public static IServiceCollection AddMedia(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<MediaOptions>(configuration.GetSection(MediaOptions.Section));
        services.AddSingleton<IMediaCleaner, PhotoCleaner>().AddSingleton<FetchMedia>().AddHostedService<MediaSweep>();
        return services.AddSingleton<IVirusScanner>(s => s.GetRequiredService<IOptions<MediaOptions>>().Value.ClamAv is { Length: > 0 } address ? new ClamAvScanner(address) : new NoScanner());
    }

    public static void MapMedia(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/claims/{id}/attachments/{mediumId}", ShowAsync)
        .RequireAuthorization(AccountSetup.Reviewing).WithTags("claims").WithSummary("A photo or recording that proves a claim.").ProducesProblem(401).ProducesProblem(404);

    private static async Task<IResult> ShowAsync(string id, string mediumId, HttpContext http, IClaimStore claims, IMediaStore media, IAuditTrail audit, TimeProvider clock, CancellationToken cancellation)
    {
        var reviewer = CadreClaims.ReviewerOf(http.User)!;
        var claim = await claims.FindAsync(id, reviewer, cancellation);
        if (claim is null || claim.Attachments.All(a => a.Id != mediumId) || await media.ReadAsync(mediumId, cancellation) is not { Bytes: { } bytes } medium)
            return Results.Problem("there is no such photo or recording, or it is not here yet", statusCode: 404, title: "unknown attachment");
        await audit.RecordAsync(new(clock.GetUtcNow(), reviewer.UserId, "medium.shown", claim.SubjectId, claim.Id, mediumId), cancellation);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(bytes, medium.ContentType);
    }

    private sealed class NoScanner : IVirusScanner
    {
        public Task<bool> IsCleanAsync(byte[] bytes, CancellationToken cancellation) => Task.FromResult(true);
    }
}

/// <summary>Fetches what turns wanted, and again when a retry is due.</summary>
internal sealed class MediaSweep(FetchMedia fetch, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<MediaSweep> log) : Sweep(lifetime, log)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    public override async Task SweepAsync(CancellationToken cancellation)
    {
        while (await fetch.RunAsync(cancellation) > 0)
        {
        }
    }

    protected override Task NextAsync(CancellationToken cancellation) => Task.Delay(Period, clock, cancellation);
}

using System.Text.Json;
using BotHost.App.BackOffice;
using BotHost.Core.Content;
using Microsoft.AspNetCore.Mvc;

namespace BotHost.BackOffice;

/// <summary>A back-office to try things with, in this process: the contract, and pages that show what arrived.</summary>
internal static class SandboxEndpoints
{
    public const string Path = "/sandbox/backoffice";

    /// <summary>Needs <see cref="BackOfficeSetup.AddBackOffice"/>.</summary>
    public static IServiceCollection AddSandboxBackOffice(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddSingleton<SandboxStore>().AddSingleton<SandboxNews>().AddSingleton(provider => new SandboxWords(provider.GetService<ContentBundle>()));
        services.AddHttpClient(SandboxNews.Client).ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(10));
        return services;
    }

    /// <summary>Maps nothing when the sandbox is off.</summary>
    /// <param name="administrators">Policy that lets somebody see the pages from another machine; null for nobody.</param>
    public static void MapSandboxBackOffice(this WebApplication app, string? administrators = null)
    {
        if (!app.Services.GetRequiredService<BackOfficeAddress>().SandboxIsOn) return;
        SandboxContract.Map(app);
        var pages = app.MapGroup("/sandbox").ExcludeFromDescription().DisableAntiforgery().AllowAnonymous().AddEndpointFilter(new SandboxAccess(administrators));
        pages.MapGet("/", (SandboxStore store, SandboxWords words, TimeProvider clock) => Html(SandboxPage.List(store, words, clock.GetUtcNow())));
        pages.MapGet("/claims.json", (SandboxStore store) => store.All().Select(c => new { c.Number, c.Key, c.ClaimId, c.Tries }));
        pages.MapGet("/claims/{number:long}", (long number, int? sent, SandboxStore store, SandboxWords words) =>
            store.Find(number) is { } claim ? Html(SandboxClaimPage.Show(claim, words, sent)) : Results.Problem("no such claim", statusCode: 404, title: "unknown claim"));
        pages.MapPost("/mode", ([FromForm] string? mode, SandboxStore store) =>
        {
            if (mode is not ("ok" or "failing" or "slow")) return Results.Problem("mode is ok, failing or slow", statusCode: 400, title: "unknown mode");
            store.Mode = Enum.Parse<SandboxMode>(mode, ignoreCase: true);
            return Results.Redirect("/sandbox/");
        });
        pages.MapPost("/claims/{number:long}/events", SendEventAsync);
        pages.MapGet("/register", (bool? kept) => Html(SandboxPage.Register(kept == true ? "记下了，也告诉主机了。" : null)));
        pages.MapPost("/register", RegisterAsync);
    }

    private static async Task<IResult> SendEventAsync(long number, [FromForm] string? type, SandboxStore store, SandboxNews news, CancellationToken cancellation)
    {
        if (store.Find(number) is not { } claim) return Results.Problem("no such claim", statusCode: 404, title: "unknown claim");
        if (!BackOfficeEvent.ClaimTypes.Contains(type)) return Results.Problem("type is one of " + string.Join(", ", BackOfficeEvent.ClaimTypes), statusCode: 400, title: "unknown type");
        var status = await news.SendAsync(type!, new { claimId = claim.ClaimId }, cancellation);
        return Results.Redirect($"/sandbox/claims/{number}?sent={status}");
    }

    private static async Task<IResult> RegisterAsync([FromForm] string? idHash, [FromForm] string? facts, SandboxStore store, SandboxNews news, CancellationToken cancellation)
    {
        if (idHash?.Trim() is not { Length: > 0 and <= 128 } hash || SandboxRegister.Parse(facts ?? "") is not { } entries)
            return Results.Content(SandboxPage.Register("没记下：请写上证件号的哈希，事实一行一个，写成“编号=值”。"), "text/html; charset=utf-8", null, StatusCodes.Status400BadRequest);
        store.Register(hash, JsonSerializer.SerializeToUtf8Bytes(new { facts = entries }));
        await news.SendAsync(BackOfficeEvent.FactsChanged, new { idHash = hash }, cancellation);
        return Results.Redirect("/sandbox/register?kept=true");
    }

    private static IResult Html(string page) => Results.Content(page, "text/html; charset=utf-8");
}

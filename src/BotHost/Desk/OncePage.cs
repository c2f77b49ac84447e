using BotHost.Accounts;
using BotHost.App.Audit;
using BotHost.App.Claims;
using BotHost.App.Desk;
using BotHost.BackOffice;
using BotHost.Consoles;
using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;
using BotHost.Places;
using BotHost.Storage.Accounts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace BotHost.Desk;

/// <summary>
/// What a cadre's chat only points at: one claim with its secrets, or the words and the phone of somebody in need, shown once. A chat app looks at links by itself, so looking does not use
/// the link up: pressing does.
/// </summary>
internal static class OncePage
{
    public static void MapOncePage(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup(DeskLinks.OncePath).AllowAnonymous().ExcludeFromDescription().RequireRateLimiting(LoginPage.RateLimit);
        page.MapGet("/{token}", (HttpContext http, IAntiforgery forgery) => Door(http, forgery));
        page.MapPost("/{token}", ShowAsync);
    }

    private static IResult Door(HttpContext http, IAntiforgery forgery)
    {
        var tokens = forgery.GetAndStoreTokens(http);
        return Page(http, "看一件事", Html.Of($"""
            <p>只能看一次，十分钟内有效。看的时候别让旁人看见。</p>
            <form method="post"><input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}"><button>打开</button></form>
            """), 200);
    }

    private static async Task<IResult> ShowAsync(
        string token, HttpContext http, IAntiforgery forgery, IOncePages pages, UserManager<Cadre> users, IClaimStore claims, ContentBundle content, DivisionNames places, IAuditTrail audit, TimeProvider clock, CancellationToken cancellation)
    {
        if (!await forgery.IsRequestValidAsync(http)) return Gone(http);
        var now = clock.GetUtcNow();
        if (await pages.UseAsync(token, now, cancellation) is not var (caseId, userId) || await users.FindByIdAsync(userId) is not { } cadre || cadre.IsClosed(now)) return Gone(http);
        var reviewer = cadre.ToReviewer();
        if (await claims.FindEscalationAsync(caseId, reviewer, cancellation) is { } task)
        {
            await audit.RecordAsync(new(now, reviewer.UserId, "escalation.read", task.SubjectId, null, task.Id), cancellation);
            return TaskPage(http, task, places);
        }

        if (await claims.FindAsync(caseId, reviewer, cancellation) is not { } claim) return Gone(http);
        await audit.RecordAsync(new(now, reviewer.UserId, "claim.read", claim.SubjectId, claim.Id, "once-page"), cancellation);
        var lines = FactWords.Lines(content, claim.Facts.Where(f => f.IsKnown)).Split('\n');
        return Page(http, claim.Reference, Html.Of($"""
            <p>{claim.Subject.Name} · {claim.Subject.Phone} · {places.Full(claim.Place)}</p>
            <ul>{Html.Each(lines, line => Html.Of($"<li>{line}</li>"))}</ul>
            <p>看完就关掉。要再看，在聊天里再发一次编号。</p>
            """), 200);
    }

    private static IResult TaskPage(HttpContext http, Escalation task, DivisionNames places)
    {
        string[] lines = [task.Words, .. task.Contact is { } contact ? ["他说的联系办法：" + contact] : Array.Empty<string>(), .. task.Phone is { } phone ? ["电话：" + phone] : Array.Empty<string>()];
        return Page(http, ClaimText.Task(task.Kind, task.Urgency), Html.Of($"""
            <p>{task.SubjectName ?? "姓名没说"} · {places.Full(task.Place)}</p>
            <ul>{Html.Each([.. lines.Where(line => line.Length > 0)], line => Html.Of($"<li>{line}</li>"))}</ul>
            <p>看完就关掉。要再看，在聊天里再发一次编号。</p>
            """), 200);
    }

    private static IResult Gone(HttpContext http) => Page(http, "这个链接不能用了", Html.Of($"<p>看过一次，或者过了十分钟。在聊天里再发一次编号，就有新的。</p>"), 404);

    private static IResult Page(HttpContext http, string title, Html body, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(Html.Of($"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{title}</title>
            <link rel="stylesheet" href="/login.css"><link rel="icon" href="/icon.svg"></head><body><main><h1>{title}</h1>{body}</main></body></html>
            """).Text, "text/html; charset=utf-8", statusCode: status);
    }
}

using System.Text.Encodings.Web;
using System.Text.Unicode;
using BotHost.Storage.Accounts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace BotHost.Accounts;

/// <summary>Signing in and out, and setting a password through a link that works once: plain pages without script.</summary>
internal static class LoginPage
{
    public const string Path = "/console/login", WelcomePath = "/console/welcome", RateLimit = "console.login";
    /// <summary>Whoever is signed in comes here only from a page that their roles do not open.</summary>
    private const string NotForYou = "您这个账号看不了那一页。请用别的账号登录，或者退回去。";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet(Path, (HttpContext http, IAntiforgery forgery, string? returnUrl) => Login(http, forgery, returnUrl, http.User.Identity?.IsAuthenticated == true ? NotForYou : null));
        pages.MapPost(Path, SignInAsync).RequireRateLimiting(RateLimit);
        pages.MapPost("/console/logout", async (SignInManager<Cadre> signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.Redirect(Path);
        });
        pages.MapGet(WelcomePath, (HttpContext http, IAntiforgery forgery, string user, string token) => Welcome(http, forgery, user, token, null));
        pages.MapPost(WelcomePath, SetPasswordAsync).RequireRateLimiting(RateLimit);
    }

    private static async Task<IResult> SignInAsync(HttpContext http, IAntiforgery forgery, SignInManager<Cadre> signIn, [FromForm] string user, [FromForm] string password, [FromForm] string? returnUrl)
    {
        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded) return Results.LocalRedirect(IsOurs(returnUrl) ? returnUrl! : "/console");
        return Login(http, forgery, returnUrl, result.IsLockedOut ? "试的次数太多了，请15分钟后再来。" : "账号或密码不对。");
    }

    private static async Task<IResult> SetPasswordAsync(HttpContext http, IAntiforgery forgery, UserManager<Cadre> users, [FromForm] string user, [FromForm] string token, [FromForm] string password)
    {
        if (await users.FindByNameAsync(user) is not { } cadre) return Welcome(http, forgery, user, token, "这个链接不能用了，请找管理员重新要一个。");
        var result = await users.ResetPasswordAsync(cadre, token, password);
        if (result.Succeeded) return Results.Redirect(Path);
        var weak = result.Errors.Any(e => e.Code.StartsWith("Password", StringComparison.Ordinal));
        return Welcome(http, forgery, user, token, weak ? "密码要10位以上，有小写字母，也有数字。" : "这个链接不能用了，请找管理员重新要一个。");
    }

    private static bool IsOurs(string? url) => url is { Length: > 1 } && url[0] == '/' && url[1] is not ('/' or '\\');

    private static IResult Login(HttpContext http, IAntiforgery forgery, string? returnUrl, string? problem) => Page(http, forgery, "登录", problem, $"""
        <input type="hidden" name="returnUrl" value="{Html.Encode(returnUrl ?? "")}">
        <label for="user">账号</label><input id="user" name="user" autocomplete="username" required autofocus>
        <label for="password">密码</label><input id="password" name="password" type="password" autocomplete="current-password" required>
        <button>登录</button>
        """);

    private static IResult Welcome(HttpContext http, IAntiforgery forgery, string user, string token, string? problem) => Page(http, forgery, "设一个密码", problem, $"""
        <p>账号：<b>{Html.Encode(user)}</b></p>
        <input type="hidden" name="user" value="{Html.Encode(user)}"><input type="hidden" name="token" value="{Html.Encode(token)}">
        <label for="password">新密码（10位以上，有小写字母和数字）</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="10" required autofocus>
        <button>保存</button>
        """);

    private static IResult Page(HttpContext http, IAntiforgery forgery, string title, string? problem, string form)
    {
        var tokens = forgery.GetAndStoreTokens(http);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content($"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
            <link rel="stylesheet" href="/login.css"><link rel="icon" href="/icon.svg"></head>
            <body><main><h1>{title}</h1>{(problem is null ? "" : $"<p class=\"problem\" role=\"alert\">{problem}</p>")}
            <form method="post"><input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">{form}</form></main></body></html>
            """, "text/html; charset=utf-8", statusCode: problem is null ? 200 : 400);
    }
}

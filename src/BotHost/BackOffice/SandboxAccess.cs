using System.Net;
using Microsoft.AspNetCore.Authorization;

namespace BotHost.BackOffice;

/// <summary>
/// Who may see the sandbox's pages: an administrator, or somebody sitting at this machine. A call that a proxy passed on, or that names another host, is
/// not from this machine even when its connection is. Forms are taken from the pages themselves only.
/// </summary>
internal sealed class SandboxAccess(string? administrators) : IEndpointFilter
{
    private static readonly string[] Forwarded = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!IsHere(http) && !await IsAdministratorAsync(http)) return Results.Problem("the sandbox is for administrators, or for this machine only", statusCode: 403, title: "not from here");
        if (HttpMethods.IsPost(http.Request.Method) && IsFromElsewhere(http.Request)) return Results.Problem("forms are taken from the sandbox's own pages only", statusCode: 403, title: "not from this page");
        http.Response.Headers.CacheControl = "no-store";
        // With no referrer at all browsers send the origin "null" on forms.
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        return await next(context);
    }

    private static bool IsHere(HttpContext http) => http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !Forwarded.Any(http.Request.Headers.ContainsKey)
        && (http.Request.Host.Host is "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)));

    private async Task<bool> IsAdministratorAsync(HttpContext http) => administrators is not null && http.RequestServices.GetService<IAuthorizationService>() is { } rules
        && (await rules.AuthorizeAsync(http.User, http, administrators)).Succeeded;

    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is not ("same-origin" or "none");
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != request.Host.Value);
    }
}

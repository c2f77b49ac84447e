using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace BotHost.WebChat;

/// <summary>The page at <c>/</c> and its files. Speaks Direct Line, so <c>MapDirectLine</c> must be there too.</summary>
public static class WebChatEndpoints
{
    /// <summary>What the page may do: talk to this host, and run and show only what came from it.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string DefaultTitle = "帮困小助手";

    public static IEndpointRouteBuilder MapWebChat(this IEndpointRouteBuilder endpoints)
    {
        var page = new WebChatPage(endpoints.ServiceProvider.GetRequiredService<IConfiguration>()["WebChat:Title"] is { Length: > 0 } title ? title : DefaultTitle);
        endpoints.MapMethods("/", Reading, http => Send(http, page.Find("index.html")!, "no-cache")).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapMethods("/webchat/{version}/{file}", Reading, http =>
        {
            if (page.Find((string)http.Request.RouteValues["file"]!) is not { } file)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            // The worker keeps the page itself, which stands above its own address.
            if (file.Name == WebChatPage.Worker) http.Response.Headers["Service-Worker-Allowed"] = "/";
            // A page opened before an update still asks by its old version: it gets what there is, but does not keep it.
            return Send(http, file, (string?)http.Request.RouteValues["version"] == page.Version ? "public, max-age=31536000, immutable" : "no-cache");
        }).AllowAnonymous().ExcludeFromDescription();
        return endpoints;
    }

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private static Task Send(HttpContext http, PageFile file, string keep)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = keep;
        headers.ETag = file.Tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.Headers.IfNoneMatch == file.Tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var (encoding, body) = Choose(http.Request.Headers.AcceptEncoding, file);
        if (encoding is not null) headers.ContentEncoding = encoding;
        http.Response.ContentType = file.ContentType;
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body, 0, body.Length, http.RequestAborted);
    }

    private static (string? Encoding, byte[] Body) Choose(StringValues accepted, PageFile file)
    {
        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var encodings)) return (null, file.Plain);
        bool Takes(string name) => encodings.Any(e => e.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && e.Quality is not 0);
        return Takes("br") ? ("br", file.Brotli) : Takes("gzip") ? ("gzip", file.Gzip) : (null, file.Plain);
    }
}

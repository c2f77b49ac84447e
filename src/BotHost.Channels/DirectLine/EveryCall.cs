using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace BotHost.Channels.DirectLine;

/// <summary>What holds for every call: pages of other sites may read the answer, nobody stores it, and a fault of ours is said as "try again", never as a crash.</summary>
internal sealed class EveryCall(IOptions<DirectLineOptions> options, ILogger<EveryCall> log)
{
    private const string AllowedHeaders = "authorization, content-type, x-ms-bot-agent, x-requested-with";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        OpenToOtherSites(http);
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusal.TooLarge : Refusal.BadArgument("The request could not be read.");
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty;
        }
        catch (Exception e)
        {
            log.LogError(e, "A Direct Line call for {Conversation} failed", http.Request.RouteValues["conversationId"] ?? "no conversation");
            return Refusal.Busy;
        }
    }

    public IResult Preflight(HttpContext http)
    {
        OpenToOtherSites(http);
        http.Response.Headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        http.Response.Headers.AccessControlAllowHeaders = AllowedHeaders;
        // Every new watermark is a new address to a browser, and each would be asked about first.
        http.Response.Headers.AccessControlMaxAge = "86400";
        return Results.NoContent();
    }

    private void OpenToOtherSites(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return;
        IReadOnlyList<string> allowed = options.Value.AllowedOrigins is { Count: > 0 } configured ? configured : ["*"];
        if (allowed.Contains("*")) http.Response.Headers.AccessControlAllowOrigin = "*";
        else
        {
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
            if (!allowed.Contains(origin, StringComparer.OrdinalIgnoreCase)) return;
            http.Response.Headers.AccessControlAllowOrigin = origin;
        }

        http.Response.Headers.AccessControlExposeHeaders = HeaderNames.RetryAfter;
    }
}

using BotHost.Channels.Webhooks;
using System.Text.Json;
using BotHost.Core.Activities;
using Microsoft.AspNetCore.Http;

namespace BotHost.Channels.DirectLine;

/// <summary>
/// The door of our own page: a token without a secret, to pages of the same origin only, so many a minute.
/// Every visitor gets a user id nobody can guess. The resume key that comes along opens the same conversation
/// again after days; it lies on the phone and nowhere else, so wiping the phone ends it.
/// </summary>
internal sealed class PageDoor(PassOffice office, RateLimits limits)
{
    public const string Path = "/webchat/token";
    private const int LongestBody = 8 * 1024;

    public async Task<IResult> OpenAsync(HttpContext http)
    {
        if (!IsSameOrigin(http.Request)) return Refusal.OtherOrigin;
        if (!limits.AllowsToken(http.Connection.RemoteIpAddress)) return Refusal.TooFast;
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, LongestBody, http.RequestAborted) is not { } body) return Refusal.TooLarge;
        if (!TryReadKey(body, out var key)) return Refusal.NotJson;
        // A key that no longer opens is no fault of the resident: they start anew.
        var resumed = key is not null && office.Open(key, PassUse.Resume, out var earlier) is null ? earlier : null;
        var pass = resumed ?? StartRequest.Nothing.NewPass();
        return Results.Json(
            new PageGrant(pass.Conversation, office.Seal(pass, PassUse.Talk), (int)office.TokenLife.TotalSeconds, office.Seal(pass, PassUse.Resume), resumed is not null),
            ActivityJson.Options);
    }

    // Browsers write these headers themselves; a program that leaves them out gains no more than the page would give it.
    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site == "same-origin";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static bool TryReadKey(byte[] body, out string? key)
    {
        key = null;
        if (body.Length == 0) return true;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return false;
            key = document.RootElement.TryGetProperty("resume", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private sealed record PageGrant(string ConversationId, string Token, int ExpiresIn, string Resume, bool Resumed);
}

using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using BotHost.App.BackOffice;

namespace BotHost.BackOffice;

/// <summary>What an answer of the back-office means for a delivery.</summary>
internal static partial class BackOfficeAnswer
{
    private const int LongestTitle = 120;
    private const int LongestReference = 64;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <param name="claimJson">What was sent: a title that repeats who it is about is cleaned of that.</param>
    public static async Task<DeliveryResult> ReadAsync(HttpResponseMessage response, ReadOnlyMemory<byte> claimJson, DateTimeOffset now, CancellationToken cancellation)
    {
        var code = (int)response.StatusCode;
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (response.IsSuccessStatusCode)
        {
            // A proxy's or a portal's friendly page with 200 is no receipt: the claim would be lost.
            return body.Length > 0 && Member(body, "reference", out var reference) is false
                ? new(DeliveryOutcome.Retry, Detail: $"HTTP {code}, but not an answer of the contract")
                : new(DeliveryOutcome.Delivered, body.Length == 0 ? null : Clean(body, "reference", LongestReference));
        }

        if (TriedAgain(code)) return new(DeliveryOutcome.Retry, Detail: $"HTTP {code}", RetryAfter: Wait(response, now));
        var title = Clean(body, "title", 1000) is { } said ? WithoutPersons(said, claimJson) : "";
        return new(DeliveryOutcome.Refused, Detail: $"HTTP {code} {title}".TrimEnd());
    }

    /// <summary>
    /// What does not condemn the claim: overload, outage, the same key still at work (409), and our own configuration (a wrong token, an address that
    /// leads elsewhere), which waits until somebody has mended it.
    /// </summary>
    public static bool TriedAgain(int code) => code is (>= 300 and < 400) or 401 or 403 or 407 or 408 or 409 or 425 or 429 or >= 500;

    private static TimeSpan? Wait(HttpResponseMessage response, DateTimeOffset now)
    {
        var wait = response.Headers.RetryAfter is not { } after ? null : after.Delta ?? (after.Date - now);
        return wait is null || wait <= TimeSpan.Zero ? null : wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>False when the body is no JSON object at all.</summary>
    private static bool Member(byte[] body, string name, out string? text)
    {
        text = null;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return false;
            if (json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String) text = value.GetString();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: half a surrogate pair in a text.
            return false;
        }
    }

    /// <summary>A text of theirs as one short line.</summary>
    private static string? Clean(byte[] body, string name, int longest)
    {
        Member(body, name, out var text);
        if (string.IsNullOrWhiteSpace(text)) return null;
        var line = NotWords().Replace(text, " ").Trim();
        return line.Length <= longest ? line : line[..longest];
    }

    private static string WithoutPersons(string title, ReadOnlyMemory<byte> claimJson)
    {
        foreach (var known in Persons(claimJson).OrderByDescending(p => p.Length)) title = title.Replace(known, "…", StringComparison.Ordinal);
        title = LongNumbers().Replace(title, "…");
        return title.Length <= LongestTitle ? title : title[..LongestTitle] + "…";
    }

    private static List<string> Persons(ReadOnlyMemory<byte> claimJson)
    {
        try
        {
            using var json = JsonDocument.Parse(claimJson);
            return [.. new[] { "subject", "onBehalfOf" }.Where(n => json.RootElement.TryGetProperty(n, out var part) && part.ValueKind == JsonValueKind.Object)
                .SelectMany(n => json.RootElement.GetProperty(n).EnumerateObject()).Where(m => m.Name != "relation" && m.Value.ValueKind == JsonValueKind.String)
                .Select(m => m.Value.GetString()!).Where(t => t.Length > 1)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"[\p{C}\p{Zl}\p{Zp}]+")]
    private static partial Regex NotWords();

    [GeneratedRegex(@"\d(?:[\s-]?\d){6,}[xX]?")]
    private static partial Regex LongNumbers();
}

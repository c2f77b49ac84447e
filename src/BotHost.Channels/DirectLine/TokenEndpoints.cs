using BotHost.Channels.Webhooks;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotHost.Core.Activities;
using Microsoft.AspNetCore.Http;

namespace BotHost.Channels.DirectLine;

/// <summary>What a client gets with a token.</summary>
internal sealed record TokenGrant(string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string? StreamUrl = null);

/// <summary>tokens/generate and tokens/refresh.</summary>
internal sealed class TokenEndpoints(Gate gate, PassOffice office)
{
    /// <summary>A back-end with the secret asks for a token, for a user it names or for a new one. Only here may a caller choose who the user is: the name in a browser's message is never believed.</summary>
    public async Task<IResult> GenerateAsync(HttpContext http)
    {
        if (gate.Admit(http.Request, out var caller) is { } refusal) return refusal;
        if (!caller.HasSecret) return Refusal.SecretNeeded;
        if (await StartRequest.ReadAsync(http.Request) is not { } asked) return Refusal.NotJson;
        if (asked.Wrong is { } wrong) return wrong;
        return Grant(asked.NewPass());
    }

    public IResult Refresh(HttpContext http)
    {
        if (gate.Admit(http.Request, out var caller) is { } refusal) return refusal;
        return caller.Pass is { } pass ? Grant(pass) : Refusal.BadArgument("A secret does not expire: only tokens are refreshed.");
    }

    private IResult Grant(Pass pass) => Results.Json(new TokenGrant(pass.Conversation, office.Seal(pass, PassUse.Talk), (int)office.TokenLife.TotalSeconds), ActivityJson.Options);
}

/// <summary>The optional body of tokens/generate and POST conversations.</summary>
internal sealed record StartRequest(string? UserId, string? UserName, string? Locale, string[] Origins)
{
    private const int LongestBody = 16 * 1024;

    public static readonly StartRequest Nothing = new(null, null, null, []);

    public Refusal? Wrong => UserId is { Length: > 128 } || UserId?.Any(char.IsControl) == true ? Refusal.BadArgument("The user id is longer than 128 characters or has control characters.") : null;

    /// <summary>A pass for a new conversation.</summary>
    public Pass NewPass() => new(PassOffice.NewId(), string.IsNullOrEmpty(UserId) ? $"dl_{PassOffice.NewId()}" : UserId, UserName, Started: false, default, Origins);

    /// <summary>Null when there is a body and it is no JSON object.</summary>
    public static async Task<StartRequest?> ReadAsync(HttpRequest request)
    {
        if (await BoundedBody.ReadAsync(request.Body, request.ContentLength, LongestBody, request.HttpContext.RequestAborted) is not { } body) return null;
        if (body.Length == 0) return Nothing;
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            var user = root.TryGetProperty("user", out var u) && u.ValueKind == JsonValueKind.Object ? u : default;
            var name = StringOf(user, "name");
            return new(StringOf(user, "id"), name is { Length: <= 100 } ? PlainText.Clean(name) : null, StringOf(root, "locale") is { Length: <= 64 } locale ? locale : null, OriginsOf(root));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string[] OriginsOf(JsonElement root) => !root.TryGetProperty("trustedOrigins", out var list) || list.ValueKind != JsonValueKind.Array ? []
        : [.. list.EnumerateArray().Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString()!.TrimEnd('/')).Where(o => o.Length is > 0 and <= 200).Take(8)];

    private static string? StringOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
}

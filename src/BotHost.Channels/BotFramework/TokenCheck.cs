using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BotHost.Channels.BotFramework;

/// <summary>A genuine token: what it may be used for is still to be compared with the activity that came with it.</summary>
/// <param name="ServiceUrl">The claim <c>serviceurl</c>; null when there is none.</param>
/// <param name="Endorsements">Channels that the signing key speaks for; empty for a key that speaks for all.</param>
internal sealed record ChannelToken(string? ServiceUrl, ImmutableArray<string> Endorsements)
{
    /// <summary>Why the activity is not covered, or null. The service URL must agree to the byte: it decides where our own token is sent.</summary>
    public string? RefusalFor(string serviceUrl, string channelId) =>
        !string.Equals(ServiceUrl, serviceUrl, StringComparison.Ordinal) ? "service-url"
        : Endorsements.Length > 0 && !Endorsements.Contains(channelId, StringComparer.Ordinal) ? "endorsement"
        : null;
}

/// <summary>Whether the Authorization header of a call holds a token that the issuer made for this bot and that is valid now.</summary>
internal sealed class TokenCheck(SigningKeys keys, IOptions<BotFrameworkOptions> options, TimeProvider clock)
{
    private const string Bearer = "Bearer ";
    private const int Longest = 16 * 1024;

    /// <summary>Clocks may be this far apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = Longest };

    /// <summary>Null when it does not.</summary>
    /// <exception cref="KeysUnavailableException">It cannot be said now.</exception>
    public async Task<ChannelToken?> OpenAsync(string header, CancellationToken cancellation)
    {
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || Read(header[Bearer.Length..].Trim()) is not { } token) return null;
        if (!Algorithms.Contains(token.Alg) || string.IsNullOrEmpty(token.Kid)) return null;
        if (await keys.FindAsync(token.Kid, cancellation) is not { } key) return null;
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Value.Issuer,
            ValidAudience = options.Value.AppId,
            ValidAlgorithms = Algorithms,
            IssuerSigningKey = key,
            RequireSignedTokens = true,
            LifetimeValidator = IsOfNow,
        });
        if (!result.IsValid) return null;
        return new(token.TryGetPayloadValue<string>("serviceurl", out var serviceUrl) ? serviceUrl : null, EndorsementsOf(key));
    }

    private JsonWebToken? Read(string text)
    {
        try
        {
            return text.Length <= Longest && handler.CanReadToken(text) ? handler.ReadJsonWebToken(text) : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool IsOfNow(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && end > now - Skew && (notBefore is not { } start || start <= now + Skew);
    }

    private static ImmutableArray<string> EndorsementsOf(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var found) && found is JsonElement { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)] : [];
}

using BotHost.Channels.Webhooks;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace BotHost.Channels.BotFramework;

/// <summary>The issuer's keys could not be fetched and none are at hand: nobody can say yet whether a call is genuine.</summary>
internal sealed class KeysUnavailableException() : Exception("the issuer's signing keys could not be fetched");

/// <summary>The keys that calls are signed with: fetched at the first call, again after a day, and for a key that is not among them at most once an hour.
/// When fetching fails the ones at hand are used on.</summary>
internal sealed class SigningKeys(IHttpClientFactory clients, IOptions<BotFrameworkOptions> options, TimeProvider clock, ILogger<SigningKeys> log) : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24), UnknownEvery = TimeSpan.FromHours(1), RetryEvery = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile KeySet? kept;
    private DateTimeOffset triedAt = DateTimeOffset.MinValue;

    /// <summary>The key of this id; null when the issuer has none.</summary>
    /// <exception cref="KeysUnavailableException">There are no keys to look among.</exception>
    public async Task<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellation)
    {
        if (kept is { } fresh && clock.GetUtcNow() < fresh.Until && fresh.Keys.TryGetValue(keyId, out var known)) return known;
        await gate.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            var pause = kept is { } keys && now < keys.Until ? UnknownEvery : RetryEvery;
            if (kept?.Keys.ContainsKey(keyId) is not true || now >= kept.Until)
            {
                if (now - triedAt >= pause)
                {
                    triedAt = now;
                    kept = await FetchAsync(cancellation) ?? kept;
                }
            }

            return (kept ?? throw new KeysUnavailableException()).Keys.GetValueOrDefault(keyId);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Null when it failed.</summary>
    private async Task<KeySet?> FetchAsync(CancellationToken cancellation)
    {
        try
        {
            using var http = clients.CreateClient(ConnectorApi.Client);
            var metadata = await http.GetFromJsonAsync<JsonElement>(options.Value.MetadataUrl, cancellation);
            var address = metadata.GetProperty("jwks_uri").GetString() ?? "";
            if (!WebAddress.IsSafe(address)) throw new JsonException("jwks_uri is not safe");
            var keys = new JsonWebKeySet(await http.GetStringAsync(address, cancellation)).Keys.Where(k => !string.IsNullOrEmpty(k.KeyId) && k.Kty == JsonWebAlgorithmsKeyTypes.RSA);
            return new(keys.DistinctBy(k => k.KeyId).ToDictionary(k => k.KeyId, StringComparer.Ordinal), clock.GetUtcNow() + KeptFor);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or NotSupportedException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.LogWarning("The keys of {Issuer} could not be fetched: {Kind}", options.Value.Issuer, e.GetType().Name);
            return null;
        }
    }

    private sealed record KeySet(Dictionary<string, JsonWebKey> Keys, DateTimeOffset Until);
}

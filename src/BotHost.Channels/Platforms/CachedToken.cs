using System.Text.Json.Serialization;

namespace BotHost.Channels.Platforms;

/// <summary>The platform gave no token: a call that could not be made.</summary>
internal sealed class NoTokenException(int code) : HttpRequestException($"errcode {code}")
{
    public int Code => code;
}

/// <summary>How a platform gives an access token.</summary>
internal sealed record PlatformToken(
    [property: JsonPropertyName("access_token")] string? Value, [property: JsonPropertyName("expires_in")] int Seconds, [property: JsonPropertyName("errcode")] int Code);

/// <summary>An access token until shortly before its end; many callers cause one fetch. The platforms give every host the same one, so hosts need not share it.</summary>
internal sealed class CachedToken(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private (string Value, DateTimeOffset Until)? kept;

    /// <exception cref="NoTokenException">The platform refused.</exception>
    public async Task<string> GetAsync(Func<Task<(string Value, TimeSpan Lives)>> fetch, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (kept is { } token && clock.GetUtcNow() < token.Until) return token.Value;
            var (value, lives) = await fetch();
            kept = (value, clock.GetUtcNow() + lives - RenewBefore);
            return value;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The platform no longer takes it.</summary>
    public void Forget() => kept = null;

    public void Dispose() => gate.Dispose();
}

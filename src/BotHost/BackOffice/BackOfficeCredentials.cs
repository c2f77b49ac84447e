using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using BotHost.App.BackOffice;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BotHost.BackOffice;

/// <summary>
/// How we show the back-office who we are: a signature when a signing key is configured, otherwise a bearer token. The sandbox without either takes a
/// secret that is new at every start and known to nobody else.
/// </summary>
internal sealed class BackOfficeCredentials(IOptions<BackOfficeOptions> options, BackOfficeAddress address, TimeProvider clock)
{
    private const string Bearer = "Bearer ";

    /// <summary>The secret that this host and its own sandbox share; it also signs the sandbox's events.</summary>
    public string SandboxKey { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private string Token => options.Value.Token is { Length: > 0 } token ? token : address.IsSandbox ? SandboxKey : "";

    public void Apply(HttpRequestMessage request, string idempotencyKey, ReadOnlySpan<byte> body)
    {
        var key = options.Value.SigningKey;
        if (key.Length > 0) request.Headers.Add(HostSignature.Header, HostSignature.Sign(key, clock.GetUtcNow(), body, HostSignature.Of(request.Method.Method, request.RequestUri!.PathAndQuery, idempotencyKey)));
        else if (Token is { Length: > 0 } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The receiver's side, for the sandbox: true when the request shows what <see cref="Apply"/> would have put on it.</summary>
    public bool Fit(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var key = options.Value.SigningKey;
        if (key.Length > 0)
        {
            // As it was sent: the decoded path is not always the one that was signed.
            var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
            var before = HostSignature.Of(request.Method, target, request.Headers["Idempotency-Key"].ToString());
            return HostSignature.Verify(key, request.Headers[HostSignature.Header].ToString(), body, clock.GetUtcNow(), options.Value.EventWindow, before);
        }

        return Token.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Bearer + Token), Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()));
    }
}

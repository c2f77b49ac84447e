using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.DirectLine;

/// <summary>Who calls: the holder of a secret (no pass), or of a token.</summary>
internal sealed record Caller(Pass? Pass)
{
    public bool HasSecret => Pass is null;
}

/// <summary>Reads the Authorization header.</summary>
internal sealed class Gate(PassOffice office, IOptions<DirectLineOptions> options)
{
    private const string Bearer = "Bearer ";

    private readonly byte[][] secrets = [.. options.Value.Secrets.Where(s => s.Length > 0).Select(s => SHA256.HashData(Encoding.UTF8.GetBytes(s)))];

    public Refusal? Admit(HttpRequest request, out Caller caller)
    {
        caller = null!;
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header.Length == Bearer.Length) return Refusal.MissingToken;
        var key = header[Bearer.Length..].Trim();
        if (IsSecret(key))
        {
            caller = new(null);
            return null;
        }

        if (office.Open(key, PassUse.Talk, out var pass) is { } refusal) return refusal;
        if (pass.Origins.Length > 0 && request.Headers.Origin.ToString() is { Length: > 0 } origin && !pass.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return Refusal.OtherOrigin;
        caller = new(pass);
        return null;
    }

    /// <summary>The same, for a call about one conversation.</summary>
    public Refusal? Admit(HttpRequest request, string conversation, out Caller caller)
    {
        if (Admit(request, out caller) is { } refusal) return refusal;
        return caller.HasSecret || caller.Pass!.Conversation == conversation ? null : Refusal.OtherConversation;
    }

    // Hashes have one length, so the comparison tells nothing about a secret by its duration.
    private bool IsSecret(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var known = false;
        foreach (var secret in secrets) known |= CryptographicOperations.FixedTimeEquals(hash, secret);
        return known;
    }
}

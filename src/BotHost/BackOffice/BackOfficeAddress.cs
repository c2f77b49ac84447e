using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace BotHost.BackOffice;

/// <summary>Where the back-office is: as configured, or the sandbox in this host, whose address is known once the server listens.</summary>
internal sealed class BackOfficeAddress(IOptions<BackOfficeOptions> options, IOptions<SandboxOptions> sandbox, IServer server)
{
    /// <summary>Whether the sandbox runs in this host.</summary>
    public bool SandboxIsOn => sandbox.Value.Enabled ?? options.Value.BaseAddress is null;

    /// <summary>True when claims go to the sandbox.</summary>
    public bool IsSandbox => options.Value.BaseAddress is null && SandboxIsOn;

    /// <summary>The base of the contract's paths, ending in a slash; null when there is none (yet).</summary>
    public Uri? Find() => options.Value.BaseAddress is { } configured ? WithSlash(configured) : IsSandbox && Own() is { } own ? new(own, SandboxEndpoints.Path + "/") : null;

    /// <summary>This host's own first address, plain http before https; null while it does not listen on one.</summary>
    public Uri? Own()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses.OrderBy(a => a.StartsWith("https", StringComparison.Ordinal)))
            if (Uri.TryCreate(Reachable(address), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.Port > 0) return uri;
        return null;
    }

    /// <summary>A wildcard is listened on but cannot be called.</summary>
    private static string Reachable(string address)
    {
        foreach (var wildcard in (string[])["://+", "://*", "://[::]", "://0.0.0.0"])
            if (address.Contains(wildcard, StringComparison.Ordinal)) return address.Replace(wildcard, "://localhost", StringComparison.Ordinal);
        return address;
    }

    private static Uri WithSlash(Uri uri) => uri.AbsoluteUri.EndsWith('/') ? uri : new(uri.AbsoluteUri + "/");
}

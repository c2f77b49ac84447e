using BotHost.Channels.Platforms;
using BotHost.Channels.Webhooks;

namespace BotHost.Channels.BotFramework;

/// <summary>A bot registered with a Bot Framework cloud (Azure Bot Service); section <c>Channels:BotFramework</c>. Off while <see cref="AppId"/> is empty.
/// The addresses are those of the public cloud; US Government and 21Vianet have others (see the sample settings).</summary>
public sealed class BotFrameworkOptions : IPlatformOptions
{
    public static string Section => "Channels:BotFramework";

    /// <summary>Microsoft App ID of the registration.</summary>
    public string AppId { get; set; } = "";

    public string AppPassword { get; set; } = "";

    /// <summary>Who signs the calls that come in.</summary>
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>Where the issuer says which keys it signs with.</summary>
    public string MetadataUrl { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Where the host gets the token for its own calls; a single-tenant registration has its tenant's id in place of <c>botframework.com</c>.</summary>
    public string LoginUrl { get; set; } = "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token";

    public string Scope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>Hosts that answers (and with them the token) may go to; a name that begins with a dot stands for all below it. None: every public
    /// host that a validated call named. An address without TLS is used only when it is listed here and on this machine.</summary>
    public IReadOnlyList<string> ServiceHosts { get; set; } = [];

    /// <summary>Only the token has one address; answers go to the address that the call named.</summary>
    string IPlatformOptions.ApiUrl => LoginUrl;

    public bool IsOn => AppId.Length > 0;

    /// <summary>True for a host that these settings name.</summary>
    public bool Names(string host) => ServiceUrl.IsListed(host, ServiceHosts) || new[] { LoginUrl, MetadataUrl }.Any(u => Uri.TryCreate(u, UriKind.Absolute, out var at) && at.Host.Equals(host, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<string> Problems()
    {
        if (AppPassword.Length == 0) yield return $"{Section}:AppPassword is missing; the registration's certificates & secrets page shows it once";
        if (Issuer.Length == 0) yield return $"{Section}:Issuer is missing";
        if (Scope.Length == 0) yield return $"{Section}:Scope is missing";
        if (!WebAddress.IsSafe(MetadataUrl)) yield return $"{Section}:MetadataUrl must begin with https://";
        if (!WebAddress.IsSafe(LoginUrl)) yield return $"{Section}:LoginUrl must begin with https://";
    }
}

using BotHost.Channels.Platforms;

namespace BotHost.Channels.Sms;

/// <summary>A gateway for short messages; section <c>Channels:Sms</c>. Off while <see cref="ApiUrl"/> is empty. The gateway speaks to the vendor; what we speak with it is in <c>docs/sms-gateway.md</c>.</summary>
public sealed class SmsOptions : IPlatformOptions
{
    public static string Section => "Channels:Sms";

    /// <summary>Base address of the gateway; <c>send</c> is appended.</summary>
    public string ApiUrl { get; set; } = "";

    /// <summary>Key of the signatures both ways, 16 characters or more.</summary>
    public string Key { get; set; } = "";

    /// <summary>The registered signature (签名) that stands before each message.</summary>
    public string Signature { get; set; } = "";

    /// <summary>Id of a template without content: 您有新消息…. Nothing else is ever sent to a resident's phone.</summary>
    public string NoticeTemplate { get; set; } = "";

    /// <summary>Nothing is sent from this hour on (China Standard Time) …</summary>
    public TimeOnly QuietFrom { get; set; } = new(21, 0);

    /// <summary>… until this one. Both the same: no quiet hours.</summary>
    public TimeOnly QuietUntil { get; set; } = new(7, 30);

    public bool IsOn => ApiUrl.Length > 0;

    public IEnumerable<string> Problems()
    {
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out _)) yield return $"{Section}:ApiUrl is not an address";
        if (!ApiUrl.EndsWith('/')) yield return $"{Section}:ApiUrl must end with /";
        if (Key.Length < 16) yield return $"{Section}:Key must have 16 characters or more; make one up and give it to the gateway";
        if (Signature.Length is 0 or > 20) yield return $"{Section}:Signature is missing; it is the registered 签名, without 【】";
        if (NoticeTemplate.Length == 0) yield return $"{Section}:NoticeTemplate is missing; register a template without content (您有新消息，请打开看) and give its id";
    }
}

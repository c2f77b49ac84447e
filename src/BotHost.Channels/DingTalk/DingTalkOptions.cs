using BotHost.Channels.Platforms;

namespace BotHost.Channels.DingTalk;

/// <summary>A robot of an internal app of DingTalk (钉钉企业内部机器人, HTTP mode); section <c>Channels:DingTalk</c>. Off while <see cref="AppKey"/> is empty.</summary>
public sealed class DingTalkOptions : IPlatformOptions
{
    public static string Section => "Channels:DingTalk";

    public string AppKey { get; set; } = "";

    public string AppSecret { get; set; } = "";

    /// <summary>The robot's code, for what is said long after somebody wrote. The app key, unless the app's page shows another.</summary>
    public string RobotCode { get; set; } = "";

    public string ApiUrl { get; set; } = "https://api.dingtalk.com/";

    /// <summary>Host that answers may be posted to; a call that names another is refused.</summary>
    public string SessionHost { get; set; } = "oapi.dingtalk.com";

    public bool IsOn => AppKey.Length > 0;

    public IEnumerable<string> Problems()
    {
        if (AppSecret.Length == 0) yield return $"{Section}:AppSecret is missing; the app's page shows it";
        if (SessionHost.Length == 0) yield return $"{Section}:SessionHost is missing";
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out _)) yield return $"{Section}:ApiUrl is not an address";
    }
}

using BotHost.Channels.Platforms;

namespace BotHost.Channels.Feishu;

/// <summary>A self-built app of Feishu (飞书企业自建应用); section <c>Channels:Feishu</c>. Off while <see cref="AppId"/> is empty.</summary>
public sealed class FeishuOptions : IPlatformOptions
{
    public static string Section => "Channels:Feishu";

    public string AppId { get; set; } = "";

    public string AppSecret { get; set; } = "";

    /// <summary>Encrypt Key of the event settings. Needed: without it events come unsigned.</summary>
    public string EncryptKey { get; set; } = "";

    /// <summary>Verification Token of the event settings.</summary>
    public string VerificationToken { get; set; } = "";

    public string ApiUrl { get; set; } = "https://open.feishu.cn/";

    public bool IsOn => AppId.Length > 0;

    public IEnumerable<string> Problems()
    {
        if (AppSecret.Length == 0) yield return $"{Section}:AppSecret is missing; the app's page shows it";
        if (EncryptKey.Length == 0) yield return $"{Section}:EncryptKey is missing; set one in the app's event settings (加密策略)";
        if (VerificationToken.Length == 0) yield return $"{Section}:VerificationToken is missing; the app's event settings show it";
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out _)) yield return $"{Section}:ApiUrl is not an address";
    }
}

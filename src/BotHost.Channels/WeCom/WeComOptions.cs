using BotHost.Channels.Platforms;
using BotHost.Channels.WxCrypt;

namespace BotHost.Channels.WeCom;

/// <summary>A self-built app of WeCom (企业微信), for cadres; section <c>Channels:WeCom</c>. Off while <see cref="CorpId"/> is empty.</summary>
public sealed class WeComOptions : IPlatformOptions
{
    public static string Section => "Channels:WeCom";

    /// <summary>企业ID.</summary>
    public string CorpId { get; set; } = "";

    /// <summary>AgentId of the app.</summary>
    public long AgentId { get; set; }

    /// <summary>Secret of the app.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Token of the app's 接收消息 settings.</summary>
    public string Token { get; set; } = "";

    public string EncodingAesKey { get; set; } = "";

    /// <summary>Lists and cases are set off with headings and links. False where cadres read WeCom inside WeChat, which shows no markdown.</summary>
    public bool Markdown { get; set; } = true;

    public string ApiUrl { get; set; } = "https://qyapi.weixin.qq.com/";

    public bool IsOn => CorpId.Length > 0;

    public IEnumerable<string> Problems()
    {
        if (AgentId <= 0) yield return $"{Section}:AgentId is missing; the app's page shows it";
        if (Secret.Length == 0) yield return $"{Section}:Secret is missing; the app's page shows it";
        if (Token.Length == 0) yield return $"{Section}:Token is missing; the app's 接收消息 settings show it";
        if (!MessageCrypt.IsKey(EncodingAesKey)) yield return $"{Section}:EncodingAesKey must have 43 letters and digits";
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out _)) yield return $"{Section}:ApiUrl is not an address";
    }
}

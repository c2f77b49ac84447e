using BotHost.Channels.Platforms;
using BotHost.Channels.WxCrypt;

namespace BotHost.Channels.WeChatKf;

/// <summary>WeChat Customer Service (微信客服): a door for residents who follow no account; section <c>Channels:WeChatKf</c>. Off while <see cref="CorpId"/> is empty.</summary>
public sealed class WeChatKfOptions : IPlatformOptions
{
    public static string Section => "Channels:WeChatKf";

    /// <summary>企业ID.</summary>
    public string CorpId { get; set; } = "";

    /// <summary>Secret of 微信客服, not of an app.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Token of the callback settings.</summary>
    public string Token { get; set; } = "";

    public string EncodingAesKey { get; set; } = "";

    public string ApiUrl { get; set; } = "https://qyapi.weixin.qq.com/";

    public bool IsOn => CorpId.Length > 0;

    public IEnumerable<string> Problems()
    {
        if (Secret.Length == 0) yield return $"{Section}:Secret is missing; the page of 微信客服 shows it under 开发配置";
        if (Token.Length == 0) yield return $"{Section}:Token is missing; the callback settings of 微信客服 show it";
        if (!MessageCrypt.IsKey(EncodingAesKey)) yield return $"{Section}:EncodingAesKey must have 43 letters and digits";
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out _)) yield return $"{Section}:ApiUrl is not an address";
    }
}

using BotHost.Channels.Platforms;
using BotHost.Channels.WxCrypt;

namespace BotHost.Channels.WeChat;

/// <summary>A WeChat Official Account (公众号 / 服务号); section <c>Channels:WeChat</c>. Off while <see cref="AppId"/> is empty.</summary>
public sealed class WeChatOptions : IPlatformOptions
{
    public static string Section => "Channels:WeChat";

    /// <summary>开发者ID.</summary>
    public string AppId { get; set; } = "";

    public string AppSecret { get; set; } = "";

    /// <summary>令牌 of the callback settings.</summary>
    public string Token { get; set; } = "";

    /// <summary>消息加解密密钥, 43 characters: safe mode, and plain pushes are refused. Empty: plain mode.</summary>
    public string EncodingAesKey { get; set; } = "";

    /// <summary>The key before it, while a change of keys is under way.</summary>
    public string PreviousEncodingAesKey { get; set; } = "";

    /// <summary>Id of a subscription template without content (订阅通知) that says only that there is news; sent when the 48-hour window is closed. Empty: none.</summary>
    public string NoticeTemplateId { get; set; } = "";

    /// <summary>Name of the template's field for that sentence.</summary>
    public string NoticeField { get; set; } = "thing1";

    /// <summary>The platform hangs up after five seconds; an answer that is not ready by then goes out as a customer-service message, of which there are five.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(4.3);

    public string ApiUrl { get; set; } = "https://api.weixin.qq.com/";

    public bool IsOn => AppId.Length > 0;

    public IEnumerable<string> Problems()
    {
        if (AppSecret.Length == 0) yield return $"{Section}:AppSecret is missing; the platform's developer page shows it once";
        if (Token.Length is < 3 or > 32) yield return $"{Section}:Token must be the 3 to 32 letters and digits of the platform's callback settings";
        if (EncodingAesKey.Length > 0 && !MessageCrypt.IsKey(EncodingAesKey)) yield return $"{Section}:EncodingAesKey must have 43 letters and digits";
        if (PreviousEncodingAesKey.Length > 0 && !MessageCrypt.IsKey(PreviousEncodingAesKey)) yield return $"{Section}:PreviousEncodingAesKey must have 43 letters and digits";
        if (AnswerWithin <= TimeSpan.Zero || AnswerWithin >= TimeSpan.FromSeconds(5)) yield return $"{Section}:AnswerWithin must be more than nothing and less than five seconds";
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out _)) yield return $"{Section}:ApiUrl is not an address";
    }
}

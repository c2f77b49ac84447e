using System.Text.RegularExpressions;
using BotHost.Channels.Platforms;

namespace BotHost.Channels.Telegram;

/// <summary>A Telegram bot; section <c>Channels:Telegram</c>. Off while <see cref="BotToken"/> is empty.</summary>
public sealed partial class TelegramOptions : IPlatformOptions
{
    public const string OwnUrl = "https://api.telegram.org/";

    public static string Section => "Channels:Telegram";

    /// <summary>What @BotFather gave.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>A secret of your own, 16 to 256 letters, digits, _ and -. Telegram shows it with every call, so that nobody else can call.</summary>
    public string SecretToken { get; set; } = "";

    /// <summary>Scheme and host under which Telegram reaches this host (<c>https://help.example.org</c>): the callback address is then registered at each start. Empty: you did that yourself.</summary>
    public string PublicUrl { get; set; } = "";

    public string ApiUrl { get; set; } = OwnUrl;

    public bool IsOn => BotToken.Length > 0;

    public IEnumerable<string> Problems()
    {
        if (!TokenPattern().IsMatch(BotToken)) yield return $"{Section}:BotToken must look like 123456:ABC…; @BotFather gives it";
        if (!SecretPattern().IsMatch(SecretToken)) yield return $"{Section}:SecretToken must have 16 to 256 letters, digits, _ or -; make one up";
        if (PublicUrl.Length > 0 && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps)) yield return $"{Section}:PublicUrl must begin with https://";
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out _)) yield return $"{Section}:ApiUrl is not an address";
    }

    [GeneratedRegex("^[0-9]{1,20}:[A-Za-z0-9_-]{3,100}$")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("^[A-Za-z0-9_-]{16,256}$")]
    private static partial Regex SecretPattern();
}

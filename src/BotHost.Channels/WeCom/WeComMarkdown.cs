using System.Buffers;
using System.Text;
using System.Text.Json;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Activities;

namespace BotHost.Channels.WeCom;

/// <summary>A list or a case as WeCom's markdown. Pure. Every character of the text that could be markup is replaced by its wide twin, so what a
/// resident typed can set nothing off and make no link; headings and the one link are ours.</summary>
internal static class WeComMarkdown
{
    private const string Markup = "*_`~#>[]()!<|\\&", Twins = "＊＿｀～＃＞［］（）！＜｜＼＆";

    private static readonly SearchValues<char> NoAddress = SearchValues.Create(" ()[]<>\"");

    /// <summary>Null for what is plain speech, has buttons, or came with a layout that we do not know.</summary>
    public static string? Of(Activity activity)
    {
        if (activity.SuggestedActions is not null || activity.ChannelData is not { ValueKind: JsonValueKind.Object } data) return null;
        if (!data.TryGetProperty("layout", out var layout) || layout.ValueKind != JsonValueKind.Object || !layout.TryGetProperty("kind", out var kind)) return null;
        var link = LinkOf(activity);
        var lines = (activity.Text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return null;
        return kind.ValueEquals("list") ? string.Join('\n', lines.Select((line, i) => i == 0 ? Heading(line) : i == lines.Length - 1 && lines.Length > 2 ? Remark(line) : Entry(line)))
            : kind.ValueEquals("case") ? string.Join('\n', lines.Select((line, i) => i == 0 ? Heading(line) : line == link ? Link(line) : Plain(line)))
            : null;
    }

    /// <summary>The address of ours that stands on a line of the text; null when there is none that could be one.</summary>
    public static string? LinkOf(Activity activity) =>
        activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("layout", out var layout) && layout.ValueKind == JsonValueKind.Object
        && layout.TryGetProperty("link", out var given) && given.ValueKind == JsonValueKind.String && IsAddress(given.GetString()!) ? given.GetString() : null;

    private static string Heading(string line) => $"**{Plain(line)}**";

    private static string Remark(string line) => $"<font color=\"comment\">{Plain(line)}</font>";

    /// <summary>The short code, by which the cadre calls it, stands out.</summary>
    private static string Entry(string line)
    {
        var plain = Plain(line);
        var end = plain.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? $"> {plain}" : $"> **{plain[..end]}** {plain[(end + 1)..]}";
    }

    private static string Link(string address) => $"[{address}]({address})";

    private static bool IsAddress(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && !address.AsSpan().ContainsAny(NoAddress);

    private static string Plain(string text)
    {
        var plain = new StringBuilder(PlatformText.Clean(text).Trim());
        for (var i = 0; i < Markup.Length; i++) plain.Replace(Markup[i], Twins[i]);
        return plain.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace BotHost.Channels.WxCrypt;

/// <summary>Text as the platforms take it.</summary>
internal static class PlatformText
{
    /// <summary>
    /// Without what the JSON writer would escape, which WeChat refuses (40033): characters beyond the basic plane, and spaces other than the
    /// plain one. Without control characters, which XML has not.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n') clean.Append('\n');
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator) clean.Append(' ');
            else if (rune.IsBmp && IsKept(rune)) clean.Append((char)rune.Value);
        }

        return clean.ToString();
    }

    private static bool IsKept(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
